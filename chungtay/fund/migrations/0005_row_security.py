from django.db import migrations

from chungtay.lib.row_security import SIGNED_IN, add_only, in_scope, protect, served


class Migration(migrations.Migration):
    dependencies = [("fund", "0004_history"), ("support", "0004_row_security")]

    operations = [
        *(
            protect(table, SIGNED_IN)
            for table in ("fund_fund", "fund_donor", "fund_donation", "fund_spending")
        ),
        # A benefit shows its child through the support it ties, and only to who sees that.
        protect("fund_benefit", SIGNED_IN),
        protect(
            "fund_sponsorship",
            served("fund_sponsorship.child_id", during="fund_sponsorship.period")
            + " OR "
            + in_scope("fund_sponsorship.unit_id"),
        ),
        add_only("fund_sponsorshipevent", served("fund_sponsorshipevent.child_id", during="fund_sponsorshipevent.period")),
    ]
