from django.db import migrations

from chungtay.lib.row_security import count_within, narrow, near

# A child that moved here keeps the gift of the drive it was in elsewhere.
GIVEN = "(SELECT 1 FROM support_support t WHERE t.drive_id = support_giftdrive.id LIMIT 1)"
SEEN = f"{near('support_giftdrive.unit_id')} OR {GIVEN} IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("support", "0005_undoable"), ("people", "0010_reach")]

    operations = [
        narrow("support_giftdrive", SEEN, "access.within(unit_id, 'work')"),
        count_within("support_giftdrive"),
    ]
