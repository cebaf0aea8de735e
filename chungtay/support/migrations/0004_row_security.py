from django.db import migrations

from chungtay.lib.row_security import SIGNED_IN, add_only, protect, served


class Migration(migrations.Migration):
    dependencies = [("support", "0003_history"), ("children", "0005_row_security")]

    operations = [
        protect(
            "support_grant", served("support_grant.child_id", during="support_grant.period")
        ),
        protect(
            "support_support", served("support_support.child_id", on="support_support.date")
        ),
        protect("support_giftdrive", SIGNED_IN),
        add_only("support_grantevent", served("support_grantevent.child_id", during="support_grantevent.period")),
        add_only("support_supportevent", served("support_supportevent.child_id", on="support_supportevent.date")),
    ]
