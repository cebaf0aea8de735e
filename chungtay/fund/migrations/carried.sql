-- The Fund's books in a change of units. The law forbids to divide a Fund's money and asks that what
-- the new Funds have equals what the old ones had (NĐ 93/2019/NĐ-CP, Điều 42): the balance is handed
-- over whole, as one entry out and one entry in.

-- What the books held when the day began; whole dong.
CREATE FUNCTION units.fund_balance(unit bigint, day date) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT (
        coalesce((
            SELECT sum(d.amount) FROM public.fund_donation d
            WHERE d.fund_id = unit AND d.date < day
        ), 0) - coalesce((
            SELECT sum(u.amount)
            FROM public.fund_spending s JOIN public.fund_benefit b ON b.spending_id = s.id
            JOIN public.support_support u ON u.id = b.support_id
            WHERE s.fund_id = unit AND s.date < day
        ), 0) + coalesce((
            SELECT sum(CASE t.flow WHEN 'in' THEN t.amount ELSE -t.amount END)
            FROM public.fund_transfer t WHERE t.fund_id = unit AND t.date < day
        ), 0)
    )::bigint
$$;

-- The same for those who read the Fund's books there, or the books of what the unit became.
CREATE FUNCTION access.fund_left(unit bigint, day date) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT units.fund_balance(unit, day)
    WHERE 'chungtay_web' NOT IN (session_user, current_setting('role'))
        OR access.within(unit, 'books') OR access.inherits(unit, 'books')
$$;

CREATE FUNCTION units.weigh_fund(olds bigint[], day date)
RETURNS TABLE (unit bigint, what text, n bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM units.check_mine(olds);
    RETURN QUERY
    SELECT t.id, 'balance', units.fund_balance(t.id, weigh_fund.day)
    FROM unnest(olds) t (id)
    WHERE EXISTS (SELECT FROM fund_donation d WHERE d.fund_id = t.id)
        OR EXISTS (SELECT FROM fund_spending s WHERE s.fund_id = t.id)
        OR EXISTS (SELECT FROM fund_transfer o WHERE o.fund_id = t.id);
END
$$;

-- Entries of the day or later are the heir's own; what was left before goes to its books whole.
CREATE FUNCTION units.carry_fund(
    olds bigint[], news bigint[], heirs bigint[], day date, ground text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM units.check_carried(olds, heirs, day);
    PERFORM units.follow('fund_donation', 'fund_id', 'date', olds, heirs, day);
    PERFORM units.follow('fund_spending', 'fund_id', 'date', olds, heirs, day);
    INSERT INTO fund_transfer (fund_id, flow, other_id, date, amount, ground)
    SELECT e.fund, e.flow, e.other, carry_fund.day, w.n, left(carry_fund.ground, 300)
    FROM units.weigh_fund(olds, day) w
    JOIN unnest(olds, heirs) m (old, heir) ON m.old = w.unit AND m.heir IS NOT NULL,
    LATERAL (VALUES (m.old, 'out', m.heir), (m.heir, 'in', m.old)) e (fund, flow, other)
    WHERE w.n <> 0
    ORDER BY w.unit, e.flow DESC;
END
$$;

REVOKE EXECUTE ON FUNCTION units.fund_balance(bigint, date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION units.weigh_fund(bigint[], date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION units.carry_fund(bigint[], bigint[], bigint[], date, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION units.weigh_fund(bigint[], date) TO chungtay_web;
GRANT EXECUTE ON FUNCTION units.carry_fund(bigint[], bigint[], bigint[], date, text)
    TO chungtay_web;
