from pathlib import Path

from django.db import migrations, models

from chungtay.lib.row_security import SIGNED_IN, protect
from chungtay.people.roles import Role

SQL = Path(__file__).with_name("access.sql").read_text("utf-8")

GIVES = "access.within(unit_id, 'posts')"


class Migration(migrations.Migration):
    dependencies = [("people", "0004_trail"), ("places", "0003_search")]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(choices=Role.choices, max_length=24, verbose_name="vai trò"),
        ),
        migrations.RunSQL(SQL, "DROP SCHEMA access CASCADE; ALTER TABLE places_unit DISABLE ROW LEVEL SECURITY"),
        protect("people_post", SIGNED_IN, GIVES, GIVES),
        protect("people_board", SIGNED_IN),
    ]
