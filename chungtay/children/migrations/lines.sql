-- The trail as the role that answers requests reads it.

CREATE FUNCTION access.account() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT username FROM public.people_user WHERE id = access.person()
$$;

-- Whether the caller serves the child, or audits where it lives; or the record kept for it.
CREATE FUNCTION access.told_of(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.everywhere('children')
        OR EXISTS (SELECT FROM access.lived h WHERE h.child_id IN (child, access.kept(child)))
        OR cardinality(access.roots('audit')) > 0
            AND (access.audits(child) OR access.audits(access.kept(child)))
$$;

-- Whether a list that was read named such a child.
CREATE FUNCTION access.showed(children uuid[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT FROM unnest(children) one WHERE access.told_of(one))
$$;

-- The lines about such children, or that showed their names, by their indexes: row security keeps
-- the test of a list of names away from the index of it.
CREATE FUNCTION access.lines_about(children uuid[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    known uuid[] := ARRAY(SELECT one FROM unnest(children) one WHERE access.told_of(one));
BEGIN
    RETURN QUERY
        SELECT id FROM people_auditevent WHERE child_id = ANY (known)
        UNION
        SELECT id FROM people_auditevent WHERE shown && known AND NOT shown = '{}';
END
$$;
