from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0015_forget_deeds"),
    ]

    operations = [
        # Its plan is made at a session's first statement and kept: made for three rows, it compared
        # each of a later statement's old rows with each new one.
        migrations.RunSQL(
            "ALTER FUNCTION deeds.changed() SET enable_nestloop TO off",
            "ALTER FUNCTION deeds.changed() RESET enable_nestloop",
        ),
    ]
