-- A row per notice of a child in danger received in the period. No name: it is sealed.
SELECT
    n.id AS notice_id,
    (n.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS date,
    n.channel,
    n.harm,
    n.urgent,
    u.name AS unit,
    u.commune_id,
    u.district_id
FROM cases_notice n
JOIN places_unit u ON u.id = n.unit_id AND {under}
WHERE n.received_at >= %(start)s::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
  AND n.received_at < (%(on)s + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
