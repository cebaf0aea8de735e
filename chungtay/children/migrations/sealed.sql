-- To whom a sealed compartment of a child opens, said to the database: the same rule as
-- children/sealed.py. The functions run as their owner and tell only about the caller.

CREATE FUNCTION access.home(child uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT unit_id FROM public.children_residence
    WHERE child_id = child AND period @> access.day()
$$;
REVOKE EXECUTE ON FUNCTION access.home(uuid) FROM PUBLIC;

-- Supervises the child's home, or chairs the board of its commune.
CREATE FUNCTION access.oversees(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.commanded() OR coalesce(access.within(access.home(child), 'supervise'), false)
        OR EXISTS (
            SELECT FROM public.people_board b
            JOIN public.places_unit u ON u.commune_id = b.unit_id
            WHERE b.chair_id = access.person() AND b.period @> access.day()
                AND u.id = access.home(child)
        )
$$;

-- Whether a compartment of a child opens to the caller now.
CREATE FUNCTION access.opens(child uuid, compartment text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT EXISTS (
        SELECT FROM public.children_named n
        WHERE n.child_id = opens.child AND n.compartment = opens.compartment
            AND n.person_id = access.person() AND n.period @> access.day()
            AND (n.until IS NULL OR n.until > now())
    ) OR access.oversees(opens.child)
$$;

-- Whether the caller may say to whom it opens: not one who only broke the glass.
CREATE FUNCTION access.keeps(child uuid, compartment text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT EXISTS (
        SELECT FROM public.children_named n
        WHERE n.child_id = keeps.child AND n.compartment = keeps.compartment
            AND n.person_id = access.person() AND n.period @> access.day()
            AND (n.until IS NULL OR n.until > now()) AND n.ground <> 'break_glass'
    ) OR access.oversees(keeps.child)
$$;

-- Whether the caller works in the child's own unit and may be told that something is sealed, and
-- break the glass. A collaborator, who is a neighbour, is not told.
CREATE FUNCTION access.works_for(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT EXISTS (
        SELECT FROM public.people_post p
        JOIN access.permission m ON m.role = p.role
            AND m.permission IN ('children', 'cases', 'notices')
        JOIN public.places_unit u ON u.id = access.home(child)
        WHERE p.person_id = access.person() AND p.period @> access.day()
            AND p.role <> 'collaborator'
            AND p.unit_id IN (u.id, u.commune_id, u.district_id, u.province_id)
    )
$$;

-- Whom to ask: those named on the child, without saying on what. None to a stranger.
CREATE FUNCTION access.keepers(child uuid) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT DISTINCT n.person_id FROM public.children_named n
    WHERE n.child_id = keepers.child AND n.period @> access.day()
        AND (n.until IS NULL OR n.until > now()) AND n.ground <> 'break_glass'
        AND access.works_for(keepers.child)
$$;
