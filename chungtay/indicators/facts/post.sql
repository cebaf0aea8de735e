-- A row per post held on the day.
SELECT
    q.id AS post_id,
    q.person_id,
    w.full_name AS person,
    q.role,
    array_to_string(q.languages, ' ') AS languages,
    u.level,
    u.name AS unit,
    c.name AS commune,
    u.commune_id,
    u.district_id
FROM people_post q
JOIN people_user w ON w.id = q.person_id
JOIN places_unit u ON u.id = q.unit_id AND {under} AND u.period @> %(on)s
LEFT JOIN places_unit c ON c.id = u.commune_id
WHERE q.period @> %(on)s
