-- Plans and tasks in a change of units. A plan in force ends with its unit and goes on in the new
-- one, with its targets and its text; a task left open is handed over: the old row says so, for the
-- reports of its time, and the new unit's is the one to be done.

CREATE FUNCTION units.weigh_plans(olds bigint[], day date)
RETURNS TABLE (unit bigint, what text, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM units.check_mine(olds);
    RETURN QUERY
    SELECT p.unit_id, 'targets', count(*)
        FROM plans_plan p JOIN plans_target t ON t.plan_id = p.id
        WHERE p.unit_id = ANY (olds) AND p.period && daterange(weigh_plans.day, NULL) GROUP BY 1
    UNION ALL
    SELECT k.unit_id, 'tasks', count(*)
        FROM plans_task k
        WHERE k.unit_id = ANY (olds) AND k.status IN ('given', 'under_way') GROUP BY 1;
END
$$;

CREATE FUNCTION units.carry_plans(
    olds bigint[], news bigint[], heirs bigint[], day date, ground text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    plan text[] := units.copied('plans_plan', '{id,unit_id,period,number}');
    part text[] := units.copied('plans_planpart', '{id,plan_id}');
    target text[] := units.copied('plans_target', '{id,plan_id,within_id}');
    task text[] := units.copied('plans_task', '{id,unit_id,plan_id}');
    takers bigint[] := ARRAY(
        SELECT coalesce(t.new, t.heir)
        FROM unnest(news, heirs) WITH ORDINALITY t (new, heir, n) ORDER BY t.n
    );
BEGIN
    PERFORM units.check_carried(olds, takers, day);
    -- Two units that become one may both have a plan of the same number: the second says whose.
    CREATE TEMP TABLE moving ON COMMIT DROP AS
    SELECT p.id AS old_plan, m.new AS going_to, upper(p.period) AS until,
        nextval(pg_get_serial_sequence('public.plans_plan', 'id')) AS new_plan,
        CASE WHEN row_number() OVER (
            PARTITION BY m.new, p.number, upper(p.period) ORDER BY p.id
        ) = 1 THEN p.number ELSE left(p.number || ' (' || u.name || ')', 40) END AS number
    FROM unnest(olds, news) m (old, new)
    JOIN plans_plan p ON p.unit_id = m.old JOIN places_unit u ON u.id = m.old
    WHERE m.new IS NOT NULL AND p.period @> (carry_plans.day - 1) AND p.period @> carry_plans.day;
    UPDATE plans_plan p SET period = daterange(lower(p.period), carry_plans.day)
    FROM unnest(olds) m (old)
    WHERE p.unit_id = m.old AND p.period @> (carry_plans.day - 1) AND p.period @> carry_plans.day;
    EXECUTE format(
        'INSERT INTO plans_plan (id, unit_id, period, number, %1$s)'
        ' SELECT g.new_plan, g.going_to, daterange($1, g.until), g.number, %2$s'
        ' FROM moving g JOIN plans_plan p ON p.id = g.old_plan ORDER BY g.new_plan',
        array_to_string(plan, ', '), 'p.' || array_to_string(plan, ', p.')
    ) USING day;
    EXECUTE format(
        'INSERT INTO plans_planpart (plan_id, %1$s) SELECT g.new_plan, %2$s'
        ' FROM moving g JOIN plans_planpart t ON t.plan_id = g.old_plan ORDER BY t.id',
        array_to_string(part, ', '), 't.' || array_to_string(part, ', t.')
    );
    CREATE TEMP TABLE aimed ON COMMIT DROP AS
    SELECT t.id AS old_target, g.new_plan,
        nextval(pg_get_serial_sequence('public.plans_target', 'id')) AS new_target
    FROM moving g JOIN plans_target t ON t.plan_id = g.old_plan;
    EXECUTE format(
        'INSERT INTO plans_target (id, plan_id, within_id, %1$s)'
        ' SELECT a.new_target, a.new_plan, w.new_target, %2$s'
        ' FROM aimed a JOIN plans_target t ON t.id = a.old_target'
        ' LEFT JOIN aimed w ON w.old_target = t.within_id ORDER BY a.new_target',
        array_to_string(target, ', '), 't.' || array_to_string(target, ', t.')
    );
    -- Plans that begin later, and tasks given later, are the new unit's own.
    PERFORM units.follow('plans_plan', 'unit_id', 'lower(period)', olds, news, day);
    PERFORM units.follow('plans_task', 'unit_id', 'given_on', olds, news, day);
    -- A unit that just ends leaves its open tasks to whoever takes its books over.
    EXECUTE format(
        'INSERT INTO plans_task (unit_id, plan_id, %1$s)'
        ' SELECT m.new, coalesce(g.new_plan, k.plan_id), %2$s'
        ' FROM unnest($1, $2) m (old, new) JOIN plans_task k ON k.unit_id = m.old'
        ' LEFT JOIN moving g ON g.old_plan = k.plan_id AND g.going_to = m.new'
        ' WHERE m.new IS NOT NULL AND k.status IN (''given'', ''under_way'') ORDER BY k.id',
        array_to_string(task, ', '), 'k.' || array_to_string(task, ', k.')
    ) USING olds, takers;
    UPDATE plans_task k SET status = 'handed_on' FROM unnest(olds, takers) m (old, new)
    WHERE k.unit_id = m.old AND m.new IS NOT NULL AND k.status IN ('given', 'under_way');
    DROP TABLE moving; DROP TABLE aimed;
END
$$;

REVOKE EXECUTE ON FUNCTION units.weigh_plans(bigint[], date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION units.carry_plans(bigint[], bigint[], bigint[], date, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION units.weigh_plans(bigint[], date) TO chungtay_web;
GRANT EXECUTE ON FUNCTION units.carry_plans(bigint[], bigint[], bigint[], date, text)
    TO chungtay_web;
