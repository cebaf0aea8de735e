from pathlib import Path

from django.db import migrations, models

from chungtay.lib.row_security import SIGNED_IN, add_only, in_scope, protect, served

SQL = Path(__file__).with_name("row_security.sql").read_text("utf-8")
DROP = """
DROP FUNCTION access.children_named; DROP FUNCTION access.named;
DROP FUNCTION access.search; DROP FUNCTION access.count_children; DROP FUNCTION access.find_children;
DROP FUNCTION access.child_name; DROP VIEW access.housed; DROP VIEW access.lived;
"""
MAY_ENROL = "(SELECT access.everywhere('enrol')) OR cardinality((SELECT access.roots('enrol'))) > 0"

HOMELESS = (
    "(SELECT 1 FROM access.housed h WHERE h.child_id = children_child.id LIMIT 1) IS NULL"
)

EPISODE = served("children_circumstance.child_id", during="children_circumstance.period")
COMPARTMENT = "(SELECT g.compartment FROM children_group g WHERE g.code = children_circumstance.group_id)"
OPEN = (
    f"CASE {COMPARTMENT} WHEN '' THEN true"
    f" ELSE access.opens(children_circumstance.child_id, {COMPARTMENT}) END"
)


class Migration(migrations.Migration):
    dependencies = [("children", "0004_sealed"), ("people", "0005_access")]

    operations = [
        migrations.RemoveIndex("residence", "residence_child"),
        migrations.AddIndex(
            "residence",
            # With unit and period in it, a policy reads no row of the table.
            models.Index(fields=["child"], include=["unit", "period"], name="residence_home"),
        ),
        migrations.RunSQL(SQL, DROP),
        # A new child has no home yet: its first home decides whose it is.
        protect(
            "children_child",
            f"{served('children_child.id')} OR ({MAY_ENROL}) AND {HOMELESS}",
            MAY_ENROL,
        ),
        protect(
            "children_residence",
            f"{served('children_residence.child_id')} OR {in_scope('children_residence.unit_id')}",
            in_scope("children_residence.unit_id"),
        ),
        protect("children_household", in_scope("children_household.unit_id")),
        protect(
            "children_poverty",
            "(SELECT 1 FROM children_household o WHERE o.id = children_poverty.household_id"
            " LIMIT 1) IS NOT NULL",
        ),
        protect(
            "children_guardian",
            served("children_guardian.child_id", during="children_guardian.period"),
        ),
        # A sealed group is written by whoever finds it, and read by those named on it.
        protect("children_circumstance", f"({EPISODE}) AND {OPEN}", EPISODE),
        protect(
            "children_alert",
            "access.within(unit_id, 'supervise') OR by_id = (SELECT access.person())",
            changed="access.within(unit_id, 'supervise')",
        ),
        add_only("children_childevent", served("children_childevent.pgh_obj_id")),
        add_only("children_householdevent", in_scope("children_householdevent.unit_id")),
        add_only(
            "children_povertyevent",
            "(SELECT 1 FROM children_household o WHERE o.id = children_povertyevent.household_id LIMIT 1) IS NOT NULL",
        ),
        add_only("children_residenceevent", served("children_residenceevent.child_id")),
        add_only("children_guardianevent", served("children_guardianevent.child_id", during="children_guardianevent.period")),
        add_only(
            "children_circumstanceevent",
            f"({served('children_circumstanceevent.child_id', during='children_circumstanceevent.period')}) AND "
            + OPEN.replace("children_circumstance", "children_circumstanceevent"),
        ),
        add_only(
            "people_auditevent",
            f"(child_id IS NULL AND {SIGNED_IN}) OR {served('people_auditevent.child_id')}"
            " OR cardinality((SELECT access.roots('audit'))) > 0",
        ),
    ]
