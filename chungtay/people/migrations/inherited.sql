-- What a unit has come from. Whoever works at a unit reads the books of those that became it, and
-- goes on with what was left open there. Of children nothing is said here: a child opens to whom it
-- is served by, wherever its records of that time stand.

-- Units that had become one of these, or one below it, by the day, however long ago. Of those below
-- them nothing is listed: they stand in the tree of their own row.
CREATE FUNCTION access.before(roots bigint[], day date) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    WITH RECURSIVE came (id) AS (
        SELECT c.old_id
        FROM public.places_change c JOIN public.places_unit n ON n.id = c.new_id
        WHERE cardinality(roots) > 0 AND c.date <= day AND (
            n.id = ANY (roots) OR n.level < 4 AND (
                n.commune_id = ANY (roots) OR n.district_id = ANY (roots)
                OR n.province_id = ANY (roots)
            )
        )
        UNION
        SELECT c.old_id FROM public.places_change c JOIN came ON c.new_id = came.id
        WHERE c.date <= day
    )
    SELECT coalesce(array_agg(id), '{}') FROM came
$$;

-- Whether a unit became, or stood below one that became, one of the caller's posts' that permit
-- something. Only for what names no child, or one whom nobody knows.
CREATE FUNCTION access.inherits(unit bigint, wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT EXISTS (
        SELECT FROM public.places_unit
        WHERE id = unit AND ARRAY[id, commune_id, district_id, province_id]
            && access.before(access.roots(wanted), access.day())
    )
$$;

CREATE FUNCTION access.origins() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.before(access.posts(), access.day())
$$;

CREATE OR REPLACE VIEW access.near AS
SELECT u.id
FROM public.places_unit u
WHERE u.id = ANY ((SELECT access.posts())::bigint[])
    OR u.commune_id = ANY ((SELECT access.posts())::bigint[])
    OR u.district_id = ANY ((SELECT access.posts())::bigint[])
    OR u.province_id = ANY ((SELECT access.posts())::bigint[])
    OR u.id = ANY ((SELECT access.above())::bigint[])
    OR u.id = ANY ((SELECT access.origins())::bigint[])
    OR u.commune_id = ANY ((SELECT access.origins())::bigint[])
    OR u.district_id = ANY ((SELECT access.origins())::bigint[])
    OR u.province_id = ANY ((SELECT access.origins())::bigint[]);

-- How many children lived in each unit, those below it counted in, on a day: numbers alone, for
-- units within the caller's posts and for those that became one of them; of others nothing.
CREATE FUNCTION units.lived(asked bigint[], day date) RETURNS TABLE (unit bigint, n bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT t.id, count(c.id)
    FROM public.places_unit t
    JOIN public.places_unit u
        ON u.id = t.id OR u.commune_id = t.id OR u.district_id = t.id OR u.province_id = t.id
    LEFT JOIN public.children_residence r ON r.unit_id = u.id AND r.period @> lived.day
    LEFT JOIN public.children_child c ON c.id = r.child_id AND c.birth_date <= lived.day
        AND c.birth_date > (lived.day - interval '16 years')::date
    WHERE t.id = ANY (asked)
        AND (access.within(t.id, 'figures') OR access.inherits(t.id, 'figures'))
    GROUP BY t.id
$$;

-- For whatever is carried over. CT003: not the caller's to arrange. CT004: no deed of arranging
-- units is under way. CT005: a new unit is of a province that the old one did not become.
CREATE FUNCTION units.check_carried(olds bigint[], news bigint[], day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM units.check_mine(olds);
    IF NOT EXISTS (
        SELECT FROM people_deed d WHERE d.id = deeds.under_way() AND d.kind = 'units'
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'CT004', MESSAGE = 'no deed';
    END IF;
    IF EXISTS (
        SELECT FROM unnest(olds, news) m (old, new)
        JOIN places_unit o ON o.id = m.old JOIN places_unit n ON n.id = m.new
        WHERE n.province_id <> o.province_id AND NOT EXISTS (
            SELECT FROM places_change c WHERE c.old_id = o.province_id
                AND c.new_id = n.province_id AND c.date = check_carried.day
        )
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'CT005', MESSAGE = 'nowhere to go';
    END IF;
END
$$;

-- Rows dated on the day or later are the new unit's: `place` is the column of the unit, `dated`
-- what says their day.
CREATE FUNCTION units.follow(
    name text, place text, dated text, olds bigint[], news bigint[], day date
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    EXECUTE format(
        'UPDATE %1$I t SET %2$I = m.new FROM unnest($1, $2) m (old, new)'
        ' WHERE t.%2$I = m.old AND m.new IS NOT NULL AND %3$s >= $3',
        name, place, dated
    ) USING olds, news, day;
END
$$;

REVOKE EXECUTE ON FUNCTION units.lived(bigint[], date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION units.check_carried(bigint[], bigint[], date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION units.follow(text, text, text, bigint[], bigint[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION units.lived(bigint[], date) TO chungtay_web;
