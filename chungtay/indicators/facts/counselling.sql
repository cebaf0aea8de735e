-- A row per consultation of the period; who came is not in it.
SELECT
    g.id AS consultation_id,
    g.date,
    g.place,
    g.site,
    g.topic,
    g.asker,
    u.name AS unit,
    u.commune_id,
    u.district_id
FROM activities_counselling g
JOIN places_unit u ON u.id = g.unit_id AND {under}
WHERE g.date >= %(start)s AND g.date <= %(on)s
