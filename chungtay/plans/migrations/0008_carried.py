from pathlib import Path

from django.db import migrations, models

from chungtay.lib.undoable import undoable

SQL = Path(__file__).with_name("carried.sql").read_text("utf-8")

DOCUMENT = "(SELECT d.unit_id FROM plans_document d WHERE d.id = document_id)"
READ = f"access.within({DOCUMENT}, 'records')"
FILES = "ALTER POLICY web_reads ON plans_attachment USING ({})"


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_reach"), ("people", "0017_inherited")]

    operations = [
        migrations.AlterField(
            "task",
            "status",
            models.CharField(
                "tình trạng",
                max_length=9,
                choices=[
                    ("given", "đã giao"),
                    ("under_way", "đang thực hiện"),
                    ("done", "đã xong"),
                    ("dropped", "thôi giao"),
                    ("handed_on", "đã chuyển đơn vị mới"),
                ],
                default="given",
            ),
        ),
        undoable("plans_planpart"),
        # A document of a unit that became another is read with its files.
        migrations.RunSQL(
            FILES.format(f"{READ} OR access.inherits({DOCUMENT}, 'records')"), FILES.format(READ)
        ),
        migrations.RunSQL(SQL, "DROP FUNCTION units.carry_plans; DROP FUNCTION units.weigh_plans"),
    ]
