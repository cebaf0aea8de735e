from django.db import migrations

# What a deed kept holds names: it goes when nobody can take the deed back any more, and of a deed
# without a limit after a year. The deed itself stays. For a command of the operator alone.
FORGET = """
CREATE FUNCTION deeds.forget() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    found bigint;
BEGIN
    IF NOT access.commanded() AND 'chungtay_web' IN (session_user, current_setting('role')) THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = 'for the operator';
    END IF;
    UPDATE people_deed SET until = now() WHERE until IS NULL AND at < now() - interval '1 year';
    DELETE FROM people_deedrow r USING people_deed d
    WHERE d.id = r.deed_id AND (d.until <= now() OR d.undone_at < now() - interval '1 day');
    GET DIAGNOSTICS found = ROW_COUNT;
    RETURN found;
END
$$;
REVOKE EXECUTE ON FUNCTION deeds.forget() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION deeds.forget() TO chungtay_web;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0014_units")]

    operations = [migrations.RunSQL(FORGET, "DROP FUNCTION deeds.forget()")]
