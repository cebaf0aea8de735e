from pathlib import Path

from django.db import migrations, models
from django.db.models import Case, F, Q, When

from chungtay.lib.row_security import SERVED, merged_too

SQL = Path(__file__).with_name("one_record.sql").read_text("utf-8")
DROP = """
DROP FUNCTION access.made_of; DROP FUNCTION access.kept; DROP VIEW access.merged;
"""
COMPARTMENT = (
    "(SELECT g.compartment FROM children_group g WHERE g.code = children_circumstanceevent.group_id)"
)
OPEN = (
    f"({SERVED.format(child='{child}', when='true')}) AND"
    f" CASE {COMPARTMENT} WHEN '' THEN true ELSE access.opens({{child}}, {COMPARTMENT}) END"
)
KEPT = "access.kept(people_auditevent.child_id)"
AUDITED = f"cardinality((SELECT access.roots('audit'))) > 0 AND access.audits({KEPT})"


class Migration(migrations.Migration):
    dependencies = [("children", "0011_search"), ("people", "0016_deeds_joined")]

    operations = [
        migrations.AddIndex(
            "sameperson",
            models.Index(
                Case(When(kept_id=F("first_id"), then="second_id"), default="first_id"),
                condition=Q(("state", "merged")),
                name="same_person_gone",
            ),
        ),
        migrations.AddIndex(
            "sameperson",
            models.Index(
                condition=Q(("state", "merged")), fields=["kept_id"], name="same_person_kept"
            ),
        ),
        migrations.RunSQL(SQL, DROP),
        merged_too("children_childevent", "pgh_obj_id"),
        merged_too("children_residenceevent"),
        merged_too("children_guardianevent"),
        merged_too("children_circumstanceevent", opens=OPEN),
        merged_too("children_adoptionevent", opens="access.opens({child}, 'adoption')"),
        merged_too("people_auditevent"),
        migrations.RunSQL(
            "CREATE POLICY merged_audited ON people_auditevent FOR SELECT TO chungtay_web"
            f" USING ({AUDITED})",
            "DROP POLICY merged_audited ON people_auditevent",
        ),
    ]
