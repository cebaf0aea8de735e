-- Who holds no post of the day opens nothing, named or chairing: as children/sealed.py says.

-- Whether the caller chairs the board of the unit's commune.
CREATE FUNCTION access.chairs(home bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.posted() AND EXISTS (
        SELECT FROM public.people_board b
        JOIN public.places_unit u ON u.commune_id = b.unit_id
        WHERE b.chair_id = access.person() AND b.period @> access.day() AND u.id = home
    )
$$;

CREATE OR REPLACE FUNCTION access.oversees(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.commanded() OR coalesce(access.within(access.home(child), 'supervise'), false)
        OR access.chairs(access.home(child))
$$;

-- Whether the caller is named on a compartment of a child now.
CREATE FUNCTION access.named_on(child uuid, compartment text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.posted() AND EXISTS (
        SELECT FROM public.children_named n
        WHERE n.child_id = named_on.child AND n.compartment = named_on.compartment
            AND n.person_id = access.person() AND n.period @> access.day()
            AND (n.until IS NULL OR n.until > now())
    )
$$;

CREATE OR REPLACE FUNCTION access.opens(child uuid, compartment text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.named_on(child, compartment) OR access.oversees(child)
$$;

CREATE OR REPLACE FUNCTION access.keeps(child uuid, compartment text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.posted() AND EXISTS (
        SELECT FROM public.children_named n
        WHERE n.child_id = keeps.child AND n.compartment = keeps.compartment
            AND n.person_id = access.person() AND n.period @> access.day()
            AND (n.until IS NULL OR n.until > now()) AND n.ground <> 'break_glass'
    ) OR access.oversees(keeps.child)
$$;

CREATE FUNCTION access.audits(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT coalesce(access.within(access.home(child), 'audit'), false)
$$;

-- The child whose access log an auditor of its home opens, for the paper that is handed to it;
-- nothing of another, and nothing else of this one.
CREATE FUNCTION access.audited(child uuid)
RETURNS TABLE (full_name text, birth_date date, birth_precision text)
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT c.full_name, c.birth_date, c.birth_precision
    FROM public.children_child c
    WHERE c.id = child AND access.audits(child)
$$;
