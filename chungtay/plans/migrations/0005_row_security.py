from django.db import migrations

from chungtay.lib.row_security import SIGNED_IN, protect

TABLES = ["plan", "planpart", "target", "task", "document", "assessment", "score"]


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_attachment"), ("people", "0005_access")]

    operations = [protect(f"plans_{table}", SIGNED_IN) for table in TABLES]
