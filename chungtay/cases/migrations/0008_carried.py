from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("carried.sql").read_text("utf-8")
DROP = "DROP FUNCTION units.carry_cases; DROP FUNCTION units.weigh_cases"
RIGHTS = ("notices", "supervise", "cases")
OPENS = "access.opens(child_id, CASE harm WHEN 'sexual' THEN 'sexual_abuse' ELSE 'case' END)"
TAKEN = " OR ".join(f"access.within(unit_id, '{right}')" for right in RIGHTS)
# Of a child nobody knows yet: after a change of units whoever takes them for the new one.
FOLLOWED = " OR ".join(f"access.inherits(unit_id, '{right}')" for right in RIGHTS)


def notice(taken: str) -> str:
    return f"CASE WHEN child_id IS NULL THEN {taken} ELSE {OPENS} END"


def policies(read: str, changed: str, kept: str) -> str:
    return f"""
    ALTER POLICY web_reads ON cases_notice USING ({notice(read)});
    ALTER POLICY web_changes ON cases_notice
        USING ({notice(changed)}) WITH CHECK ({kept} OR {OPENS});
    ALTER POLICY web_reads ON cases_noticeevent USING ({notice(read)});
    """


OPEN = f"{TAKEN} OR passed_on_at IS NULL AND ({FOLLOWED})"


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_merged"), ("people", "0017_inherited")]

    operations = [
        migrations.RunSQL(SQL, DROP),
        migrations.RunSQL(
            policies(f"{TAKEN} OR {FOLLOWED}", OPEN, f"{TAKEN} OR {FOLLOWED}"),
            policies(TAKEN, TAKEN, TAKEN),
        ),
    ]
