-- A row per child under six that lives in the unit on the day, with what health work reached it.
SELECT
    c.id AS child_id,
    u.id AS hamlet_id,
    u.commune_id,
    u.district_id,
    c.sex,
    c.birth_date,
    (extract(year FROM age(%(on)s, c.birth_date)) * 12
        + extract(month FROM age(%(on)s, c.birth_date)))::int AS months,
    k.child_id IS NOT NULL AS card_asked,
    coalesce(k.issued, false) AS card_issued,
    c.birth_date <= %(on)s - 30 AS weighable,
    m.child_id IS NOT NULL AS measured,
    q.due > 0 AS quarterly_due,
    q.due > 0 AND coalesce(m.quarters, 0) >= q.due AS measured_quarterly,
    coalesce(v.doses, 0) >= cardinality(%(full_set)s::text[])
        AND cardinality(%(full_set)s::text[]) > 0 AS immunised,
    a.child_id IS NOT NULL AS vitamin_a
FROM children_residence r
JOIN places_unit u ON u.id = r.unit_id AND {under} AND u.period @> %(on)s
JOIN children_child c
  ON c.id = r.child_id AND c.birth_date > %(under_six)s AND c.birth_date <= %(on)s
CROSS JOIN LATERAL (
    SELECT count(*) AS due FROM unnest(%(quarters)s::date[]) f WHERE f >= c.birth_date
) q
LEFT JOIN (
    SELECT child_id, bool_or(issued_on >= %(start)s AND issued_on <= %(on)s) AS issued
    FROM health_insurancecard
    WHERE date >= %(start)s AND date <= %(on)s
    GROUP BY child_id
) k ON k.child_id = c.id
LEFT JOIN (
    SELECT
        o.child_id,
        count(DISTINCT date_trunc('quarter', o.date)) FILTER (
            WHERE o.on_chart AND date_trunc('quarter', o.date) = ANY(%(quarters)s::date[])
              AND date_trunc('quarter', o.date) >= b.birth_date
        ) AS quarters
    FROM health_measurement o
    JOIN children_child b ON b.id = o.child_id
    WHERE o.date >= %(start)s AND o.date <= %(on)s
    GROUP BY o.child_id
) m ON m.child_id = c.id
LEFT JOIN (
    SELECT child_id, count(*) AS doses
    FROM health_vaccination
    WHERE date <= %(on)s AND vaccine || '.' || dose = ANY(%(full_set)s::text[])
    GROUP BY child_id
) v ON v.child_id = c.id
LEFT JOIN (
    SELECT DISTINCT child_id FROM health_vitamina WHERE date >= %(start)s AND date <= %(on)s
) a ON a.child_id = c.id
WHERE r.period @> %(on)s
