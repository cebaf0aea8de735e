-- Where the caller's children live or have lived, and whether they do so on the caller's day.
CREATE VIEW access.lived AS
SELECT r.child_id, r.period, r.period @> (SELECT access.day()) AS now
FROM public.children_residence r
WHERE r.unit_id IN (SELECT id FROM access.unit);

GRANT SELECT ON access.lived TO chungtay_web;

-- Which children have a home at all. One just entered has none yet, nor has one whose homes were
-- taken out a moment ago with the whole record: such a row is open to those who enrol.
CREATE VIEW access.housed AS
SELECT r.child_id
FROM public.children_residence r
WHERE (SELECT access.everywhere('enrol')) OR cardinality((SELECT access.roots('enrol'))) > 0;

GRANT SELECT ON access.housed TO chungtay_web;

-- The name of a child of the caller's, for a list behind a figure; nothing of another.
CREATE FUNCTION access.child_name(child uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT c.full_name
    FROM public.children_child c
    WHERE c.id = child AND (
        access.everywhere('children')
        OR EXISTS (SELECT FROM access.lived h WHERE h.child_id = child)
    )
$$;

-- Search. Row security keeps LIKE away from the index of names (it is not leakproof), so the
-- caller's scope is tested here once, for the unit, and the names are then read as their owner.
-- `words` are folded; `mend` is a kind of record that asks for work, or empty; `sort` is one of
-- the two orders of the list; `many` NULL: all. Returns keys in that order.
CREATE FUNCTION access.find_children(
    words text[], root bigint, day date, mend text, sort text, first bigint, many bigint
) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = public, pg_catalog AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT c.id ' || access.search(words, root, day, mend)
        || CASE sort WHEN 'sinh' THEN ' ORDER BY c.birth_date DESC, c.id'
            ELSE ' ORDER BY c.sort_key, c.id' END
        || format(' LIMIT %s OFFSET %s', coalesce(many::text, 'ALL'), first);
END
$$;

CREATE FUNCTION access.count_children(
    words text[], root bigint, day date, mend text
) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE 'SELECT count(*) ' || access.search(words, root, day, mend) INTO found;
    RETURN found;
END
$$;

-- The rows of such a search as text, every value quoted; none if the unit is not the caller's.
CREATE FUNCTION access.search(words text[], root bigint, day date, mend text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    word text;
    level integer;
    told text;
BEGIN
    IF NOT access.within(root, 'children') THEN
        RETURN 'FROM children_child c WHERE false';
    END IF;
    SELECT u.level INTO level FROM places_unit u WHERE u.id = root;
    told := format(
        'FROM children_child c'
        ' JOIN children_residence r ON r.child_id = c.id AND r.period @> %1$L::date'
        ' JOIN places_unit u ON u.id = r.unit_id AND u.period @> %1$L::date AND %2$s'
        ' WHERE c.birth_date > (%1$L::date - interval ''16 years'')::date'
        ' AND c.birth_date <= %1$L::date',
        day,
        CASE level
            WHEN 0 THEN 'true'
            WHEN 1 THEN format('u.province_id = %s', root)
            WHEN 2 THEN format('u.district_id = %s', root)
            WHEN 3 THEN format('u.commune_id = %s', root)
            ELSE format('u.id = %s', root)
        END
    );
    told := told || CASE mend
        WHEN 'tron-16' THEN format(
            ' AND c.birth_date <= (%L::date + 30 - interval ''16 years'')::date', day
        )
        WHEN 'nam-sinh' THEN ' AND c.birth_precision = ''year'''
        WHEN 'so-dinh-danh' THEN ' AND c.personal_number IS NULL'
        ELSE ''
    END;
    FOREACH word IN ARRAY words LOOP
        told := told || access.named(word);
    END LOOP;
    RETURN told;
END
$$;
REVOKE EXECUTE ON FUNCTION access.search(text[], bigint, date, text) FROM PUBLIC;

-- Children of the caller's whose names hold every word, wherever and whenever they lived there:
-- for lists of what was recorded of a child.
CREATE FUNCTION access.children_named(words text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    word text;
    told text := 'SELECT c.id FROM children_child c WHERE (access.everywhere(''children'')'
        ' OR EXISTS (SELECT FROM access.lived h WHERE h.child_id = c.id))';
BEGIN
    FOREACH word IN ARRAY words LOOP
        told := told || access.named(word);
    END LOOP;
    RETURN QUERY EXECUTE told;
END
$$;

-- One word of a search as a condition; four digits are a year of birth.
CREATE FUNCTION access.named(word text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN word ~ '^[0-9]{4}$' THEN format(
        ' AND c.birth_date >= make_date(%1$s, 1, 1) AND c.birth_date < make_date(%1$s + 1, 1, 1)',
        greatest(word::integer, 1)
    ) ELSE format(
        ' AND c.search_key LIKE %L',
        '%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    ) END
$$;
