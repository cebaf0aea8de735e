-- Whom a file may mean, of the children who live under a unit on a day: by personal number, or by
-- folded name and birth in the same commune. Read as the owner, because a number must be compared
-- with every child's (it is taken wherever the child lives), and because a policy per child would
-- cost more than the search; the caller's scope is tested once, for the unit. Of a child outside of
-- it nothing is told but that the number is taken (`child` is empty).
CREATE FUNCTION access.match_children(
    root bigint, day date, rows integer[], numbers text[], keys text[], births date[],
    units bigint[]
) RETURNS TABLE (at integer, how text, child uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1000 SET search_path = public, pg_catalog AS $$
DECLARE
    level integer;
BEGIN
    IF NOT access.within(root, 'enrol') THEN
        RETURN;
    END IF;
    SELECT u.level INTO level FROM places_unit u WHERE u.id = root;
    RETURN QUERY
    SELECT k.at, 'number',
        CASE WHEN access.everywhere('enrol') OR EXISTS (
            SELECT FROM children_residence r JOIN places_unit u ON u.id = r.unit_id
            WHERE r.child_id = c.id AND r.period @> day
                AND root IN (u.id, u.commune_id, u.district_id, u.province_id)
        ) THEN c.id END
    FROM unnest(rows, numbers) AS k (at, number)
    JOIN children_child c ON c.personal_number = k.number;
    RETURN QUERY EXECUTE format(
        'SELECT k.at, CASE WHEN c.birth_date = k.birth AND u.id = k.unit'
        '   THEN ''same'' ELSE ''perhaps'' END, c.id'
        ' FROM children_residence r'
        ' JOIN places_unit u ON u.id = r.unit_id AND %s'
        ' JOIN children_child c ON c.id = r.child_id'
        ' JOIN (SELECT n.*, h.commune_id FROM unnest($2, $3, $4, $5) AS n (at, key, birth, unit)'
        '   JOIN places_unit h ON h.id = n.unit) k'
        '   ON k.key = c.search_key AND k.commune_id = u.commune_id'
        '   AND (k.birth = c.birth_date OR extract(year FROM k.birth) = extract(year FROM'
        '     c.birth_date) AND (c.birth_precision <> ''day'' OR extract(doy FROM k.birth) = 1))'
        ' WHERE r.period @> $1',
        CASE level WHEN 0 THEN 'true'
            WHEN 1 THEN format('u.province_id = %s', root)
            WHEN 2 THEN format('u.district_id = %s', root)
            WHEN 3 THEN format('u.commune_id = %s', root)
            ELSE format('u.id = %s', root) END
    ) USING day, rows, keys, births, units;
END
$$;
REVOKE EXECUTE ON FUNCTION access.match_children(
    bigint, date, integer[], text[], text[], date[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.match_children(
    bigint, date, integer[], text[], text[], date[], bigint[]) TO chungtay_web;
