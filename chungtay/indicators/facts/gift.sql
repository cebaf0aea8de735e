-- A row per gift of a drive that a child of the unit got in the period.
SELECT
    t.id AS gift_id,
    t.child_id,
    access.child_name(t.child_id) AS child,
    d.name AS drive,
    d.occasion,
    d.source,
    d.hard_area,
    t.date,
    t.amount,
    coalesce(m.name, '') AS commune,
    u.commune_id,
    u.district_id
FROM support_giftdrive d
JOIN support_support t ON t.drive_id = d.id
JOIN children_residence r ON r.child_id = t.child_id AND r.period @> t.date
JOIN places_unit u ON u.id = r.unit_id AND {under}
LEFT JOIN places_unit m ON m.id = u.commune_id
WHERE t.date >= %(start)s AND t.date <= %(on)s
