-- Every link between two days that does not stand as it was written. Each line is hashed again
-- over the hash that stands before it, so one fault is named once and does not spread to the
-- lines after it. Joined, and not read in order, so that the hashing goes on in parallel.
-- `days`: each day with the day before it that has links, and the last position of that day.
WITH days AS (
    SELECT * FROM unnest(%(days)s::date[], %(befores)s::date[], %(lasts)s::integer[])
        AS d (day, before, last)
)
SELECT * FROM (
    SELECT l.day, l.position, e.at, l.event_id,
        e.id IS NULL AS missing,
        b.day IS NULL AND (l.position <> 1 OR d.before IS NOT NULL) AS cut,
        l.hash <> sha256(coalesce(b.hash, ''::bytea) || people_audit_text(e)) AS altered
    FROM people_auditlink l
    JOIN days d ON d.day = l.day
    LEFT JOIN people_auditevent e ON e.id = l.event_id
    LEFT JOIN people_auditlink b
        ON b.day = CASE WHEN l.position = 1 THEN d.before ELSE l.day END
        AND b.position = CASE WHEN l.position = 1 THEN d.last ELSE l.position - 1 END
    WHERE l.day BETWEEN %(first)s AND %(last)s
) told
WHERE missing OR cut OR altered
ORDER BY day, position
