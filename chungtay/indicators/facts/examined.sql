-- A row per child of the unit that a health facility examined or treated in the period.
SELECT
    e.child_id,
    e.visits,
    e.rights_kept,
    u.id AS hamlet_id,
    u.commune_id,
    u.district_id
FROM (
    SELECT child_id, count(*)::int AS visits, bool_and(rights_kept) AS rights_kept
    FROM health_examination
    WHERE date >= %(start)s AND date <= %(on)s
    GROUP BY child_id
) e
JOIN children_residence r ON r.child_id = e.child_id AND r.period @> %(on)s
JOIN places_unit u ON u.id = r.unit_id AND {under} AND u.period @> %(on)s
