-- A row per child under 16 that lives in the unit on the day.
SELECT
    c.id AS child_id,
    u.id AS hamlet_id,
    u.commune_id,
    u.district_id,
    u.province_id,
    c.sex,
    c.birth_date,
    extract(year FROM age(%(on)s, c.birth_date))::int AS age,
    c.ethnic_group,
    coalesce(s.special, false) AS special,
    coalesce(s.risk, false) AND NOT coalesce(s.special, false) AS at_risk,
    coalesce(p.status, '') AS poverty,
    coalesce(s.entitling OR (s.entitling_if_poor AND p.status = 'poor'), false) AS entitled,
    coalesce(g.paid_in_full, false) AS paid_in_full,
    h.child_id IS NOT NULL AS supported,
    coalesce(h.by_state, false) AS state_supported,
    coalesce(s.severe, false) AS severe,
    coalesce(s.alone, false) AS alone,
    x.child_id IS NOT NULL AS abused
FROM children_residence r
JOIN places_unit u ON u.id = r.unit_id AND {under} AND u.period @> %(on)s
JOIN children_child c
  ON c.id = r.child_id AND c.birth_date > %(born_after)s AND c.birth_date <= %(on)s
LEFT JOIN (
    SELECT
        e.child_id,
        bool_or(k.kind = 'special') AS special,
        bool_or(k.kind = 'risk') AS risk,
        bool_or(e.group_id || '.' || e.case = ANY(%(entitling)s)) AS entitling,
        bool_or(e.group_id || '.' || e.case = ANY(%(entitling_if_poor)s)) AS entitling_if_poor,
        bool_or(e.group_id || '.' || e.case = ANY(%(severe)s)) AS severe,
        bool_or(e.group_id = ANY(%(alone)s)) AS alone
    FROM children_circumstance e
    JOIN children_group k ON k.code = e.group_id
    WHERE e.period @> %(on)s
    GROUP BY e.child_id
) s ON s.child_id = c.id
LEFT JOIN children_poverty p ON p.household_id = r.household_id AND p.period @> %(on)s
LEFT JOIN (
    -- Paid in full: for each month of the period begun under the grant, its monthly amount.
    SELECT
        a.child_id,
        bool_or(
            a.dossier_complete_on <= %(on)s
            AND coalesce(b.paid, 0) >= a.monthly_amount * (
                SELECT count(*)
                FROM generate_series(%(start)s::timestamp, %(on)s::timestamp, '1 month') m
                WHERE a.period @> m::date
            )
        ) AS paid_in_full
    FROM support_grant a
    LEFT JOIN (
        SELECT grant_id, sum(amount) AS paid
        FROM support_support
        WHERE grant_id IS NOT NULL AND date >= %(start)s AND date <= %(on)s
        GROUP BY grant_id
    ) b ON b.grant_id = a.id
    WHERE a.period @> %(on)s
    GROUP BY a.child_id
) g ON g.child_id = c.id
LEFT JOIN (
    SELECT child_id, bool_or(source = 'state') AS by_state
    FROM support_support
    WHERE date >= %(start)s AND date <= %(on)s
    GROUP BY child_id
) h ON h.child_id = c.id
LEFT JOIN (
    SELECT DISTINCT child_id FROM cases_case WHERE found_on >= %(start)s AND found_on <= %(on)s
) x ON x.child_id = c.id
WHERE r.period @> %(on)s
