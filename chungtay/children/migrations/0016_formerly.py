from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).parent
SQL = (FOLDER / "formerly.sql").read_text("utf-8")
BEFORE = """
CREATE OR REPLACE VIEW access.lived AS
SELECT r.child_id, r.period, r.period @> (SELECT access.day()) AS now
FROM public.children_residence r
WHERE r.unit_id IN (SELECT id FROM access.unit);
DROP FUNCTION access.formerly(), access.former(bigint[], date);
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0015_lines"), ("people", "0017_inherited")]

    operations = [migrations.RunSQL(SQL, BEFORE)]
