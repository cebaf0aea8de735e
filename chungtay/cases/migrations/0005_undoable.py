from django.db import migrations

from chungtay.lib.undoable import undoable


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_row_security"), ("people", "0008_deeds")]

    operations = [
        undoable(
            "cases_notice",
            "cases_case",
        )
    ]
