-- What was written of a record before a merge took it out belongs to the record that was kept, for
-- as long as the merge stands: the pairs themselves say which, so that an undo says it back.

CREATE VIEW access.merged AS
SELECT CASE WHEN p.kept_id = p.first_id THEN p.second_id ELSE p.first_id END AS gone,
    p.kept_id AS kept, p.at
FROM public.children_sameperson p
WHERE p.state = 'merged';

-- The record that stands for one that a merge took out, through every later merge; else nothing.
CREATE FUNCTION access.kept(child uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    WITH RECURSIVE step (key, depth) AS (
        SELECT m.kept, 1 FROM access.merged m WHERE m.gone = child
        UNION ALL
        SELECT m.kept, s.depth + 1 FROM step s JOIN access.merged m ON m.gone = s.key
    )
    SELECT key FROM step ORDER BY depth DESC LIMIT 1
$$;

-- The records that the child's is made of, with the name each last had and when it was merged:
-- to those who serve the child or audit where it lives.
CREATE FUNCTION access.made_of(child uuid)
RETURNS TABLE (gone uuid, full_name text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    WITH RECURSIVE step (gone, at) AS (
        SELECT m.gone, m.at FROM access.merged m
        WHERE m.kept = made_of.child AND (
            'chungtay_web' NOT IN (session_user, current_setting('role'))
            OR access.everywhere('children')
            OR EXISTS (SELECT FROM access.lived h WHERE h.child_id = made_of.child)
            OR access.audits(made_of.child)
        )
        UNION ALL
        SELECT m.gone, m.at FROM step s JOIN access.merged m ON m.kept = s.gone
    )
    SELECT s.gone, (
        SELECT e.full_name FROM public.children_childevent e
        WHERE e.pgh_obj_id = s.gone AND e.pgh_label = 'delete' ORDER BY e.pgh_id DESC LIMIT 1
    ), s.at
    FROM step s ORDER BY s.at DESC, s.gone
$$;

REVOKE EXECUTE ON FUNCTION access.kept(uuid), access.made_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.kept(uuid), access.made_of(uuid) TO chungtay_web;
