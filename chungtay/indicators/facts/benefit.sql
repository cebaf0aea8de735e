-- A row per time a child gained from a Child Protection Fund in the period.
SELECT
    b.id AS benefit_id,
    t.child_id,
    access.child_name(t.child_id) AS child,
    t.date,
    t.kind,
    t.amount,
    s.purpose,
    s.decision,
    r.commune_id,
    r.district_id
FROM fund_benefit b
JOIN fund_spending s ON s.id = b.spending_id
JOIN places_unit u ON u.id = s.fund_id AND {under}
JOIN support_support t ON t.id = b.support_id
LEFT JOIN LATERAL (
    SELECT v.commune_id, v.district_id
    FROM children_residence e
    JOIN places_unit v ON v.id = e.unit_id
    WHERE e.child_id = t.child_id AND e.period @> t.date
    LIMIT 1
) r ON true
WHERE t.date >= %(start)s AND t.date <= %(on)s
