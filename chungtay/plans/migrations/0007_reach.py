from django.db import migrations

from chungtay.lib.row_security import count_within, narrow, near

BY_UNIT = ("plan", "task", "document", "assessment")
# Rows of another: where they stand is where it stands.
BY_ANOTHER = {"planpart": "plan", "target": "plan", "score": "assessment"}


def unit_of(table: str, other: str) -> str:
    """The unit of the row that this one belongs to, if the caller may see that one."""
    return f"(SELECT o.unit_id FROM plans_{other} o WHERE o.id = plans_{table}.{other}_id)"  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_undoable"), ("people", "0010_reach")]

    operations = [
        *(
            narrow(
                f"plans_{table}",
                near(f"plans_{table}.unit_id"),
                f"access.within(plans_{table}.unit_id, 'work')",
            )
            for table in BY_UNIT
        ),
        *(
            narrow(
                f"plans_{table}",
                f"{unit_of(table, other)} IS NOT NULL",
                f"access.within({unit_of(table, other)}, 'work')",
            )
            for table, other in BY_ANOTHER.items()
        ),
        *(count_within(f"plans_{table}") for table in BY_UNIT),
    ]
