from django.db import migrations

from chungtay.lib.undoable import undoable


class Migration(migrations.Migration):
    dependencies = [("health", "0003_row_security"), ("people", "0008_deeds")]

    operations = [
        undoable(
            "health_insurancecard",
            "health_measurement",
            "health_vaccination",
            "health_vitamina",
            "health_examination",
            "health_injury",
        )
    ]
