from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("alike.sql").read_text("utf-8")


class Migration(migrations.Migration):
    dependencies = [("children", "0013_left_for")]

    operations = [
        migrations.RunSQL(SQL, "DROP FUNCTION access.alike(text, date, bigint, real, integer)")
    ]
