-- A row per person and activity of the period, with the level the person served at that day.
SELECT
    t.id AS attendance_id,
    t.person_id,
    w.full_name AS person,
    a.name AS activity,
    a.starts_on AS date,
    a.kind,
    a.status,
    coalesce(o.level, -1) AS level,
    coalesce(o.unit, '') AS unit,
    o.commune_id,
    o.district_id
FROM activities_attendance t
JOIN activities_activity a ON a.id = t.activity_id
JOIN places_unit u ON u.id = a.unit_id AND {under}
JOIN people_user w ON w.id = t.person_id
LEFT JOIN LATERAL (
    SELECT v.level, v.name AS unit, v.commune_id, v.district_id
    FROM people_post q
    JOIN places_unit v ON v.id = q.unit_id
    WHERE q.person_id = t.person_id AND q.period @> a.starts_on
    ORDER BY q.id
    LIMIT 1
) o ON true
WHERE a.starts_on >= %(start)s AND a.starts_on <= %(on)s
