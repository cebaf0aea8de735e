-- A row per unit of province, district or commune level in the tree of the day.
SELECT
    u.id AS unit_id,
    u.name AS unit,
    u.level,
    d.name AS district,
    u.commune_id,
    u.district_id,
    EXISTS (
        SELECT FROM people_board b WHERE b.unit_id = u.id AND b.period @> %(on)s
    ) AS has_board,
    EXISTS (
        SELECT FROM plans_plan k
        WHERE k.unit_id = u.id AND k.period && daterange(%(start)s, %(on)s, '[]')
    ) AS has_plan,
    EXISTS (
        SELECT FROM people_post q
        WHERE q.unit_id = u.id AND q.period @> %(on)s
          AND q.role IN ('commune_officer', 'district_officer')
    ) AS has_officer
FROM places_unit u
LEFT JOIN places_unit d ON d.id = u.district_id
WHERE {under} AND u.period @> %(on)s AND u.level < 4
