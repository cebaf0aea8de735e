-- A search is answered at once, in one pass over the names that hold every word: the first `most`
-- of them in the order of the list, and one more if there are more. `ordered` is false where so
-- many were found that they were not all put in order: they are any of them, and the caller asks
-- for a page (access.find_children).
CREATE FUNCTION access.nearest(
    wanted jsonb, root bigint, day date, mend text, sort text, most bigint,
    OUT id uuid, OUT ordered boolean
) RETURNS SETOF record
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    -- A commune's are always put in order.
    few boolean := (SELECT u.level >= 3 FROM places_unit u WHERE u.id = root);
    orderable CONSTANT integer := 10000;
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT x.id, %s FROM ('
        ' SELECT c.id, c.sort_key, c.birth_date, CASE WHEN NOT (%s) THEN 2'
        ' WHEN NOT (%s) THEN 1 ELSE 0 END AS degree %s LIMIT %s) x ORDER BY %s, x.id LIMIT %s',
        CASE WHEN few THEN 'true' ELSE format('count(*) OVER () <= %s', orderable) END,
        access.whole(wanted), access.spelt(wanted), access.search(wanted, root, day, mend),
        CASE WHEN few THEN 'ALL' ELSE (orderable + 1)::text END,
        CASE sort WHEN 'sinh' THEN 'birth_date DESC' ELSE 'degree, sort_key' END, most + 1
    );
END
$$;

-- In a commune all ways to part the words are asked in one pass over its children; in a larger
-- tree each is asked by itself, along the indexes of names (access.find_wider_apart).
ALTER FUNCTION access.find_wider(jsonb, bigint, date, text, integer) RENAME TO find_wider_apart;

CREATE FUNCTION access.find_wider(
    wanted jsonb, root bigint, day date, mend text, most integer
) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    ways text;
BEGIN
    IF (SELECT level FROM places_unit WHERE id = root) < 3 THEN
        RETURN QUERY SELECT * FROM access.find_wider_apart(wanted, root, day, mend, most);
        RETURN;
    END IF;
    SELECT string_agg(format(
        '(true%s AND (c.unit_id = ANY (%L::bigint[]) OR (true%s)))',
        access.holds_each('c.search_text', s.names, 'has'),
        access.places(s.others, root, day),
        access.holds_each('g.search_text', s.others, 'whole')
    ), ' OR ') INTO ways
    FROM access.splits(wanted -> 'words') s;
    RETURN QUERY EXECUTE format(
        'SELECT id FROM (SELECT DISTINCT c.id, c.sort_key FROM (SELECT c.* %s) c'
        ' LEFT JOIN children_guardian g ON g.child_id = c.id AND g.is_contact'
        ' AND g.period @> %L::date WHERE (%s) LIMIT %s) x ORDER BY sort_key, id',
        access.at_home(root, day, mend) || access.born(wanted)
            || ' AND NOT (true' || access.named(wanted) || ')',
        day, coalesce(ways, 'false'), most + 1
    );
END
$$;
REVOKE EXECUTE ON FUNCTION
    access.find_wider_apart(jsonb, bigint, date, text, integer) FROM PUBLIC;
