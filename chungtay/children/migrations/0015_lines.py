"""Lines of the trail that are about no child are read by whoever wrote them, by the posts near
their unit, and by those whose child's name they showed; before, by anybody signed in."""

from importlib import import_module
from pathlib import Path

from django.db import migrations

from chungtay.lib.row_security import near, served

SQL = Path(__file__).with_name("lines.sql").read_text("utf-8")
DROP = """
DROP FUNCTION access.lines_about; DROP FUNCTION access.showed; DROP FUNCTION access.told_of;
DROP FUNCTION access.account;
"""
WAS = import_module("chungtay.children.migrations.0007_adoption")
SEEN = (
    "(child_id IS NULL AND (by = (SELECT access.account()) OR"
    f" ({near('people_auditevent.unit_id')}) OR access.showed(shown)))"
    f" OR {served('people_auditevent.child_id')}"
    f" OR cardinality((SELECT access.roots('audit'))) > 0{WAS.WITHIN}"
)


class Migration(migrations.Migration):
    dependencies = [("children", "0014_alike")]

    operations = [
        migrations.RunSQL(SQL, DROP),
        migrations.RunSQL(
            f"ALTER POLICY web_reads ON people_auditevent USING ({SEEN})",
            f"ALTER POLICY web_reads ON people_auditevent USING ({WAS.LINES}{WAS.WITHIN})",
        ),
    ]
