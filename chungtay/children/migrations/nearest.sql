-- A search that finds few is answered at once: no more than `most` and one more of the names that
-- hold every word, in the order of the list. Where there are more, they are any of them: the
-- caller then asks for a page (access.find_children).
CREATE FUNCTION access.nearest(
    wanted jsonb, root bigint, day date, mend text, sort text, most bigint
) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT id FROM (SELECT c.id, c.sort_key, c.birth_date, CASE WHEN NOT (%s) THEN 2'
        ' WHEN NOT (%s) THEN 1 ELSE 0 END AS degree %s LIMIT %s) x ORDER BY %s, id',
        access.whole(wanted), access.spelt(wanted), access.search(wanted, root, day, mend),
        most + 1, CASE sort WHEN 'sinh' THEN 'birth_date DESC' ELSE 'degree, sort_key' END
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
        '(true%s AND (r.unit_id = ANY (%L::bigint[]) OR (true%s)))',
        access.holds_each('c.search_text', s.names, 'has'),
        access.places(s.others, root, day),
        access.holds_each('g.search_text', s.others, 'whole')
    ), ' OR ') INTO ways
    FROM access.splits(wanted -> 'words') s;
    RETURN QUERY EXECUTE format(
        'SELECT id FROM (SELECT DISTINCT c.id, c.sort_key %s LIMIT %s) x ORDER BY sort_key, id',
        replace(
            access.at_home(root, day, mend), ' WHERE ',
            format(' LEFT JOIN children_guardian g ON g.child_id = c.id AND g.is_contact'
                ' AND g.period @> %L::date WHERE ', day)
        ) || access.born(wanted) || ' AND NOT (true' || access.named(wanted) || ')'
            || ' AND (' || coalesce(ways, 'false') || ')',
        most + 1
    );
END
$$;
REVOKE EXECUTE ON FUNCTION
    access.find_wider_apart(jsonb, bigint, date, text, integer) FROM PUBLIC;
