from pathlib import Path

from django.db import migrations, models

from chungtay.lib.row_security import count_within, narrow, near

SQL = Path(__file__).with_name("reach.sql").read_text("utf-8")
DROP = """
DROP FUNCTION access.posted; DROP VIEW access.near; DROP FUNCTION access.anywhere;
DROP FUNCTION access.above; DROP FUNCTION access.posts;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0009_jobs")]

    operations = [
        migrations.AddIndex("auditevent", models.Index(fields=["-at", "-id"], name="audit_newest")),
        migrations.RunSQL(SQL, DROP),
        # Its chair opens what is sealed: only those who work for the unit write a board.
        narrow("people_board", near("people_board.unit_id"), "access.within(unit_id, 'work')"),
        count_within("people_board"),
        count_within("people_post"),
    ]
