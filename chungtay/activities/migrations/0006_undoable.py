from django.db import migrations

from chungtay.lib.undoable import undoable


class Migration(migrations.Migration):
    dependencies = [("activities", "0005_row_security"), ("people", "0008_deeds")]

    operations = [
        undoable(
            "activities_activity",
            "activities_attendance",
            "activities_caremodel",
            "activities_counselling",
        )
    ]
