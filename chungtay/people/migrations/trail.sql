-- The chain over people_auditevent, and the refusal to touch what was written.

-- What a hash covers. An array written out quotes its fields, so none can be shifted into the
-- next; the moment is in seconds, so that no setting of a session changes a letter of it.
CREATE FUNCTION people_audit_text(line people_auditevent) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE
RETURN convert_to(ARRAY[
    line.id::text, extract(epoch FROM line.at)::text, line.kind, line.by, line.post,
    line.unit_id::text, line.verb, line.subject, line.child_id::text, line.shown::text,
    line.reason, line.details::text
]::text, 'UTF8');

-- Hangs the line on the last one. A clock set back must not open a day before the last one.
CREATE FUNCTION people_audit_hang(line people_auditevent) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last people_auditlink;
    today date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('people_auditlink'));
    SELECT * INTO last FROM people_auditlink ORDER BY day DESC, position DESC LIMIT 1;
    today := greatest(last.day, (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date);
    INSERT INTO people_auditlink (day, position, event_id, hash) VALUES (
        today,
        CASE WHEN last.day = today THEN last.position + 1 ELSE 1 END,
        line.id,
        sha256(coalesce(last.hash, ''::bytea) || people_audit_text(line))
    );
END
$$;

-- Runs when the line's transaction ends, so that requests wait for one another no longer than
-- that. As its owner: the role that answers requests writes no link itself.
CREATE FUNCTION people_audit_link() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM people_audit_hang(NEW);
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER people_audit_link AFTER INSERT ON people_auditevent
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION people_audit_link();

REVOKE EXECUTE ON FUNCTION people_audit_hang(people_auditevent) FROM PUBLIC;

-- Lines written before there was a chain, and before one said whose access log it is in.
UPDATE people_auditevent SET child_id = substr(subject, 7)::uuid WHERE subject LIKE 'child:%';
UPDATE people_auditevent SET kind = 'read' WHERE verb LIKE 'read\_%' OR verb = 'take_list';
DO $$
DECLARE
    line people_auditevent;
BEGIN
    FOR line IN SELECT * FROM people_auditevent ORDER BY id LOOP
        PERFORM people_audit_hang(line);
    END LOOP;
END
$$;

-- Refuses everybody but the owner who says, for one transaction, that it is maintenance.
CREATE FUNCTION people_audit_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF coalesce(current_setting('chungtay.maintenance', true), '') = 'on'
        AND current_user = (
            SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID
        )
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'insufficient_privilege',
        MESSAGE = 'Nhật ký chỉ ghi thêm, không sửa, không xóa. (The trail is append-only.)';
END
$$;

CREATE TRIGGER people_audit_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON people_auditevent
FOR EACH STATEMENT EXECUTE FUNCTION people_audit_keep();
CREATE TRIGGER people_audit_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON people_auditlink
FOR EACH STATEMENT EXECUTE FUNCTION people_audit_keep();
