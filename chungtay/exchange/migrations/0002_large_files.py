from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent
SQL = (HERE / "large_files.sql").read_text("utf-8")
BEFORE = (HERE / "match.sql").read_text("utf-8").replace("CREATE F", "CREATE OR REPLACE F", 1)
BACK = """
DROP FUNCTION access.homes_of;
ALTER TABLE exchange_upload ALTER data SET STORAGE EXTENDED, ALTER texts SET STORAGE EXTENDED,
    ALTER rows SET STORAGE EXTENDED, ALTER faults SET STORAGE EXTENDED;
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [migrations.RunSQL(SQL, BEFORE + BACK)]
