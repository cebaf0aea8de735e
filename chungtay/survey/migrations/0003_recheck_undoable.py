from django.db import migrations

from chungtay.lib.undoable import undoable


class Migration(migrations.Migration):
    dependencies = [("survey", "0002_row_security"), ("people", "0008_deeds")]

    # A merge of two records moves what was checked again of either.
    operations = [undoable("survey_recheck")]
