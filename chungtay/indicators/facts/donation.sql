-- A row per thing a Child Protection Fund raised in the period.
SELECT
    n.id AS donation_id,
    n.receipt,
    n.date,
    w.name AS donor,
    n.form,
    n.amount,
    u.name AS fund,
    u.commune_id,
    u.district_id
FROM fund_donation n
JOIN fund_donor w ON w.id = n.donor_id
JOIN places_unit u ON u.id = n.fund_id AND {under}
WHERE n.date >= %(start)s AND n.date <= %(on)s
