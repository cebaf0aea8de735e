from django.db import migrations

from chungtay.lib.row_security import add_only, count_within, in_scope, near, protect, served
from chungtay.lib.undoable import undoable

AREA = "(SELECT a.unit_id FROM survey_area a WHERE a.id = {}.area_id)"


def of_area(table: str) -> str:
    """Rows of a hamlet whose children the caller reads: the area itself stands under its policy."""
    return f"{AREA.format(table)} IS NOT NULL"


def writes(table: str) -> str:
    return f"access.within({AREA.format(table)}, 'enrol')"


def visited(table: str) -> str:
    """A visit stays with the hamlet, and goes with a child that came to live elsewhere."""
    return f"({served(f'{table}.child_id', on=f'{table}.on')}) OR {of_area(table)}"



class Migration(migrations.Migration):
    dependencies = [("survey", "0001_initial"), ("people", "0011_survey_deeds")]

    operations = [
        protect(
            "survey_round",
            near("survey_round.unit_id"),
            changed="access.within(survey_round.unit_id, 'work')",
            kept="access.within(survey_round.unit_id, 'work')",
        ),
        count_within("survey_round"),
        add_only("survey_roundevent", near("survey_roundevent.unit_id")),
        protect(
            "survey_area",
            in_scope("survey_area.unit_id"),
            kept="access.within(survey_area.unit_id, 'enrol')",
            changed="access.within(survey_area.unit_id, 'enrol')",
        ),
        count_within("survey_area"),
        add_only("survey_areaevent", in_scope("survey_areaevent.unit_id")),
        protect(
            "survey_visit",
            visited("survey_visit"),
            kept=writes("survey_visit"),
            changed=writes("survey_visit"),
        ),
        add_only("survey_visitevent", visited("survey_visitevent")),
        # Whoever draws a sample answers for the unit: a collaborator does not see it.
        protect(
            "survey_sample",
            "access.within(survey_sample.unit_id, 'work')",
        ),
        add_only("survey_sampleevent", "access.within(survey_sampleevent.unit_id, 'work')"),
        protect(
            "survey_recheck",
            visited("survey_recheck"),
            kept=f"access.within({AREA.format('survey_recheck')}, 'work')",
            changed=f"access.within({AREA.format('survey_recheck')}, 'work')",
        ),
        add_only("survey_recheckevent", visited("survey_recheckevent")),
        undoable("survey_visit"),
    ]
