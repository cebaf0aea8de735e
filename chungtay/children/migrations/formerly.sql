-- Who was lost sight of, left or died in a unit that became one of the caller's is the caller's
-- child: nobody else serves it. One who lives elsewhere since is not.

-- The units that had become one of `roots`, or one below it, by the day; hamlet by hamlet, where
-- access.before tells communes: of a divided commune each part has the children of its own hamlets.
CREATE FUNCTION access.former(roots bigint[], day date) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    WITH RECURSIVE came (id) AS (
        SELECT c.old_id
        FROM public.places_change c JOIN public.places_unit n ON n.id = c.new_id
        WHERE cardinality(roots) > 0 AND c.date <= day AND (
            n.id = ANY (roots) OR n.commune_id = ANY (roots)
            OR n.district_id = ANY (roots) OR n.province_id = ANY (roots)
        )
        UNION
        SELECT c.old_id FROM public.places_change c JOIN came ON c.new_id = came.id
        WHERE c.date <= day
    )
    SELECT coalesce(array_agg(id), '{}') FROM came
$$;

CREATE FUNCTION access.formerly() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.former(access.roots('children'), access.day())
$$;

-- In two parts: the second is asked only of a child that has no home within the caller's units.
CREATE OR REPLACE VIEW access.lived AS
SELECT r.child_id, r.period, r.period @> (SELECT access.day()) AS now
FROM public.children_residence r
WHERE r.unit_id IN (SELECT id FROM access.unit)
UNION ALL
SELECT r.child_id, r.period, r.period @> (SELECT access.day()) AS now
FROM public.children_residence r
WHERE r.unit_id = ANY ((SELECT access.formerly())::bigint[]) AND NOT EXISTS (
    SELECT FROM public.children_residence l
    WHERE l.child_id = r.child_id AND lower(l.period) >= upper(r.period)
);
