-- A row per sponsorship in force on the day.
SELECT
    s.id AS sponsorship_id,
    s.child_id,
    access.child_name(s.child_id) AS child,
    w.name AS donor,
    s.help,
    s.monthly_amount AS amount,
    u.commune_id,
    u.district_id
FROM fund_sponsorship s
JOIN fund_donor w ON w.id = s.donor_id
JOIN places_unit u ON u.id = s.unit_id AND {under}
WHERE s.period @> %(on)s
