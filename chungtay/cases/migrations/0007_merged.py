from django.db import migrations

from chungtay.lib.row_security import merged_too

COMPARTMENT = "CASE harm WHEN 'sexual' THEN 'sexual_abuse' ELSE 'case' END"
OPENS = f"access.opens({{child}}, {COMPARTMENT})"


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_sealed_pages"), ("children", "0012_one_record")]

    operations = [
        merged_too("cases_caseevent", opens=OPENS),
        merged_too("cases_noticeevent", opens=OPENS),
    ]
