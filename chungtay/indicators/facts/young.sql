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
    q.due > 0 AND coalesce(m.quarters, 0) & q.due = q.due AS measured_quarterly,
    coalesce(v.doses, 0) >= cardinality(%(full_set)s::text[])
        AND cardinality(%(full_set)s::text[]) > 0 AS immunised,
    a.child_id IS NOT NULL AS vitamin_a
FROM children_residence r
JOIN places_unit u ON u.id = r.unit_id AND {under} AND u.period @> %(on)s
JOIN children_child c
  ON c.id = r.child_id AND c.birth_date > %(under_six)s AND c.birth_date <= %(on)s
CROSS JOIN LATERAL (
    -- The bits of the quarters that began on or after birth.
    SELECT %(quarters)s & -(2 << width_bucket(c.birth_date - 1, %(quarter_bounds)s::date[])) AS due
) q
LEFT JOIN (
    SELECT child_id, bool_or(issued_on >= %(start)s AND issued_on <= %(on)s) AS issued
    FROM health_insurancecard
    WHERE date >= %(start)s AND date <= %(on)s
    GROUP BY child_id
) k ON k.child_id = c.id
LEFT JOIN (
    -- A bit for each whole quarter of the period in which the child was put on the chart.
    SELECT
        child_id,
        bit_or(1 << width_bucket(date, %(quarter_bounds)s::date[])) FILTER (WHERE on_chart)
            & %(quarters)s AS quarters
    FROM health_measurement
    WHERE date >= %(start)s AND date <= %(on)s
    GROUP BY child_id
) m ON m.child_id = c.id
LEFT JOIN (
    SELECT child_id, count(*) AS doses
    FROM health_vaccination
    WHERE date > %(under_two)s AND date <= %(on)s
      AND vaccine || '.' || dose = ANY(%(full_set)s::text[])
    GROUP BY child_id
) v ON v.child_id = c.id
LEFT JOIN (
    SELECT DISTINCT child_id FROM health_vitamina WHERE date >= %(start)s AND date <= %(on)s
) a ON a.child_id = c.id
WHERE r.period @> %(on)s
