-- In which compartment a case or a notice of this harm is sealed: as cases/models.py says.
CREATE FUNCTION access.compartment(harm text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE harm WHEN 'sexual' THEN 'sexual_abuse' ELSE 'case' END
$$;

-- Compartments of a child in which something stands. Never asked by the caller itself.
CREATE FUNCTION access.compartments_of(child uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.compartment(harm) FROM public.cases_case WHERE child_id = child
    UNION
    SELECT access.compartment(harm) FROM public.cases_notice WHERE child_id = child
    UNION
    SELECT g.compartment FROM public.children_circumstance c
    JOIN public.children_group g ON g.code = c.group_id AND g.compartment <> ''
    WHERE c.child_id = child
$$;
REVOKE EXECUTE ON FUNCTION access.compartments_of(uuid) FROM PUBLIC;

-- Whether something of the child is sealed from the caller, who works in its unit; to all others
-- it says no.
CREATE FUNCTION access.sealed_from(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.works_for(child) AND EXISTS (
        SELECT FROM access.compartments_of(child) c WHERE NOT access.opens(child, c)
    )
$$;

-- Whether the caller may be the first one named in a compartment: nothing stands there, and
-- nobody ever was.
CREATE FUNCTION access.may_begin(child uuid, compartment text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.works_for(may_begin.child)
        AND NOT EXISTS (
            SELECT FROM public.children_named n
            WHERE n.child_id = may_begin.child AND n.compartment = may_begin.compartment
                AND n.ground <> 'break_glass'
        )
        AND may_begin.compartment NOT IN (SELECT access.compartments_of(may_begin.child))
$$;
