SELECT
    count(*) AS children,
    count(*) FILTER (WHERE e.special) AS special_circumstances,
    count(*) FILTER (WHERE e.risk AND NOT e.special) AS at_risk,
    count(*) FILTER (WHERE p.status = 'poor') AS poor_households,
    count(*) FILTER (WHERE p.status = 'near_poor') AS near_poor_households,
    count(*) FILTER (WHERE (e.entitling OR e.if_poor AND p.status = 'poor') AND g.child_id IS NOT NULL) AS allowance_paid_in_full,
    count(*) FILTER (WHERE e.special AND h.child_id IS NOT NULL) AS special_supported
FROM children_residence r
JOIN places_unit u ON u.id = r.unit_id AND u.province_id = %(unit)s AND u.period @> date '2020-06-30'
JOIN children_child c ON c.id = r.child_id AND c.birth_date > '2004-06-30' AND c.birth_date <= '2020-06-30'
LEFT JOIN (
    SELECT e.child_id, bool_or(e.group_id < 'A') AS special, bool_or(e.group_id > 'A') AS risk,
        bool_or(e.group_id = '01' AND e.case IN (1, 3, 4) OR e.group_id = '02'
            OR e.group_id = '03' AND e.case IN (1, 2, 3, 4, 5, 6, 8, 9, 10)
            OR e.group_id = '04' AND e.case IN (1, 2)) AS entitling,
        bool_or(e.group_id = '05') AS if_poor
    FROM children_circumstance e WHERE e.period @> date '2020-06-30' GROUP BY e.child_id
) e ON e.child_id = c.id
LEFT JOIN children_poverty p ON p.household_id = r.household_id AND p.period @> date '2020-06-30'
LEFT JOIN (
    SELECT DISTINCT a.child_id
    FROM support_grant a
    LEFT JOIN (
        SELECT grant_id, sum(amount) AS paid FROM support_support
        WHERE grant_id IS NOT NULL AND date BETWEEN '2020-01-01' AND '2020-06-30' GROUP BY grant_id
    ) b ON b.grant_id = a.id
    WHERE a.period @> date '2020-06-30' AND a.dossier_complete_on <= '2020-06-30'
      AND coalesce(b.paid, 0) >= a.monthly_amount * CASE
        WHEN lower(a.period) <= '2020-01-01' THEN 6
        ELSE 6 - (extract(month FROM lower(a.period))::int - CASE WHEN extract(day FROM lower(a.period)) = 1 THEN 1 ELSE 0 END) END
) g ON g.child_id = c.id
LEFT JOIN (
    SELECT DISTINCT child_id FROM support_support WHERE date BETWEEN '2020-01-01' AND '2020-06-30'
) h ON h.child_id = c.id
WHERE r.period @> date '2020-06-30';
SELECT count(*) AS training_classes FROM activities_activity a JOIN places_unit u ON u.id = a.unit_id AND u.province_id = %(unit)s
WHERE a.kind = 'training' AND a.status = 'held' AND a.starts_on BETWEEN '2020-01-01' AND '2020-06-30';
SELECT count(DISTINCT t.person_id) AS staff_trained
FROM activities_attendance t
JOIN activities_activity a ON a.id = t.activity_id AND a.kind = 'training' AND a.status = 'held' AND a.starts_on BETWEEN '2020-01-01' AND '2020-06-30'
JOIN people_post q ON q.person_id = t.person_id AND q.period @> a.starts_on
JOIN places_unit v ON v.id = q.unit_id AND v.level IN (2, 3) AND v.province_id = %(unit)s;
SELECT sum(b.quantity) FILTER (WHERE b.medium = 'banner') AS banners, sum(b.quantity) FILTER (WHERE b.medium = 'slogan') AS slogans
FROM activities_product b JOIN activities_activity a ON a.id = b.activity_id JOIN places_unit u ON u.id = a.unit_id AND u.province_id = %(unit)s
WHERE a.campaign = 'month_of_action' AND a.status = 'held' AND a.starts_on BETWEEN '2020-01-01' AND '2020-06-30';
SELECT count(DISTINCT q.person_id) FILTER (WHERE q.role = 'interpreter' AND u.level = 2) AS interpreters,
    count(DISTINCT q.person_id) FILTER (WHERE q.role = 'collaborator' AND u.level = 4) AS collaborators
FROM people_post q JOIN places_unit u ON u.id = q.unit_id AND u.province_id = %(unit)s AND u.period @> date '2020-06-30'
WHERE q.period @> date '2020-06-30';
SELECT sum(n.amount) AS fund_raised FROM fund_donation n JOIN places_unit u ON u.id = n.fund_id AND u.province_id = %(unit)s
WHERE n.date BETWEEN '2020-01-01' AND '2020-06-30';
SELECT count(*) AS fund_benefits, sum(t.amount) AS fund_spent
FROM fund_benefit b JOIN fund_spending s ON s.id = b.spending_id JOIN places_unit u ON u.id = s.fund_id AND u.province_id = %(unit)s
JOIN support_support t ON t.id = b.support_id AND t.date BETWEEN '2020-01-01' AND '2020-06-30';
SELECT
    count(*) FILTER (WHERE u.level = 3 AND EXISTS (SELECT FROM people_board b WHERE b.unit_id = u.id AND b.period @> date '2020-06-30')
        AND EXISTS (SELECT FROM plans_plan k WHERE k.unit_id = u.id AND k.period && daterange('2020-01-01', '2020-07-01'))) AS communes_with_board_and_plan,
    count(*) FILTER (WHERE u.level = 3 AND EXISTS (SELECT FROM people_post q WHERE q.unit_id = u.id AND q.period @> date '2020-06-30' AND q.role IN ('commune_officer', 'district_officer'))) AS communes_with_officer,
    count(*) FILTER (WHERE u.level = 2 AND EXISTS (SELECT FROM people_post q WHERE q.unit_id = u.id AND q.period @> date '2020-06-30' AND q.role IN ('commune_officer', 'district_officer'))) AS districts_with_officer
FROM places_unit u WHERE u.province_id = %(unit)s AND u.period @> date '2020-06-30' AND u.level IN (2, 3)
