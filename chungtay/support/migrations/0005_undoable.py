from django.db import migrations

from chungtay.lib.undoable import undoable


class Migration(migrations.Migration):
    dependencies = [("support", "0004_row_security"), ("people", "0008_deeds")]

    operations = [
        undoable(
            "support_grant",
            "support_giftdrive",
            "support_support",
        )
    ]
