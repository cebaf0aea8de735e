-- A row per unit from province to hamlet in the tree of the day, with what stands or was done there.
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
    coalesce(q.officer, false) AS has_officer,
    coalesce(q.collaborator, false) AS has_collaborator,
    EXISTS (
        SELECT FROM fund_fund f WHERE f.unit_id = u.id AND f.period @> %(on)s
    ) AS has_fund,
    coalesce(m.kinds && ARRAY['safe_home'], false) AS safe_home,
    coalesce(m.kinds && ARRAY['community_protection'], false) AS community_protection,
    coalesce(m.kinds && ARRAY['rehabilitation'], false) AS rehabilitation,
    coalesce(m.kinds && ARRAY['hiv_care'], false) AS hiv_care,
    coalesce(s.result = 'recognised', false) AS child_friendly,
    EXISTS (
        SELECT FROM plans_assessment e
        WHERE e.unit_id = u.id AND e.year = extract(year FROM %(on)s)
          AND e.registered_on <= %(on)s
    ) AS registered,
    coalesce(a.trained, false) AS trained,
    coalesce(a.forum, false) AS forum,
    coalesce(a.project_forum, false) AS project_forum
FROM places_unit u
LEFT JOIN places_unit d ON d.id = u.district_id
LEFT JOIN (
    SELECT
        unit_id,
        bool_or(role IN ('commune_officer', 'district_officer')) AS officer,
        bool_or(role = 'collaborator') AS collaborator
    FROM people_post
    WHERE period @> %(on)s
    GROUP BY unit_id
) q ON q.unit_id = u.id
LEFT JOIN (
    SELECT unit_id, array_agg(kind_id::text) AS kinds
    FROM activities_caremodel
    WHERE period @> %(on)s
    GROUP BY unit_id
) m ON m.unit_id = u.id
LEFT JOIN (
    -- The latest decision on each commune by the day, whichever year it was about.
    SELECT DISTINCT ON (unit_id) unit_id, result
    FROM plans_assessment
    WHERE decided_on <= %(on)s
    ORDER BY unit_id, year DESC
) s ON s.unit_id = u.id
LEFT JOIN (
    SELECT
        unit_id,
        bool_or(kind = 'training') AS trained,
        bool_or(kind = 'forum') AS forum,
        bool_or(kind = 'forum' AND partner <> '') AS project_forum
    FROM activities_activity
    WHERE status = 'held' AND starts_on >= %(start)s AND starts_on <= %(on)s
    GROUP BY unit_id
) a ON a.unit_id = u.id
WHERE {under} AND u.period @> %(on)s AND u.level > 0
