-- A row per place where something of a communication activity was put out in the period.
SELECT
    b.id AS product_id,
    b.medium,
    b.place,
    b.quantity,
    a.name AS activity,
    a.campaign,
    a.status,
    a.starts_on AS date,
    u.commune_id,
    u.district_id
FROM activities_product b
JOIN activities_activity a ON a.id = b.activity_id
JOIN places_unit u ON u.id = a.unit_id AND {under}
WHERE a.starts_on >= %(start)s AND a.starts_on <= %(on)s
