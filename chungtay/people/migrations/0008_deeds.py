from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chungtay.lib.undoable import undoable

SQL = Path(__file__).with_name("deeds.sql").read_text("utf-8")
POLICIES = """
ALTER TABLE people_deed ENABLE ROW LEVEL SECURITY;
CREATE POLICY web_reads ON people_deed FOR SELECT TO chungtay_web USING (
    by_id = (SELECT access.person()) OR access.within(unit_id, 'children')
);
CREATE POLICY web_adds ON people_deed FOR INSERT TO chungtay_web WITH CHECK (
    by_id = (SELECT access.person()) AND undone_at IS NULL
);
ALTER TABLE people_deedrow ENABLE ROW LEVEL SECURITY;
"""
NO_POLICIES = """
DROP POLICY web_reads ON people_deed; DROP POLICY web_adds ON people_deed;
ALTER TABLE people_deed DISABLE ROW LEVEL SECURITY;
ALTER TABLE people_deedrow DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_handover'),
        ('places', '0003_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Deed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('born', 'sinh'), ('moved_in', 'chuyển đến'), ('moved_out', 'chuyển đi'), ('household_split', 'tách hộ'), ('household_joined', 'nhập hộ'), ('died', 'chết'), ('turned_16', 'đủ 16 tuổi'), ('found', 'tìm thấy lại'), ('lost', 'không rõ nơi ở'), ('circumstance', 'ghi hoàn cảnh'), ('circumstance_ended', 'kết thúc hoàn cảnh'), ('corrected', 'sửa thông tin'), ('merge', 'gộp hồ sơ trùng'), ('import', 'nhập từ tệp'), ('units', 'thay đổi đơn vị')], max_length=20, verbose_name='việc')),
                ('day', models.DateField(verbose_name='ngày')),
                ('child_id', models.UUIDField(blank=True, null=True, verbose_name='mã trẻ')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='hoàn tác được đến')),
                ('permission', models.CharField(default='enrol', max_length=12, verbose_name='ai hoàn tác được')),
                ('details', models.JSONField(default=dict, verbose_name='chi tiết')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='hoàn tác lúc')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hoàn tác')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'việc trong sổ',
                'verbose_name_plural': 'việc trong sổ',
            },
        ),
        migrations.CreateModel(
            name='DeedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.BigIntegerField()),
                ('table', models.CharField(max_length=63)),
                ('key', models.CharField(max_length=64)),
                ('old', models.JSONField(null=True)),
                ('new', models.JSONField(null=True)),
                ('deed', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='people.deed')),
            ],
            options={
                'verbose_name': 'dòng của việc trong sổ',
                'verbose_name_plural': 'dòng của việc trong sổ',
            },
        ),
        migrations.AddIndex(
            model_name='deed',
            index=models.Index(fields=['unit', '-day'], name='deed_unit_day'),
        ),
        migrations.AddIndex(
            model_name='deed',
            index=models.Index(condition=models.Q(('child_id__isnull', False)), fields=['child_id', '-at'], name='deed_child'),
        ),
        migrations.AddConstraint(
            model_name='deed',
            constraint=models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('undone_by__isnull', False), _connector='OR'), name='deed_undone_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='deedrow',
            index=models.Index(fields=['deed', 'step'], name='deedrow_step'),
        ),
        migrations.RunSQL(SQL, "DROP SCHEMA deeds CASCADE"),
        migrations.RunSQL(POLICIES, NO_POLICIES),
        undoable("places_unit", "places_change", "people_post", "people_board"),
    ]
