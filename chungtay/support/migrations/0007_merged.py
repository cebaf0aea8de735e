from django.db import migrations

from chungtay.lib.row_security import merged_too


class Migration(migrations.Migration):
    dependencies = [("support", "0006_reach"), ("children", "0012_one_record")]

    operations = [merged_too("support_grantevent"), merged_too("support_supportevent")]
