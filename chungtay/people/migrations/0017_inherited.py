from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("inherited.sql").read_text("utf-8")
NEAR = Path(__file__).with_name("reach.sql").read_text("utf-8")
NEAR = NEAR[NEAR.index("CREATE VIEW access.near") : NEAR.index("GRANT SELECT ON access.near")]
DROP = f"""
{NEAR.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")}
DROP FUNCTION units.follow; DROP FUNCTION units.check_carried; DROP FUNCTION units.lived;
DROP FUNCTION access.origins; DROP FUNCTION access.inherits; DROP FUNCTION access.before;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0016_deeds_joined")]

    operations = [migrations.RunSQL(SQL, DROP)]
