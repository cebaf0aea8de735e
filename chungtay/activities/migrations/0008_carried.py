from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("carried.sql").read_text("utf-8")
DROP = "DROP FUNCTION units.carry_activities; DROP FUNCTION units.weigh_activities"
MINE = "access.within(activities_activity.unit_id, 'work')"
FOLLOWED = "access.inherits(activities_activity.unit_id, 'work')"
WRITTEN_UP = f"""
ALTER POLICY web_changes ON activities_activity
    USING ({MINE} OR status = 'planned' AND {FOLLOWED}) WITH CHECK ({MINE} OR {FOLLOWED})
"""
OWN = f"ALTER POLICY web_changes ON activities_activity USING ({MINE}) WITH CHECK ({MINE})"


class Migration(migrations.Migration):
    dependencies = [("activities", "0007_reach"), ("people", "0017_inherited")]

    operations = [migrations.RunSQL(SQL, DROP), migrations.RunSQL(WRITTEN_UP, OWN)]
