from django.db import migrations

from chungtay.lib.row_security import merged_too


class Migration(migrations.Migration):
    dependencies = [("health", "0005_reach"), ("children", "0012_one_record")]

    operations = [merged_too("health_insurancecardevent")]
