-- Children that change hands, and the month's movements.

-- A child handed over: its new home, which may be where the caller does not serve. The last home
-- must be ended by then, and the caller's own. Returns the key of the new home.
CREATE FUNCTION access.hand_over(child uuid, target bigint, first date, began text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    was children_residence;
    made bigint;
BEGIN
    SELECT * INTO was FROM children_residence r
    WHERE r.child_id = hand_over.child ORDER BY r.period DESC LIMIT 1;
    IF was.id IS NULL OR upper(was.period) IS NULL OR upper(was.period) > first
        OR 'chungtay_web' IN (session_user, current_setting('role'))
        AND NOT access.within(was.unit_id, 'enrol')
        AND NOT was.unit_id = ANY (access.former(access.roots('enrol'), access.day()))
    THEN
        RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = 'not to be handed over';
    END IF;
    INSERT INTO children_residence (child_id, unit_id, period, lives_with, began, ended)
    VALUES (hand_over.child, target, daterange(first, NULL), was.lives_with, hand_over.began, '')
    RETURNING id INTO made;
    RETURN made;
END
$$;
REVOKE EXECUTE ON FUNCTION access.hand_over(uuid, bigint, date, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.hand_over(uuid, bigint, date, text) TO chungtay_web;

-- What happened to children of the unit from the day `first` to the day `last`: one row for each
-- happening, with the hamlet it happened in and, of a move, the unit on its other side and whether
-- that is within `root` too. As the owner, so that the days are found by their indexes; the
-- caller's scope is tested once, for the unit. A unit that becomes another moves nobody. Of a move
-- out of the system the other side is the province it went to, if known (0013_left_for.py).
CREATE FUNCTION access.movements(root bigint, first date, last date)
RETURNS TABLE (what text, child uuid, unit bigint, day date, other bigint, inside boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    level integer;
    here text;
BEGIN
    IF 'chungtay_web' IN (session_user, current_setting('role'))
        AND NOT access.within(root, 'children')
    THEN
        RETURN;
    END IF;
    SELECT u.level INTO level FROM places_unit u WHERE u.id = root;
    here := CASE level
        WHEN 0 THEN 'true'
        WHEN 1 THEN format('%%s.province_id = %s', root)
        WHEN 2 THEN format('%%s.district_id = %s', root)
        WHEN 3 THEN format('%%s.commune_id = %s', root)
        ELSE format('%%s.id = %s', root)
    END;
    RETURN QUERY EXECUTE format($sql$
        SELECT 'born', r.child_id, r.unit_id, c.birth_date, NULL::bigint, false
        FROM children_child c
        JOIN children_residence r ON r.child_id = c.id AND lower(r.period) = c.birth_date
        JOIN places_unit u ON u.id = r.unit_id
        WHERE c.birth_date BETWEEN %1$L AND %2$L AND %3$s
      UNION ALL
        SELECT CASE r.began WHEN 'found' THEN 'found' ELSE 'moved_in' END,
            r.child_id, r.unit_id, lower(r.period), p.unit_id,
            coalesce(r.began <> 'found' AND %4$s AND upper(p.period) = lower(r.period), false)
        FROM children_residence r
        JOIN places_unit u ON u.id = r.unit_id
        LEFT JOIN LATERAL (
            SELECT q.* FROM children_residence q
            WHERE q.child_id = r.child_id AND lower(q.period) < lower(r.period)
            ORDER BY q.period DESC LIMIT 1
        ) p ON true
        LEFT JOIN places_unit v ON v.id = p.unit_id
        WHERE lower(r.period) BETWEEN %1$L AND %2$L AND %3$s AND (
            r.began IN ('moved', 'found')
            OR r.began = '' AND p.unit_id <> r.unit_id
                AND upper(v.period) IS DISTINCT FROM lower(r.period)
        )
      UNION ALL
        SELECT CASE r.ended WHEN 'lost' THEN 'lost' ELSE 'moved_out' END,
            r.child_id, r.unit_id, upper(r.period), coalesce(n.unit_id, r.left_province_id),
            coalesce(r.ended <> 'lost' AND %4$s, false)
        FROM children_residence r
        JOIN places_unit u ON u.id = r.unit_id
        LEFT JOIN children_residence n
            ON n.child_id = r.child_id AND lower(n.period) = upper(r.period)
        LEFT JOIN places_unit v ON v.id = n.unit_id
        WHERE upper(r.period) BETWEEN %1$L AND %2$L AND %3$s AND (
            r.ended IN ('moved', 'left', 'lost')
            OR r.ended = '' AND n.unit_id <> r.unit_id
                AND upper(u.period) IS DISTINCT FROM upper(r.period)
        )
      UNION ALL
        SELECT 'died', r.child_id, r.unit_id, c.died_on, NULL, false
        FROM children_child c
        JOIN children_residence r ON r.child_id = c.id AND r.period @> c.died_on
        JOIN places_unit u ON u.id = r.unit_id
        WHERE c.died_on BETWEEN %1$L AND %2$L AND %3$s
      UNION ALL
        SELECT 'turned_16', r.child_id, r.unit_id, (c.birth_date + interval '16 years')::date,
            NULL, false
        FROM children_child c
        JOIN children_residence r ON r.child_id = c.id
            AND r.period @> (c.birth_date + interval '16 years')::date
        JOIN places_unit u ON u.id = r.unit_id
        WHERE c.birth_date BETWEEN (%1$L::date - interval '16 years')::date
            AND (%2$L::date - interval '16 years')::date AND %3$s
      UNION ALL
        SELECT d.kind, d.child_id, d.unit_id, d.day, NULL, false
        FROM people_deed d
        JOIN places_unit u ON u.id = d.unit_id
        WHERE d.kind IN ('household_split', 'household_joined') AND d.undone_at IS NULL
            AND d.day BETWEEN %1$L AND %2$L AND %3$s
    $sql$, first, last, format(replace(here, '%s', '%1$s'), 'u'),
        format(replace(here, '%s', '%1$s'), 'v'));
END
$$;
REVOKE EXECUTE ON FUNCTION access.movements(bigint, date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.movements(bigint, date, date) TO chungtay_web, chungtay_figures;
