-- Who may see what, said to the database. A request's transaction names the person
-- (`chungtay.person`); everything else follows from the posts that person holds on the day.
-- The functions run as their owner, so that a policy can ask what the caller may not read.

CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO chungtay_web, chungtay_figures;

-- Which role permits what: written from people/roles.py by `prepare`.
CREATE TABLE access.permission (
    role varchar(24),
    permission varchar(24),
    PRIMARY KEY (role, permission)
);

CREATE FUNCTION access.person() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('chungtay.person', true), '')::bigint
$$;

-- A command of this machine's operator. A process that answers requests signs in as
-- chungtay_web and so can never say this of itself.
CREATE FUNCTION access.commanded() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('chungtay.command', true), '') <> ''
        AND session_user <> 'chungtay_web'
$$;

-- The day the person works as of; nothing for one who is unknown or locked out.
CREATE FUNCTION access.day() RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT coalesce(works_as_of, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
    FROM public.people_user
    WHERE id = access.person() AND is_active
$$;

-- Units of the caller's posts of the day that permit something.
CREATE FUNCTION access.roots(wanted text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(p.unit_id), '{}')
    FROM public.people_post p
    JOIN access.permission m ON m.role = p.role AND m.permission = wanted
    WHERE p.person_id = access.person() AND p.period @> access.day()
$$;

CREATE FUNCTION access.everywhere(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.commanded() OR EXISTS (
        SELECT FROM public.places_unit
        WHERE id = ANY (access.roots(wanted)) AND level = 0
    )
$$;

-- Whether anything at all is permitted: no scope, no row.
CREATE FUNCTION access.signed_in() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.commanded() OR access.day() IS NOT NULL
$$;

-- Whether a unit is within the caller's posts that permit something.
CREATE FUNCTION access.within(unit bigint, wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.everywhere(wanted) OR EXISTS (
        SELECT FROM public.places_unit
        WHERE id = unit
            AND ARRAY[id, commune_id, district_id, province_id] && access.roots(wanted)
    )
$$;

-- Every unit within the caller's posts that read children.
CREATE VIEW access.unit AS
SELECT u.id
FROM public.places_unit u
WHERE u.id = ANY ((SELECT access.roots('children'))::bigint[])
    OR u.commune_id = ANY ((SELECT access.roots('children'))::bigint[])
    OR u.district_id = ANY ((SELECT access.roots('children'))::bigint[])
    OR u.province_id = ANY ((SELECT access.roots('children'))::bigint[]);

GRANT SELECT ON access.unit TO chungtay_web;

ALTER TABLE places_unit ENABLE ROW LEVEL SECURITY;
CREATE POLICY web ON places_unit TO chungtay_web USING (true);
-- Every fact joins its unit: a count stops at the reader's own tree.
CREATE POLICY figures ON places_unit FOR SELECT TO chungtay_figures USING (
    (SELECT access.everywhere('figures'))
    OR id = ANY ((SELECT access.roots('figures'))::bigint[])
    OR commune_id = ANY ((SELECT access.roots('figures'))::bigint[])
    OR district_id = ANY ((SELECT access.roots('figures'))::bigint[])
    OR province_id = ANY ((SELECT access.roots('figures'))::bigint[])
);
