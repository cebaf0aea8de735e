-- Notices of children in danger in a change of units: those of the day or later are the new unit's.
-- Earlier ones stay in the books of their day; whoever takes notices for the new unit reads them,
-- and passes on those that were not yet (0008_carried.py).

CREATE FUNCTION units.weigh_cases(olds bigint[], day date)
RETURNS TABLE (unit bigint, what text, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM units.check_mine(olds);
    RETURN QUERY
    SELECT n.unit_id, 'notices', count(*)
        FROM cases_notice n
        WHERE n.unit_id = ANY (olds) AND (n.passed_on_at IS NULL OR
            (n.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date >= weigh_cases.day)
        GROUP BY 1;
END
$$;

CREATE FUNCTION units.carry_cases(
    olds bigint[], news bigint[], heirs bigint[], day date, ground text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM units.check_carried(olds, news, day);
    PERFORM units.follow(
        'cases_notice', 'unit_id', '(received_at AT TIME ZONE ''Asia/Ho_Chi_Minh'')::date',
        olds, news, day
    );
END
$$;

REVOKE EXECUTE ON FUNCTION units.weigh_cases(bigint[], date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION units.carry_cases(bigint[], bigint[], bigint[], date, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION units.weigh_cases(bigint[], date) TO chungtay_web;
GRANT EXECUTE ON FUNCTION units.carry_cases(bigint[], bigint[], bigint[], date, text)
    TO chungtay_web;
