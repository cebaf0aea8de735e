from django.db import migrations

from chungtay.lib.row_security import merged_too


class Migration(migrations.Migration):
    dependencies = [("fund", "0007_reach"), ("children", "0012_one_record")]

    operations = [merged_too("fund_sponsorshipevent")]
