-- A row per accident or injury of a child in the period, where it happened.
SELECT
    i.id AS injury_id,
    i.child_id,
    access.child_name(i.child_id) AS child,
    i.date,
    i.cause,
    i.place,
    i.fatal,
    u.name AS unit,
    u.commune_id,
    u.district_id
FROM health_injury i
JOIN places_unit u ON u.id = i.unit_id AND {under}
WHERE i.date >= %(start)s AND i.date <= %(on)s
