from django.db import migrations

from chungtay.lib.row_security import add_only, protect

COMPARTMENT = "CASE harm WHEN 'sexual' THEN 'sexual_abuse' ELSE 'case' END"
OPENS = f"access.opens(child_id, {COMPARTMENT})"
# Of a child nobody knows yet: whoever takes notices, supervises or keeps cases there.
TAKEN = " OR ".join(
    f"access.within(unit_id, '{right}')" for right in ("notices", "supervise", "cases")
)
NOTICE = f"CASE WHEN child_id IS NULL THEN {TAKEN} ELSE {OPENS} END"

KEPT = "access.keeps(child_id, compartment)"
NAMED = f"person_id = (SELECT access.person()) OR {KEPT}"
# One who keeps the compartment; where nothing stands yet, oneself as the one who begins it; and
# oneself, by breaking the glass for a day at most.
MAY_NAME = (
    f"{KEPT} OR person_id = (SELECT access.person()) AND ("
    "access.may_begin(child_id, compartment) OR ("
    "ground = 'break_glass' AND by_id = person_id AND until <= now() + interval '24 hours'"
    " AND access.works_for(child_id)))"
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_sealed"), ("children", "0005_row_security")]

    operations = [
        protect("children_named", NAMED, MAY_NAME, KEPT),
        protect("cases_notice", NOTICE, f"{TAKEN} OR {OPENS}"),
        protect("cases_case", OPENS, f"access.within(unit_id, 'cases') OR {OPENS}"),
        add_only("cases_noticeevent", NOTICE),
        add_only("cases_caseevent", OPENS),
    ]
