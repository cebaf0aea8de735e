from django.db import migrations

from chungtay.lib.undoable import undoable


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_row_security"), ("people", "0008_deeds")]

    operations = [
        undoable(
            "plans_assessment",
            "plans_plan",
            "plans_target",
            "plans_task",
            "plans_document",
        )
    ]
