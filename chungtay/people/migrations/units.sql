-- A change of units, said to the database: what stands in the old units and goes on in the new
-- ones. As its owner, because whoever arranges units need not read a child: counts go out, never
-- a name. Who may is tested here, and everything is kept for the undo by the deed under way.

CREATE SCHEMA units;
GRANT USAGE ON SCHEMA units TO chungtay_web;

-- Raises CT003 unless every unit is within the caller's posts that arrange units, or was of a
-- province that became one that is.
CREATE FUNCTION units.check_mine(olds bigint[]) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF 'chungtay_web' IN (session_user, current_setting('role')) AND EXISTS (
        SELECT FROM unnest(olds) one LEFT JOIN public.places_unit u ON u.id = one
        WHERE u.id IS NULL OR NOT access.within(one, 'units') AND NOT EXISTS (
            SELECT FROM public.places_change c
            WHERE c.old_id = u.province_id AND access.within(c.new_id, 'units')
        )
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'CT003', MESSAGE = 'not to be arranged';
    END IF;
END
$$;

-- How much of each kind stands in each unit on the day; sums are whole dong.
CREATE FUNCTION units.weigh(olds bigint[], day date)
RETURNS TABLE (unit bigint, what text, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    after daterange := daterange(weigh.day, NULL);
BEGIN
    PERFORM units.check_mine(olds);
    RETURN QUERY
    SELECT r.unit_id, CASE WHEN c.birth_date > (weigh.day - interval '16 years')::date
            THEN 'children' ELSE 'grown' END, count(*)
        FROM children_residence r JOIN children_child c ON c.id = r.child_id
        WHERE r.unit_id = ANY (olds) AND r.period && after GROUP BY 1, 2
    UNION ALL
    SELECT h.unit_id, 'households', count(*)
        FROM children_household h WHERE h.unit_id = ANY (olds) GROUP BY 1
    UNION ALL
    SELECT p.unit_id, 'posts', count(*)
        FROM people_post p WHERE p.unit_id = ANY (olds) AND p.period && after GROUP BY 1
    UNION ALL
    SELECT b.unit_id, 'boards', count(*)
        FROM people_board b WHERE b.unit_id = ANY (olds) AND b.period && after GROUP BY 1
    UNION ALL
    SELECT m.unit_id, 'models', count(*)
        FROM activities_caremodel m WHERE m.unit_id = ANY (olds) AND m.period && after GROUP BY 1
    UNION ALL
    SELECT s.unit_id, 'sponsorships', count(*)
        FROM fund_sponsorship s WHERE s.unit_id = ANY (olds) AND s.period && after GROUP BY 1
    UNION ALL
    SELECT c.unit_id, 'cases', count(*)
        FROM cases_case c WHERE c.unit_id = ANY (olds) AND c.closed_on IS NULL GROUP BY 1
    UNION ALL
    SELECT p.unit_id, 'plans', count(*)
        FROM plans_plan p WHERE p.unit_id = ANY (olds) AND p.period @> weigh.day GROUP BY 1
    UNION ALL
    SELECT f.unit_id, 'funds', count(*)
        FROM fund_fund f WHERE f.unit_id = ANY (olds) AND f.period && after GROUP BY 1
    UNION ALL
    SELECT d.fund_id, 'raised', sum(d.amount)::bigint
        FROM fund_donation d WHERE d.fund_id = ANY (olds) AND d.date < weigh.day GROUP BY 1
    UNION ALL
    SELECT s.fund_id, 'spent', sum(u.amount)::bigint
        FROM fund_spending s JOIN fund_benefit b ON b.spending_id = s.id
        JOIN support_support u ON u.id = b.support_id
        WHERE s.fund_id = ANY (olds) AND s.date < weigh.day GROUP BY 1
    UNION ALL
    SELECT a.unit_id, 'areas', count(*)
        FROM survey_area a JOIN survey_round o ON o.id = a.round_id
        WHERE a.unit_id = ANY (olds) AND o.period @> weigh.day AND a.state <> 'checked' GROUP BY 1;
END
$$;

-- The columns of a table that are written as they were in the old row.
CREATE FUNCTION units.copied(name text, but text[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT array_agg(quote_ident(attname) ORDER BY attnum)
    FROM pg_attribute
    WHERE attrelid = ('public.' || quote_ident(name))::regclass AND attnum > 0
        AND NOT attisdropped AND attgenerated = '' AND attname <> ALL (but)
$$;

-- Rows with a period: what holds on the day ends in the old unit and begins in the new one; what
-- begins later is the new one's. `sole`: a thing of which a unit has one: it goes on only where
-- none of the others that become the same unit has it, else all end. Without a new unit they end.
CREATE FUNCTION units.go_on(
    name text, olds bigint[], news bigint[], day date, sole boolean, because boolean
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    copied text[] := units.copied(
        name, '{id,unit_id,period}'::text[] || CASE WHEN because THEN '{began}'::text[] ELSE '{}' END
    );
    number bigint;
BEGIN
    EXECUTE format(
        'CREATE TEMP TABLE going ON COMMIT DROP AS'
        ' SELECT m.new AS going_to, m.rivals, t.* FROM ('
        '   SELECT o.old, o.new, (SELECT count(DISTINCT x.unit_id) FROM %1$I x'
        '     JOIN unnest($1, $2) y (old, new) ON y.old = x.unit_id'
        '     WHERE $4 AND y.new = o.new AND x.period && daterange($3, NULL)) AS rivals'
        '   FROM unnest($1, $2) o (old, new)'
        ' ) m JOIN %1$I t ON t.unit_id = m.old WHERE t.period && daterange($3, NULL)',
        name
    ) USING olds, news, day, sole;
    EXECUTE format(
        'UPDATE %1$I t SET period = daterange(lower(t.period), $1)%2$s'
        ' FROM going g WHERE g.id = t.id AND lower(t.period) < $1',
        name, CASE WHEN because THEN ', ended = ''unit''' ELSE '' END
    ) USING day;
    EXECUTE format(
        'INSERT INTO %1$I (unit_id, period, %2$s%3$s)'
        ' SELECT going_to, daterange($1, upper(period)), %2$s%4$s FROM going'
        ' WHERE going_to IS NOT NULL AND rivals <= 1 AND lower(period) < $1'
        ' ORDER BY id ON CONFLICT DO NOTHING',
        name, array_to_string(copied, ', '),
        CASE WHEN because THEN ', began' ELSE '' END, CASE WHEN because THEN ', ''unit''' ELSE '' END
    ) USING day;
    GET DIAGNOSTICS number = ROW_COUNT;
    EXECUTE format(
        'UPDATE %1$I t SET unit_id = g.going_to FROM going g'
        ' WHERE g.id = t.id AND g.going_to IS NOT NULL AND lower(g.period) >= $1',
        name
    ) USING day;
    DROP TABLE going;
    RETURN number;
END
$$;

-- Everything that goes on, for one part of a change: pairs of an old unit and what it became, or
-- nothing where it just ended. Gives back how many homes of children moved.
-- CT003: not the caller's to arrange. CT004: no deed of arranging units is under way. CT005: a
-- home would be left without a unit, or a new unit is of a province that the old one did not become.
CREATE FUNCTION units.carry(olds bigint[], news bigint[], day date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    moved bigint;
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
                AND c.new_id = n.province_id AND c.date = carry.day
        )
    ) OR EXISTS (
        SELECT FROM unnest(olds, news) m (old, new) JOIN children_residence r ON r.unit_id = m.old
        WHERE m.new IS NULL AND r.period && daterange(carry.day, NULL)
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'CT005', MESSAGE = 'nowhere to go';
    END IF;
    moved := units.go_on('children_residence', olds, news, day, false, true);
    UPDATE children_household h SET unit_id = m.new FROM unnest(olds, news) m (old, new)
        WHERE h.unit_id = m.old AND m.new IS NOT NULL;
    PERFORM units.go_on('people_post', olds, news, day, false, false);
    PERFORM units.go_on('people_board', olds, news, day, true, false);
    PERFORM units.go_on('fund_fund', olds, news, day, true, false);
    PERFORM units.go_on('fund_sponsorship', olds, news, day, false, false);
    PERFORM units.go_on('activities_caremodel', olds, news, day, false, false);
    RETURN moved;
END
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA units FROM PUBLIC;
GRANT EXECUTE ON FUNCTION units.check_mine(bigint[]) TO chungtay_web;
GRANT EXECUTE ON FUNCTION units.weigh(bigint[], date) TO chungtay_web;
GRANT EXECUTE ON FUNCTION units.carry(bigint[], bigint[], date) TO chungtay_web;
