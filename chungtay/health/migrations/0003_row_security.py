from django.db import migrations

from chungtay.lib.row_security import add_only, in_scope, protect, served

DATED = [
    "health_measurement",
    "health_vaccination",
    "health_vitamina",
    "health_examination",
    "health_insurancecard",
]


class Migration(migrations.Migration):
    dependencies = [("health", "0002_history"), ("children", "0005_row_security")]

    operations = [
        *(protect(table, served(f"{table}.child_id", on=f"{table}.date")) for table in DATED),
        protect(
            "health_injury",
            served("health_injury.child_id", on="health_injury.date")
            + " OR "
            + in_scope("health_injury.unit_id"),
        ),
        add_only("health_insurancecardevent", served("health_insurancecardevent.child_id", on="health_insurancecardevent.date")),
    ]
