INSERT INTO children_named (id, child_id, compartment, person_id, period, ground, reason, at)
SELECT gen_random_uuid(), s.child_id, s.compartment, o.person_id,
    daterange(min(s.since), NULL), 'assigned', '', now()
FROM (
    SELECT c.child_id, g.compartment, lower(c.period) AS since
    FROM children_circumstance c JOIN children_group g ON g.code = c.group_id
    WHERE g.compartment <> ''
    UNION ALL
    SELECT child_id, access.compartment(harm), found_on FROM cases_case
    UNION ALL
    SELECT child_id, access.compartment(harm), received_at::date FROM cases_notice
    WHERE child_id IS NOT NULL
) s
JOIN children_residence r ON r.child_id = s.child_id AND r.period @> %(day)s::date
JOIN places_unit u ON u.id = r.unit_id
CROSS JOIN LATERAL (
    SELECT p.person_id FROM people_post p
    WHERE p.unit_id = u.commune_id AND p.role = 'commune_officer' AND p.period @> %(day)s::date
    ORDER BY p.id LIMIT 1
) o
WHERE NOT EXISTS (
    SELECT FROM children_named n WHERE n.child_id = s.child_id AND n.compartment = s.compartment
)
GROUP BY s.child_id, s.compartment, o.person_id
