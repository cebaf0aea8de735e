-- A row per case of a child found in the period. No name: a case is sealed.
SELECT
    k.id AS case_id,
    k.number,
    k.harm,
    k.found_on AS date,
    k.filed_on,
    k.supported_on,
    k.filed_on IS NOT NULL AND k.filed_on <= %(on)s AS filed,
    coalesce(k.supported_on <= %(on)s AND (
        SELECT count(*)
        FROM generate_series(k.found_on + 1, k.supported_on::timestamp, '1 day') d
        WHERE extract(isodow FROM d) < 6
    ) <= %(case_days)s, false) AS supported_in_time,
    k.outcome,
    u.name AS unit,
    u.commune_id,
    u.district_id
FROM cases_case k
JOIN places_unit u ON u.id = k.unit_id AND {under}
WHERE k.found_on >= %(start)s AND k.found_on <= %(on)s
