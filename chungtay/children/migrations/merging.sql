-- Two records of one child become one: everything that points at the other record is moved to the
-- kept one, whatever table it stands in, and the other is taken out. As the owner, because what is
-- sealed moves too, unseen by the one who merges; who may is asked here. Where a row has no place
-- beside the kept record's own (two homes on a day, a dose written twice), the kept one stands, and
-- of the other what it covers is left out: it remains in the history and in the deed.

CREATE SCHEMA merging;
GRANT USAGE ON SCHEMA merging TO chungtay_web;

-- Columns of other tables that point at the keys of this one.
CREATE FUNCTION merging.pointing(target regclass) RETURNS TABLE (tab text, col text)
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT c.relname::text, a.attname::text
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND k.confrelid = target AND cardinality(k.conkey) = 1
    ORDER BY 1, 2
$$;

-- The other columns of a constraint or unique index, as "the same in k and o".
CREATE FUNCTION merging.alike(name text, without text[]) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce(string_agg(format('k.%1$I = o.%1$I', a.attname), ' AND '), 'true')
    FROM pg_class i
    JOIN pg_index x ON x.indexrelid = i.oid
    JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey)
    WHERE i.relname = name AND NOT a.attname = ANY (without)
$$;

-- A column of a unique index that may be empty, beside the one that points.
CREATE FUNCTION merging.spare(name text, without text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT min(a.attname)
    FROM pg_class i
    JOIN pg_index x ON x.indexrelid = i.oid
    JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey)
    WHERE i.relname = name AND a.attname <> without AND NOT a.attnotnull
$$;

-- Moves one row; says how many rows were left out.
CREATE FUNCTION merging.move(tab text, col text, key text, target text) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    broken text;
BEGIN
    BEGIN
        EXECUTE format('UPDATE %I SET %I = %L WHERE id = %L', tab, col, target, key);
        RETURN 0;
    EXCEPTION WHEN exclusion_violation OR unique_violation THEN
        GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
        IF SQLSTATE = '23P01' THEN
            RETURN merging.fit(tab, col, key, target, broken);
        END IF;
        RETURN merging.give_way(tab, col, key, target, broken);
    END;
END
$$;

-- A row with a period: what of it lies outside of the kept record's own rows.
CREATE FUNCTION merging.fit(tab text, col text, key text, target text, broken text)
RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    alike text := merging.alike(broken, ARRAY[col, 'period']);
    pieces datemultirange;
    piece daterange;
    first boolean := true;
    beside text;
BEGIN
    EXECUTE format(
        'SELECT datemultirange(o.period) - coalesce(range_agg(k.period), ''{}''::datemultirange),'
        ' (array_agg(k.id ORDER BY k.period))[1]::text'
        ' FROM %1$I o JOIN %1$I k ON k.%2$I = %3$L AND k.period && o.period AND %4$s'
        ' WHERE o.id = %5$L GROUP BY o.period', tab, col, target, alike, key
    ) INTO pieces, beside;
    IF isempty(pieces) THEN
        RETURN merging.absorb(tab, key, beside);
    END IF;
    FOR piece IN SELECT unnest(pieces) LOOP
        IF first THEN
            EXECUTE format('UPDATE %I SET period = %L, %I = %L WHERE id = %L', tab, piece, col, target, key);
        ELSE
            EXECUTE merging.copied(tab, key, piece);
        END IF;
        first := false;
    END LOOP;
    RETURN 1;
END
$$;

-- The statement that writes a row again with another period, under a key of its own.
CREATE FUNCTION merging.copied(name text, key text, piece daterange) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT format('INSERT INTO public.%1$I (%2$s) SELECT %3$s FROM public.%1$I WHERE id = %4$L',
        name,
        string_agg(quote_ident(attname), ', ' ORDER BY attnum),
        string_agg(CASE attname WHEN 'period' THEN quote_literal(piece) || '::daterange'
            ELSE quote_ident(attname) END, ', ' ORDER BY attnum),
        key)
    FROM pg_attribute
    WHERE attrelid = ('public.' || quote_ident(name))::regclass
        AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> 'id'
