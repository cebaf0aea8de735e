from django.db import migrations

# A Change says whose books are read on by whom: only those who arrange its old unit write one.
SQL = """
CREATE FUNCTION access.arranges(unit bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.within(unit, 'units') OR EXISTS (
        SELECT FROM public.places_unit u JOIN public.places_change c ON c.old_id = u.province_id
        WHERE u.id = unit AND access.within(c.new_id, 'units')
    )
$$;
ALTER TABLE places_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY web_reads ON places_change FOR SELECT TO chungtay_web USING (true);
CREATE POLICY web_adds ON places_change FOR INSERT TO chungtay_web
    WITH CHECK (access.arranges(old_id));
CREATE POLICY web_changes ON places_change FOR UPDATE TO chungtay_web
    USING (access.arranges(old_id)) WITH CHECK (access.arranges(old_id));
CREATE POLICY web_removes ON places_change FOR DELETE TO chungtay_web
    USING (access.arranges(old_id));
CREATE POLICY figures ON places_change FOR SELECT TO chungtay_figures USING (true);
"""
DROP = """
DROP POLICY web_reads ON places_change; DROP POLICY web_adds ON places_change;
DROP POLICY web_changes ON places_change; DROP POLICY web_removes ON places_change;
DROP POLICY figures ON places_change; ALTER TABLE places_change DISABLE ROW LEVEL SECURITY;
DROP FUNCTION access.arranges;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0017_inherited")]

    operations = [migrations.RunSQL(SQL, DROP)]
