from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("units.sql").read_text("utf-8")


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0013_saved_views"),
    ]

    operations = [migrations.RunSQL(SQL, "DROP SCHEMA units CASCADE")]
