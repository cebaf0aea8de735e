from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("nearest.sql").read_text("utf-8")
GONE = """
DROP FUNCTION access.nearest(jsonb, bigint, date, text, text, bigint),
    access.find_wider(jsonb, bigint, date, text, integer);
ALTER FUNCTION access.find_wider_apart(jsonb, bigint, date, text, integer) RENAME TO find_wider;
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0011_search")]

    operations = [migrations.RunSQL(SQL, GONE)]
