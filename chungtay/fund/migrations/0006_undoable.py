from django.db import migrations

from chungtay.lib.undoable import undoable


class Migration(migrations.Migration):
    dependencies = [("fund", "0005_row_security"), ("people", "0008_deeds")]

    operations = [
        undoable(
            "fund_fund",
            "fund_donation",
            "fund_spending",
            "fund_benefit",
            "fund_sponsorship",
        )
    ]
