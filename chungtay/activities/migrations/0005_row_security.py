from django.db import migrations

from chungtay.lib.row_security import SIGNED_IN, protect, served


class Migration(migrations.Migration):
    dependencies = [("activities", "0004_search"), ("children", "0005_row_security")]

    operations = [
        protect("activities_activity", SIGNED_IN),
        protect("activities_attendance", SIGNED_IN),
        protect("activities_product", SIGNED_IN),
        protect("activities_caremodel", SIGNED_IN),
        protect(
            "activities_counselling",
            f"(activities_counselling.child_id IS NULL AND {SIGNED_IN}) OR "
            + served("activities_counselling.child_id", on="activities_counselling.date"),
        ),
    ]
