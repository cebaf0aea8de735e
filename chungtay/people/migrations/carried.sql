-- Of a change in many parts only the homes are so many that they go part by part, with their
-- progress told; what else goes on is few rows, which take longest by being looked for again in
-- each part.

-- Homes and households, for one part of a change: pairs of an old unit and what it became, or
-- nothing where it just ended. Gives back how many homes of children moved.
-- Raises what check_carried does, and CT005 where a home would be left without a unit.
CREATE OR REPLACE FUNCTION units.carry(olds bigint[], news bigint[], day date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    moved bigint;
BEGIN
    PERFORM units.check_carried(olds, news, day);
    IF EXISTS (
        SELECT FROM unnest(olds, news) m (old, new) JOIN children_residence r ON r.unit_id = m.old
        WHERE m.new IS NULL AND r.period && daterange(carry.day, NULL)
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'CT005', MESSAGE = 'nowhere to go';
    END IF;
    moved := units.go_on('children_residence', olds, news, day, false, true);
    UPDATE children_household h SET unit_id = m.new FROM unnest(olds, news) m (old, new)
        WHERE h.unit_id = m.old AND m.new IS NOT NULL;
    RETURN moved;
END
$$;

-- Posts, boards, models, sponsorships and the Fund itself, of all units at once.
CREATE FUNCTION units.carry_people(
    olds bigint[], news bigint[], heirs bigint[], day date, ground text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM units.check_carried(olds, news, day);
    PERFORM units.go_on('people_post', olds, news, day, false, false);
    PERFORM units.go_on('people_board', olds, news, day, true, false);
    PERFORM units.go_on('fund_fund', olds, news, day, true, false);
    PERFORM units.go_on('fund_sponsorship', olds, news, day, false, false);
    PERFORM units.go_on('activities_caremodel', olds, news, day, false, false);
END
$$;
REVOKE EXECUTE ON FUNCTION units.carry_people(bigint[], bigint[], bigint[], date, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION units.carry_people(bigint[], bigint[], bigint[], date, text)
    TO chungtay_web;
