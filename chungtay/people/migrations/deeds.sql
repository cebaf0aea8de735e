-- What a deed changes, kept by the database: whichever way a row is written, by one statement or a
-- hundred thousand rows at once, its old and its new state stand in people_deedrow while the
-- transaction names a deed (`chungtay.deed`). Without one the triggers do nothing.

CREATE SCHEMA deeds;
GRANT USAGE ON SCHEMA deeds TO chungtay_web;
CREATE SEQUENCE deeds.step;

-- The deed that the transaction is at, if it is the caller's own and still stands.
CREATE FUNCTION deeds.under_way() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT d.id FROM public.people_deed d
    WHERE d.id = nullif(current_setting('chungtay.deed', true), '')::bigint
        AND d.undone_at IS NULL
        AND ('chungtay_web' NOT IN (session_user, current_setting('role')) OR d.by_id = access.person())
$$;

-- One function for each kind of statement serves every table that has an `id`.
CREATE FUNCTION deeds.added() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF coalesce(current_setting('chungtay.deed', true), '') <> '' THEN
        INSERT INTO people_deedrow (deed_id, step, "table", key, new)
        SELECT d, s, TG_TABLE_NAME, n.id::text, to_jsonb(n)
        FROM fresh n, deeds.under_way() d, nextval('deeds.step') s WHERE d IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION deeds.removed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF coalesce(current_setting('chungtay.deed', true), '') <> '' THEN
        INSERT INTO people_deedrow (deed_id, step, "table", key, old)
        SELECT d, s, TG_TABLE_NAME, o.id::text, to_jsonb(o)
        FROM gone o, deeds.under_way() d, nextval('deeds.step') s WHERE d IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION deeds.changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF coalesce(current_setting('chungtay.deed', true), '') <> '' THEN
        INSERT INTO people_deedrow (deed_id, step, "table", key, old, new)
        SELECT d, s, TG_TABLE_NAME, o.id::text, to_jsonb(o), to_jsonb(n)
        FROM gone o JOIN fresh n USING (id), deeds.under_way() d, nextval('deeds.step') s
        WHERE d IS NOT NULL AND o IS DISTINCT FROM n;
    END IF;
    RETURN NULL;
END
$$;

-- The columns of a table that can be written, as a list for a statement.
CREATE FUNCTION deeds.columns_of(name text, before text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT string_agg(before || quote_ident(attname), ', ' ORDER BY attnum)
    FROM pg_attribute
    WHERE attrelid = ('public.' || quote_ident(name))::regclass
        AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
$$;

CREATE FUNCTION deeds.key_of(name text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT format_type(atttypid, atttypmod) FROM pg_attribute
    WHERE attrelid = ('public.' || quote_ident(name))::regclass AND attname = 'id'
$$;

-- The three ways back of a statement: $1 the deed, $2 the step. A row counts only if it still says
-- what the deed wrote; columns that came later do not matter.
CREATE FUNCTION deeds.take_out(name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format(
        'DELETE FROM public.%1$I t USING public.people_deedrow r'
        ' WHERE r.deed_id = $1 AND r.step = $2 AND t.id = r.key::%2$s AND to_jsonb(t) @> r.new',
        name, deeds.key_of(name))
$$;
CREATE FUNCTION deeds.put_in(name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format(
        'INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s'
        ' FROM public.people_deedrow r, jsonb_populate_record(NULL::public.%1$I, r.old) p'
        ' WHERE r.deed_id = $1 AND r.step = $2',
        name, deeds.columns_of(name, ''), deeds.columns_of(name, 'p.'))
$$;
CREATE FUNCTION deeds.put_back(name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format(
        'UPDATE public.%1$I t SET (%2$s) = (SELECT %3$s FROM jsonb_populate_record(t, r.old) p)'
        ' FROM public.people_deedrow r WHERE r.deed_id = $1 AND r.step = $2'
        ' AND t.id = r.key::%4$s AND to_jsonb(t) @> r.new',
        name, deeds.columns_of(name, ''), deeds.columns_of(name, 'p.'), deeds.key_of(name))
$$;
-- Who did it, while any post of the day still permits such work, or one who serves the unit.
CREATE FUNCTION deeds.may_undo(one people_deed, person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(person = access.person(), false) AND (
        access.within(one.unit_id, one.permission)
        OR one.by_id = access.person() AND cardinality(access.roots(one.permission)) > 0
    )
$$;

-- Puts everything back as it was before the deed, statement by statement from the last: each
-- state on the way is one that has stood before. As its owner, because a child may by now live
-- where the one who takes it back does not serve; who may is tested here. Returns how many rows.
-- CT001: a row is no longer as the deed left it. CT002: not the caller's to take back.
CREATE FUNCTION deeds.undo(deed bigint, person bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    one people_deed;
    part record;
    done bigint;
    total bigint := 0;
BEGIN
    SELECT * INTO one FROM people_deed d WHERE d.id = undo.deed FOR UPDATE;
    IF one.id IS NULL OR one.undone_at IS NOT NULL OR one.until < now()
        OR 'chungtay_web' IN (session_user, current_setting('role'))
        AND NOT deeds.may_undo(one, undo.person)
    THEN
        RAISE EXCEPTION USING ERRCODE = 'CT002', MESSAGE = 'not to be taken back';
    END IF;
    PERFORM set_config('chungtay.deed', '', true);
    FOR part IN
        SELECT step, min("table") AS "table", bool_or(old IS NULL) AS added,
            bool_or(new IS NULL) AS removed, count(*) AS rows
        FROM people_deedrow WHERE deed_id = one.id GROUP BY step ORDER BY step DESC
    LOOP
        EXECUTE CASE
            WHEN part.added THEN deeds.take_out(part."table")
            WHEN part.removed THEN deeds.put_in(part."table")
            ELSE deeds.put_back(part."table")
        END USING one.id, part.step;
        GET DIAGNOSTICS done = ROW_COUNT;
        IF done <> part.rows THEN
            RAISE EXCEPTION USING ERRCODE = 'CT001', MESSAGE = part."table";
        END IF;
        total := total + done;
    END LOOP;
    UPDATE people_deed SET undone_at = now(), undone_by_id = undo.person WHERE id = one.id;
    RETURN total;
END
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA deeds FROM PUBLIC;
GRANT EXECUTE ON FUNCTION deeds.undo(bigint, bigint) TO chungtay_web;