$$;

-- A row that the kept record has already. What it may do without it gives up (a gift stays a gift
-- without the drive that gave one already); else the kept record's own row stands for both.
CREATE FUNCTION merging.give_way(tab text, col text, key text, target text, broken text)
RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    spare text := merging.spare(broken, col);
    beside text;
BEGIN
    IF spare IS NOT NULL THEN
        EXECUTE format('UPDATE %I SET %I = NULL, %I = %L WHERE id = %L', tab, spare, col, target, key);
        RETURN 1;
    END IF;
    EXECUTE format(
        'SELECT k.id::text FROM %1$I o JOIN %1$I k ON k.%2$I = %3$L AND %4$s WHERE o.id = %5$L LIMIT 1',
        tab, col, target, merging.alike(broken, ARRAY[col]), key
    ) INTO beside;
    RETURN merging.absorb(tab, key, beside);
END
$$;

-- One row stands for both: what points at the other points at it from now on.
CREATE FUNCTION merging.absorb(tab text, key text, target text) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    left_out integer := 1;
BEGIN
    IF target IS NULL THEN
        RAISE EXCEPTION 'nothing to stand for %.%', tab, key;
    END IF;
    left_out := left_out + merging.move_all(('public.' || quote_ident(tab))::regclass, key, target, '{}');
    EXECUTE format('DELETE FROM %I WHERE id = %L', tab, key);
    RETURN left_out;
END
$$;

CREATE FUNCTION merging.move_all(pointed regclass, key text, target text, without text[])
RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    one record;
    row_key text;
    left_out integer := 0;
BEGIN
    FOR one IN SELECT * FROM merging.pointing(pointed) WHERE NOT tab = ANY (without) LOOP
        FOR row_key IN EXECUTE format('SELECT id::text FROM %I WHERE %I = %L ORDER BY id', one.tab, one.col, key) LOOP
            left_out := left_out + merging.move(one.tab, one.col, row_key, target);
        END LOOP;
    END LOOP;
    RETURN left_out;
END
$$;

-- Carers: a mother or father is one person in both records, anybody else by the name. Who is not
-- to be called about the child in one of the records is not to be called.
CREATE FUNCTION merging.carers(kept uuid, other uuid) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    one record;
    left_out integer := 0;
BEGIN
    UPDATE children_guardian k SET is_contact = false
    FROM children_guardian o
    WHERE k.child_id = kept AND o.child_id = other AND k.is_contact AND NOT o.is_contact
        AND (lower(k.full_name) = lower(o.full_name)
            OR k.relation = o.relation AND k.relation IN ('mother', 'father'));
    UPDATE children_guardian o SET is_contact = false
    FROM children_guardian k
    WHERE k.child_id = kept AND o.child_id = other AND o.is_contact AND NOT k.is_contact
        AND lower(k.full_name) = lower(o.full_name);
    FOR one IN
        SELECT DISTINCT ON (o.id) o.id AS theirs, k.id AS mine
        FROM children_guardian o JOIN children_guardian k ON k.child_id = carers.kept
            AND k.relation = o.relation AND k.period && o.period
            AND (k.relation IN ('mother', 'father') OR lower(k.full_name) = lower(o.full_name))
        WHERE o.child_id = carers.other ORDER BY o.id, k.id
    LOOP
        left_out := left_out + merging.absorb('children_guardian', one.theirs::text, one.mine::text);
    END LOOP;
    UPDATE children_guardian o SET is_main = false
    WHERE o.child_id = carers.other AND o.is_main AND EXISTS (
        SELECT FROM children_guardian k
        WHERE k.child_id = carers.kept AND k.is_main AND k.period && o.period);
    RETURN left_out;
END
$$;

