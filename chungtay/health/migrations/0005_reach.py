from django.db import migrations

from chungtay.lib.row_security import count_within


class Migration(migrations.Migration):
    dependencies = [("health", "0004_undoable"), ("people", "0010_reach")]

    operations = [count_within("health_injury")]
