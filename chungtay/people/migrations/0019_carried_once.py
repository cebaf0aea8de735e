from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent
BEFORE = (HERE / "units.sql").read_text("utf-8")
BEFORE = BEFORE[BEFORE.index("CREATE FUNCTION units.carry(") : BEFORE.index("REVOKE EXECUTE ON ALL")]
DROP = "DROP FUNCTION units.carry_people; " + BEFORE.replace("CREATE", "CREATE OR REPLACE", 1)


class Migration(migrations.Migration):
    dependencies = [("people", "0018_changes_arranged")]

    operations = [migrations.RunSQL((HERE / "carried.sql").read_text("utf-8"), DROP)]
