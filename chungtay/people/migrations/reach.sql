-- Which units a post reads about: its own, those below it and those above it.

-- Units of the caller's posts of the day that permit anything.
CREATE FUNCTION access.posts() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT p.unit_id), '{}')
    FROM public.people_post p
    WHERE p.person_id = access.person() AND p.period @> access.day()
        AND p.role IN (SELECT role FROM access.permission)
$$;

-- Units above those, the nation's among them.
CREATE FUNCTION access.above() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT one), '{}')
    FROM public.places_unit u,
        unnest(ARRAY[u.commune_id, u.district_id, u.province_id] || ARRAY(
            SELECT n.id FROM public.places_unit n WHERE n.level = 0
        )) one
    WHERE u.id = ANY (access.posts()) AND one IS NOT NULL
$$;

CREATE FUNCTION access.anywhere() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.commanded() OR EXISTS (
        SELECT FROM public.places_unit WHERE id = ANY (access.posts()) AND level = 0
    )
$$;

CREATE VIEW access.near AS
SELECT u.id
FROM public.places_unit u
WHERE u.id = ANY ((SELECT access.posts())::bigint[])
    OR u.commune_id = ANY ((SELECT access.posts())::bigint[])
    OR u.district_id = ANY ((SELECT access.posts())::bigint[])
    OR u.province_id = ANY ((SELECT access.posts())::bigint[])
    OR u.id = ANY ((SELECT access.above())::bigint[]);

GRANT SELECT ON access.near TO chungtay_web;

-- Whether the caller holds any post of the day: who holds none opens nothing, named or not.
CREATE FUNCTION access.posted() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT EXISTS (
        SELECT FROM public.people_post
        WHERE person_id = access.person() AND period @> access.day()
    )
$$;
