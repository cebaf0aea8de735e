-- See match.sql. A file of many rows is of many names: the few children of the same name and birth
-- are found first, and asked about their homes then. A short file goes the other way, from the
-- homes of its commune, which are few beside all the children of a country.
CREATE OR REPLACE FUNCTION access.match_children(
    root bigint, day date, rows integer[], numbers text[], keys text[], births date[],
    units bigint[]
) RETURNS TABLE (at integer, how text, child uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1000 SET search_path = public, pg_catalog AS $$
DECLARE
    level integer;
    place text;
    alike text := 'k.birth = c.birth_date OR extract(year FROM k.birth) = extract(year FROM'
        ' c.birth_date) AND (c.birth_precision <> ''day'' OR extract(doy FROM k.birth) = 1)';
    asked text := 'SELECT n.*, h.commune_id FROM unnest($2, $3, $4, $5) AS n (at, key, birth, unit)'
        ' JOIN places_unit h ON h.id = n.unit';
BEGIN
    IF NOT access.within(root, 'enrol') THEN
        RETURN;
    END IF;
    SELECT u.level INTO level FROM places_unit u WHERE u.id = root;
    place := CASE level WHEN 0 THEN 'true'
        WHEN 1 THEN format('u.province_id = %s', root)
        WHEN 2 THEN format('u.district_id = %s', root)
        WHEN 3 THEN format('u.commune_id = %s', root)
        ELSE format('u.id = %s', root) END;
    RETURN QUERY
    SELECT k.at, 'number',
        CASE WHEN access.everywhere('enrol') OR EXISTS (
            SELECT FROM children_residence r JOIN places_unit u ON u.id = r.unit_id
            WHERE r.child_id = c.id AND r.period @> day
                AND root IN (u.id, u.commune_id, u.district_id, u.province_id)
        ) THEN c.id END
    FROM unnest(rows, numbers) AS k (at, number)
    JOIN children_child c ON c.personal_number = k.number;
    IF cardinality(rows) > 5000 THEN
        RETURN QUERY EXECUTE
            'WITH asked AS MATERIALIZED (' || asked || '), c AS MATERIALIZED ('
            ' SELECT k.at, k.birth, k.unit, k.commune_id, c.id, c.birth_date'
            ' FROM children_child c JOIN asked k ON k.key = c.search_key AND (' || alike || '))'
            ' SELECT c.at, CASE WHEN c.birth_date = c.birth AND u.id = c.unit'
            '   THEN ''same'' ELSE ''perhaps'' END, c.id'
            ' FROM c JOIN children_residence r ON r.child_id = c.id AND r.period @> $1'
            ' JOIN places_unit u ON u.id = r.unit_id AND u.commune_id = c.commune_id AND ' || place
            USING day, rows, keys, births, units;
        RETURN;
    END IF;
    RETURN QUERY EXECUTE
        'SELECT k.at, CASE WHEN c.birth_date = k.birth AND u.id = k.unit'
        '   THEN ''same'' ELSE ''perhaps'' END, c.id'
        ' FROM children_residence r'
        ' JOIN places_unit u ON u.id = r.unit_id AND ' || place ||
        ' JOIN children_child c ON c.id = r.child_id'
        ' JOIN (' || asked || ') k ON k.key = c.search_key AND k.commune_id = u.commune_id'
        '   AND (' || alike || ')'
        ' WHERE r.period @> $1'
        USING day, rows, keys, births, units;
END
$$;

-- The households of these units under a root. A policy on each of a province's households costs
-- more than reading them: the caller's scope is tested once, for the root. Units that are not under
-- it are left out.
CREATE FUNCTION access.homes_of(root bigint, units bigint[])
RETURNS TABLE (household uuid, unit bigint, head text, address text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10000 SET search_path = public, pg_catalog AS $$
BEGIN
    IF NOT (access.within(root, 'enrol') AND access.within(root, 'children')) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT h.id, h.unit_id, h.head::text, h.address::text
    FROM unnest(units) AS k (id)
    JOIN places_unit u ON u.id = k.id
        AND (access.everywhere('children')
            OR root IN (u.id, u.commune_id, u.district_id, u.province_id))
    JOIN children_household h ON h.unit_id = u.id;
END
$$;
REVOKE EXECUTE ON FUNCTION access.homes_of(bigint, bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.homes_of(bigint, bigint[]) TO chungtay_web;

-- Parquet and workbooks are compressed already, and a long text is written and read once.
ALTER TABLE exchange_upload ALTER data SET STORAGE EXTERNAL, ALTER texts SET STORAGE EXTERNAL,
    ALTER rows SET STORAGE EXTERNAL, ALTER faults SET STORAGE EXTERNAL;
