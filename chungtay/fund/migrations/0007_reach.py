from pathlib import Path

from django.db import migrations

from chungtay.lib.row_security import SIGNED_IN, count_within, narrow, near

SQL = Path(__file__).with_name("donors.sql").read_text("utf-8")
BOOKS = {"fund_fund": "unit_id", "fund_donation": "fund_id", "fund_spending": "fund_id"}
UNIT = "(SELECT s.fund_id FROM fund_spending s WHERE s.id = fund_benefit.spending_id)"
KEEPS_BOOKS = (
    "(SELECT access.everywhere('accounting'))"
    " OR cardinality((SELECT access.roots('accounting'))) > 0"
)


class Migration(migrations.Migration):
    dependencies = [
        ("fund", "0006_undoable"),
        ("people", "0010_reach"),
        ("children", "0005_row_security"),
    ]

    operations = [
        *(
            narrow(table, near(f"{table}.{unit}"), f"access.within({table}.{unit}, 'accounting')")
            for table, unit in BOOKS.items()
        ),
        # A benefit shows its child through the support it ties, and only to who sees that.
        narrow("fund_benefit", f"{UNIT} IS NOT NULL", f"access.within({UNIT}, 'accounting')"),
        migrations.RunSQL(SQL, "DROP FUNCTION access.donor_near"),
        narrow("fund_donor", "access.donor_near(fund_donor.id)", KEEPS_BOOKS),
        # Counting sees no donation of elsewhere: its donor would look like one of nobody yet.
        migrations.RunSQL(
            "ALTER POLICY figures ON fund_donor USING (access.donor_near(fund_donor.id))",
            f"ALTER POLICY figures ON fund_donor USING ({SIGNED_IN})",
        ),
        *(count_within(table, unit) for table, unit in BOOKS.items()),
        count_within("fund_sponsorship"),
    ]
