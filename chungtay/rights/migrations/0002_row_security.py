from django.db import migrations

from chungtay.lib.row_security import protect

REQUEST = "rights_datarequest"


def within(table: str, permission: str = "rights") -> str:
    return f"access.within({table}.unit_id, '{permission}')"


def of_child(table: str) -> str:
    """What is written is about a child whom the caller sees: the child's own policy is asked."""
    child = f"(SELECT 1 FROM children_child c WHERE c.id = {table}.child_id LIMIT 1) IS NOT NULL"
    return f"{within(table)} AND {child}"


# Who manages cases is told that a suspect has asked; only those of `rights` write.
TOLD = f"{within(REQUEST)} OR {REQUEST}.suspect = 'yes' AND {within(REQUEST, 'cases')}"


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial"), ("children", "0005_row_security")]

    operations = [
        protect("rights_consent", within("rights_consent"), of_child("rights_consent")),
        protect(REQUEST, TOLD, of_child(REQUEST), within(REQUEST)),
        protect("rights_incident", within("rights_incident")),
        protect("rights_review", within("rights_review")),
    ]
