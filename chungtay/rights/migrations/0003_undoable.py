from django.db import migrations

from chungtay.lib.undoable import undoable


class Migration(migrations.Migration):
    dependencies = [("rights", "0002_row_security"), ("people", "0008_deeds")]

    operations = [
        undoable(
            "rights_consent",
            "rights_datarequest",
        )
    ]
