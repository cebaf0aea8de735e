-- A row per model at work on the day, in a unit or at a site of it.
SELECT
    k.id AS model_id,
    k.kind_id AS kind,
    n.name AS model,
    k.site,
    lower(k.period) AS since,
    k.children,
    u.name AS unit,
    u.level,
    u.commune_id,
    u.district_id
FROM activities_caremodel k
JOIN activities_modelkind n ON n.code = k.kind_id
JOIN places_unit u ON u.id = k.unit_id AND {under} AND u.period @> %(on)s
WHERE k.period @> %(on)s
