import django.contrib.postgres.fields
import django.db.models.deletion
from pathlib import Path
from django.conf import settings
from django.db import migrations, models

from chungtay.lib.row_security import protect, served
from chungtay.lib.undoable import undoable

SQL = Path(__file__).with_name("merging.sql").read_text("utf-8")
PAIR = f"({served('children_sameperson.first_id')}) AND ({served('children_sameperson.second_id')})"
# Of a pair that was merged, the record that was kept says whose it is.
SEEN = (
    f"CASE state WHEN 'merged' THEN {served('children_sameperson.kept_id')} ELSE {PAIR} END"
)


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0009_conditions'),
        ('people', '0011_survey_deeds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SamePerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.FloatField(verbose_name='độ giống')),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None, verbose_name='căn cứ')),
                ('found_on', models.DateField(verbose_name='ngày tìm thấy')),
                ('state', models.CharField(choices=[('open', 'chờ xem'), ('later', 'để sau'), ('not_same', 'không phải một trẻ'), ('merged', 'đã gộp')], default='open', max_length=8, verbose_name='tình trạng')),
                ('kept_id', models.UUIDField(blank=True, null=True, verbose_name='hồ sơ được giữ')),
                ('at', models.DateTimeField(blank=True, null=True, verbose_name='xem lúc')),
            ],
            options={
                'verbose_name': 'cặp hồ sơ nghi trùng',
                'verbose_name_plural': 'cặp hồ sơ nghi trùng',
            },
        ),
        migrations.AddField(
            model_name='sameperson',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xem'),
        ),
        migrations.AddField(
            model_name='sameperson',
            name='deed',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.deed'),
        ),
        migrations.AddField(
            model_name='sameperson',
            name='first',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='children.child'),
        ),
        migrations.AddField(
            model_name='sameperson',
            name='second',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='children.child'),
        ),
        migrations.AddIndex(
            model_name='sameperson',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['-weight', 'id'], name='same_person_open'),
        ),
        migrations.AddConstraint(
            model_name='sameperson',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='same_person_once'),
        ),
        migrations.AddConstraint(
            model_name='sameperson',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='same_person_in_order'),
        ),
        migrations.AddConstraint(
            model_name='sameperson',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open']), models.Q(('at__isnull', False), ('by__isnull', False)), _connector='OR'), name='same_person_judged_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='sameperson',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'merged'), ('kept_id__isnull', False)), models.Q(models.Q(('state', 'merged'), _negated=True), ('kept_id__isnull', True)), _connector='OR'), name='same_person_merged_into_one'),
        ),
        protect("children_sameperson", SEEN),
        undoable("children_sameperson", "children_adoption"),
        migrations.RunSQL(SQL, "DROP SCHEMA merging CASCADE"),
    ]
