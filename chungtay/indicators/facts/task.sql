-- A row per task to a sector that was given by the day and was open or due in the period.
SELECT
    k.id AS task_id,
    k.what,
    k.sector,
    k.given_on AS date,
    k.due_on,
    k.done_on,
    k.done_on IS NOT NULL AND k.done_on <= %(on)s AS done,
    u.name AS unit,
    u.commune_id,
    u.district_id
FROM plans_task k
JOIN places_unit u ON u.id = k.unit_id AND {under}
WHERE k.given_on <= %(on)s
  AND k.status <> 'dropped'
  AND (k.due_on BETWEEN %(start)s AND %(on)s OR k.given_on >= %(start)s)
