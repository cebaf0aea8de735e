from pathlib import Path

from django.db import migrations

from chungtay.lib.row_security import count_within

SQL = Path(__file__).with_name("sealed_pages.sql").read_text("utf-8")
DROP = """
DROP FUNCTION access.suspect_of; DROP FUNCTION access.sealed_circumstances;
DROP FUNCTION access.sealed_children; DROP FUNCTION access.sealed_subject;
CREATE OR REPLACE FUNCTION access.compartments_of(child uuid) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT access.compartment(harm) FROM public.cases_case WHERE child_id = child
    UNION
    SELECT access.compartment(harm) FROM public.cases_notice WHERE child_id = child
    UNION
    SELECT g.compartment FROM public.children_circumstance c
    JOIN public.children_group g ON g.code = c.group_id AND g.compartment <> ''
    WHERE c.child_id = child
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_undoable"), ("children", "0007_adoption")]

    operations = [
        migrations.RunSQL(SQL, DROP),
        count_within("cases_case"),
        count_within("cases_notice"),
    ]
