-- Those of a commune who may be the child that is being entered: living, born in the year before,
-- the same year or the year after, and of a name alike by its letters. As the owner: under row
-- security likeness is asked of one name after another of the whole commune (160 ms of a warning
-- that should take 50). Where the caller serves a part of the commune, only of that part.
CREATE FUNCTION access.alike(folded text, born date, commune bigint, likeness real, most integer)
RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    first date := make_date(extract(year FROM born)::integer - 1, 1, 1);
    every boolean := 'chungtay_web' NOT IN (session_user, current_setting('role'))
        OR access.everywhere('children');
    parts bigint[] := ARRAY(SELECT s.id FROM access.unit s JOIN places_unit u USING (id)
        WHERE commune IN (u.id, u.commune_id));
BEGIN
    RETURN QUERY EXECUTE
        'SELECT c.id FROM (SELECT DISTINCT l.id FROM access.listed l WHERE l.commune_id = $1'
        ' AND l.birth_date >= $2 AND l.birth_date < $3 AND ($4 OR l.unit_id = ANY ($5))) l'
        ' JOIN children_child c ON c.id = l.id'
        ' WHERE c.died_on IS NULL AND similarity(c.search_key, $6) > $7'
        ' ORDER BY similarity(c.search_key, $6) DESC, c.id LIMIT $8'
    USING commune, first, (first + interval '3 years')::date, every, parts, folded, likeness, most;
END
$$;

REVOKE EXECUTE ON FUNCTION access.alike(text, date, bigint, real, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.alike(text, date, bigint, real, integer) TO chungtay_web;