-- What the other record said of days before the kept one's birth begins with the birth.
CREATE FUNCTION merging.from_birth(kept uuid, other uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    born date := (SELECT birth_date FROM children_child WHERE id = kept);
    one record;
BEGIN
    FOR one IN SELECT DISTINCT p.tab, p.col FROM merging.pointing('children_child') p
        JOIN pg_attribute a ON a.attrelid = ('public.' || quote_ident(p.tab))::regclass
            AND a.attname = 'period' AND NOT a.attisdropped
    LOOP
        EXECUTE format(
            'UPDATE %1$I SET period = daterange($1, upper(period))'
            ' WHERE %2$I = $2 AND lower(period) < $1 AND (upper_inf(period) OR upper(period) > $1)',
            one.tab, one.col) USING born, other;
    END LOOP;
END
$$;

-- Pairs with a third record are of the kept one from now on.
CREATE FUNCTION merging.pairs(kept uuid, other uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
    one children_sameperson;
    third uuid;
BEGIN
    FOR one IN SELECT * FROM children_sameperson p
        WHERE other IN (p.first_id, p.second_id) AND p.state <> 'merged'
    LOOP
        third := CASE one.first_id WHEN other THEN one.second_id ELSE one.first_id END;
        IF third <> kept AND NOT EXISTS (SELECT FROM children_sameperson p
            WHERE p.first_id = least(kept, third) AND p.second_id = greatest(kept, third))
        THEN
            UPDATE children_sameperson SET first_id = least(kept, third), second_id = greatest(kept, third)
            WHERE id = one.id;
        ELSIF third <> kept THEN
            DELETE FROM children_sameperson WHERE id = one.id;
        END IF;
    END LOOP;
END
$$;

-- Whether the caller keeps the register where the child lives, or lived last.
CREATE FUNCTION merging.may(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT 'chungtay_web' NOT IN (session_user, current_setting('role')) OR coalesce((
        SELECT access.within(r.unit_id, 'enrol') FROM public.children_residence r
        WHERE r.child_id = child ORDER BY r.period DESC LIMIT 1
    ), false)
$$;

-- Returns how many rows were left out because the kept record had its own. CT003: not the
-- caller's to do.
CREATE FUNCTION merging.merge(kept uuid, other uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    left_out integer;
BEGIN
    PERFORM FROM children_child WHERE id IN (kept, other) ORDER BY id FOR UPDATE;
    IF kept = other OR NOT (merging.may(kept) AND merging.may(other)) OR deeds.under_way() IS NULL
    THEN
        RAISE EXCEPTION USING ERRCODE = 'CT003', MESSAGE = 'not to be merged';
    END IF;
    PERFORM merging.from_birth(kept, other);
    left_out := merging.carers(kept, other);
    left_out := left_out
        + merging.move_all('public.children_child', other::text, kept::text, '{children_sameperson}');
    PERFORM merging.pairs(kept, other);
    DELETE FROM children_child WHERE id = other;
    RETURN left_out;
END
$$;

-- Of pairs whose other record lives where the caller does not serve: the caller's own child, and
-- the commune to ask. Nothing else of the other child.
CREATE FUNCTION merging.elsewhere() RETURNS TABLE (child uuid, commune bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH mine AS (
        SELECT p.id, h.child_id,
            CASE h.child_id WHEN p.first_id THEN p.second_id ELSE p.first_id END AS other
        FROM public.children_sameperson p
        JOIN access.lived h ON h.child_id IN (p.first_id, p.second_id) AND h.now
        WHERE p.state = 'open'
    )
    SELECT DISTINCT m.child_id, coalesce(u.commune_id, u.id)
    FROM mine m
    JOIN public.children_residence r ON r.child_id = m.other AND r.period @> access.day()
    JOIN public.places_unit u ON u.id = r.unit_id
    WHERE NOT access.everywhere('children')
        AND NOT EXISTS (SELECT FROM access.lived h WHERE h.child_id = m.other)
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA merging FROM PUBLIC;
GRANT EXECUTE ON FUNCTION merging.merge(uuid, uuid) TO chungtay_web;
GRANT EXECUTE ON FUNCTION merging.may(uuid) TO chungtay_web;
GRANT EXECUTE ON FUNCTION merging.elsewhere() TO chungtay_web;
