-- A row per activity that began in the period.
SELECT
    a.id AS activity_id,
    a.name,
    a.kind,
    a.status,
    a.campaign,
    a.partner,
    a.children,
    a.cost,
    a.starts_on AS date,
    u.id AS unit_id,
    u.name AS unit,
    u.level,
    u.commune_id,
    u.district_id
FROM activities_activity a
JOIN places_unit u ON u.id = a.unit_id AND {under}
WHERE a.starts_on >= %(start)s AND a.starts_on <= %(on)s
