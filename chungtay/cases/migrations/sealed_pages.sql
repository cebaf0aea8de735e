-- Adoption is sealed too.
CREATE OR REPLACE FUNCTION access.compartments_of(child uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.compartment(harm) FROM public.cases_case WHERE child_id = child
    UNION
    SELECT access.compartment(harm) FROM public.cases_notice WHERE child_id = child
    UNION
    SELECT g.compartment FROM public.children_circumstance c
    JOIN public.children_group g ON g.code = c.group_id AND g.compartment <> ''
    WHERE c.child_id = child
    UNION
    SELECT 'adoption' FROM public.children_adoption WHERE child_id = child
$$;

-- What a reader of sealed matters who does not read the register is told of the child: whose they
-- are, and nothing else. Nothing where nothing stands that opens to the caller.
CREATE FUNCTION access.sealed_subject(child uuid)
RETURNS TABLE (full_name text, birth_date date, birth_precision text, unit_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT c.full_name, c.birth_date, c.birth_precision, access.home(c.id)
    FROM public.children_child c
    WHERE c.id = child AND access.posted() AND EXISTS (
        SELECT FROM access.compartments_of(child) one WHERE access.opens(child, one)
    )
$$;

-- Children of whom something is sealed that opens to the caller by name or as the chair. What a
-- supervisor opens stands in the register.
CREATE FUNCTION access.sealed_children() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    WITH standing AS (
        SELECT child_id, access.compartment(harm) AS compartment FROM public.cases_case
        UNION
        SELECT child_id, access.compartment(harm) FROM public.cases_notice
        WHERE child_id IS NOT NULL
        UNION
        SELECT child_id, 'adoption' FROM public.children_adoption
        UNION
        SELECT c.child_id, g.compartment FROM public.children_circumstance c
        JOIN public.children_group g ON g.code = c.group_id AND g.compartment <> ''
    ), mine AS (
        SELECT n.child_id, n.compartment::text AS compartment FROM public.children_named n
        WHERE n.person_id = access.person() AND n.period @> access.day()
            AND (n.until IS NULL OR n.until > now())
    ), chaired AS (
        SELECT r.child_id FROM public.people_board b
        JOIN public.places_unit u ON u.commune_id = b.unit_id
        JOIN public.children_residence r ON r.unit_id = u.id AND r.period @> access.day()
        WHERE b.chair_id = access.person() AND b.period @> access.day()
    )
    SELECT DISTINCT s.child_id FROM standing s
    WHERE access.posted() AND (
        s.child_id IN (SELECT child_id FROM chaired)
        OR (s.child_id, s.compartment) IN (SELECT child_id, compartment FROM mine)
    )
$$;

-- The sealed circumstances of a child that open to the caller.
CREATE FUNCTION access.sealed_circumstances(child uuid) RETURNS SETOF public.children_circumstance
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT c.* FROM public.children_circumstance c
    JOIN public.children_group g ON g.code = c.group_id AND g.compartment <> ''
    WHERE c.child_id = child AND access.opens(child, g.compartment)
$$;

-- The carer suspected in a case that opens to the caller: relation and name.
CREATE FUNCTION access.suspect_of(one bigint) RETURNS TABLE (relation text, full_name text)
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT g.relation, g.full_name
    FROM public.cases_case c JOIN public.children_guardian g ON g.id = c.suspect_id
    WHERE c.id = one AND access.opens(c.child_id, access.compartment(c.harm))
$$;
