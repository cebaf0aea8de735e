-- Activities and consultations in a change of units: those of the day or later are the new unit's.
-- One planned before and not yet written up stays in the books of its day, and whoever works for
-- the new unit writes up what became of it (0008_carried.py).

CREATE FUNCTION units.weigh_activities(olds bigint[], day date)
RETURNS TABLE (unit bigint, what text, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM units.check_mine(olds);
    RETURN QUERY
    SELECT a.unit_id, 'activities', count(*)
        FROM activities_activity a
        WHERE a.unit_id = ANY (olds)
            AND (a.status = 'planned' OR a.starts_on >= weigh_activities.day)
        GROUP BY 1;
END
$$;

CREATE FUNCTION units.carry_activities(
    olds bigint[], news bigint[], heirs bigint[], day date, ground text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM units.check_carried(olds, news, day);
    PERFORM units.follow('activities_activity', 'unit_id', 'starts_on', olds, news, day);
    PERFORM units.follow('activities_counselling', 'unit_id', 'date', olds, news, day);
END
$$;

REVOKE EXECUTE ON FUNCTION units.weigh_activities(bigint[], date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION units.carry_activities(bigint[], bigint[], bigint[], date, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION units.weigh_activities(bigint[], date) TO chungtay_web;
GRANT EXECUTE ON FUNCTION units.carry_activities(bigint[], bigint[], bigint[], date, text)
    TO chungtay_web;
