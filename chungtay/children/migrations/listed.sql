-- What the list of children is found and ordered by, one row a home: a district is looked through
-- along one index, where a join of homes and children read every child of it from its own page.
-- Nobody but the search reads it, which tests the caller's scope first (ADR 0024).

CREATE VIEW access.listing AS
SELECT r.id AS residence_id, c.id, r.unit_id, u.commune_id, u.district_id, u.province_id,
    r.period * u.period AS period, c.birth_date, c.birth_precision,
    c.personal_number IS NULL AS unnumbered, c.full_name, c.search_text, c.sort_key
FROM public.children_residence r
JOIN public.children_child c ON c.id = r.child_id
JOIN public.places_unit u ON u.id = r.unit_id;

CREATE TABLE access.listed AS SELECT * FROM access.listing;
ALTER TABLE access.listed ADD PRIMARY KEY (residence_id);
-- Common words are many here: with the usual hundred samples a rare one is not told from them.
ALTER TABLE access.listed ALTER search_text SET STATISTICS 1000;
CREATE INDEX listed_text ON access.listed USING gin (search_text gin_trgm_ops);
CREATE INDEX listed_district ON access.listed (district_id, sort_key, id)
    INCLUDE (search_text, full_name, birth_date, period);
CREATE INDEX listed_order ON access.listed (sort_key, id)
    INCLUDE (province_id, search_text, birth_date, period);
CREATE INDEX listed_birth ON access.listed (birth_date DESC, id);
CREATE INDEX listed_commune ON access.listed (commune_id);
CREATE INDEX listed_unit ON access.listed (unit_id);
CREATE INDEX listed_child ON access.listed (id);

-- Kept true by statement, in one pass over what a statement changed. Plans are kept for a session:
-- one made for a single row must do for an import too, so rows are always looked up by their keys.
CREATE FUNCTION access.list_homes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        TRUNCATE access.listed;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM access.listed l USING old_rows o WHERE l.residence_id = o.id;
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO access.listed
        SELECT g.* FROM new_rows n JOIN access.listing g ON g.residence_id = n.id
        ON CONFLICT (residence_id) DO NOTHING;
    ELSE
        UPDATE access.listed l
        SET (id, unit_id, commune_id, district_id, province_id, period) =
            (g.id, g.unit_id, g.commune_id, g.district_id, g.province_id, g.period)
        FROM new_rows n JOIN access.listing g ON g.residence_id = n.id
        WHERE l.residence_id = n.id
            AND (l.id, l.unit_id, l.period) IS DISTINCT FROM (g.id, g.unit_id, g.period);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION access.list_children() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO access.listed
        SELECT g.* FROM new_rows n JOIN access.listing g ON g.id = n.id
        ON CONFLICT (residence_id) DO NOTHING;
    ELSE
        UPDATE access.listed l
        SET birth_date = n.birth_date, birth_precision = n.birth_precision,
            unnumbered = n.personal_number IS NULL, full_name = n.full_name,
            search_text = n.search_text, sort_key = n.sort_key
        FROM new_rows n
        WHERE l.id = n.id AND (
            l.birth_date, l.birth_precision, l.unnumbered, l.full_name, l.search_text, l.sort_key
        ) IS DISTINCT FROM (
            n.birth_date, n.birth_precision, n.personal_number IS NULL, n.full_name,
            n.search_text, n.sort_key
        );
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION access.list_units() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    UPDATE access.listed l
    SET (commune_id, district_id, province_id, period) =
        (n.commune_id, n.district_id, n.province_id, r.period * n.period)
    FROM new_rows n JOIN public.children_residence r ON r.unit_id = n.id
    WHERE l.residence_id = r.id AND (
        l.commune_id, l.district_id, l.province_id, l.period
    ) IS DISTINCT FROM (
        n.commune_id, n.district_id, n.province_id, r.period * n.period
    );
    RETURN NULL;
END
$$;

CREATE TRIGGER listed_insert AFTER INSERT ON public.children_residence
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION access.list_homes();
CREATE TRIGGER listed_update AFTER UPDATE ON public.children_residence
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION access.list_homes();
CREATE TRIGGER listed_delete AFTER DELETE ON public.children_residence
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION access.list_homes();
CREATE TRIGGER listed_truncate AFTER TRUNCATE ON public.children_residence
    FOR EACH STATEMENT EXECUTE FUNCTION access.list_homes();
-- A child taken back by an undo may come after its homes.
CREATE TRIGGER listed_insert AFTER INSERT ON public.children_child
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION access.list_children();
CREATE TRIGGER listed_update AFTER UPDATE ON public.children_child
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION access.list_children();
CREATE TRIGGER listed_update AFTER UPDATE ON public.places_unit
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION access.list_units();

-- Two people may rename a child and move it in the same moment, neither seeing what the other does:
-- what then stands wrong is put right each night. Returns how many rows were.
CREATE FUNCTION access.list_again() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    wrong bigint;
    put bigint;
BEGIN
    IF NOT access.commanded() AND 'chungtay_web' IN (session_user, current_setting('role')) THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = 'for the operator';
    END IF;
    DELETE FROM access.listed l WHERE NOT EXISTS (
        SELECT FROM access.listing g
        WHERE g.residence_id = l.residence_id AND ROW(g.*) IS NOT DISTINCT FROM ROW(l.*)
    );
    GET DIAGNOSTICS wrong = ROW_COUNT;
    INSERT INTO access.listed SELECT g.* FROM access.listing g
    WHERE NOT EXISTS (SELECT FROM access.listed l WHERE l.residence_id = g.residence_id);
    GET DIAGNOSTICS put = ROW_COUNT;
    RETURN greatest(wrong, put);
END
$$;
REVOKE EXECUTE ON FUNCTION access.list_again() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.list_again() TO chungtay_web;
