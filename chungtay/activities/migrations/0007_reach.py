from django.db import migrations

from chungtay.lib.row_security import SIGNED_IN, count_within, in_scope, narrow, near, served

BY_UNIT = ("activity", "caremodel")
BY_ACTIVITY = ("attendance", "product")


def unit_of(table: str) -> str:
    """The unit of the row's activity, if the caller may see that one."""
    own = f"activities_{table}.activity_id"
    return f"(SELECT o.unit_id FROM activities_activity o WHERE o.id = {own})"  # noqa: S608


# About nobody known: where it was given. About a child: whoever serves it.
CHILDS = served("activities_counselling.child_id", on="activities_counselling.date")
BEFORE = f"(activities_counselling.child_id IS NULL AND {SIGNED_IN}) OR {CHILDS}"
COUNSELLING = (
    f"CASE WHEN activities_counselling.child_id IS NULL"
    f" THEN {in_scope('activities_counselling.unit_id')}"
    f" ELSE {CHILDS} END"
)


class Migration(migrations.Migration):
    dependencies = [("activities", "0006_undoable"), ("people", "0010_reach")]

    operations = [
        *(
            narrow(
                f"activities_{table}",
                near(f"activities_{table}.unit_id"),
                f"access.within(activities_{table}.unit_id, 'work')",
            )
            for table in BY_UNIT
        ),
        *(
            narrow(
                f"activities_{table}",
                f"{unit_of(table)} IS NOT NULL",
                f"access.within({unit_of(table)}, 'work')",
            )
            for table in BY_ACTIVITY
        ),
        narrow("activities_counselling", COUNSELLING, COUNSELLING, BEFORE),
        *(count_within(f"activities_{table}") for table in (*BY_UNIT, "counselling")),
    ]
