import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from chungtay.lib.row_security import add_only, protect, served
from chungtay.lib.undoable import undoable


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0008_movements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Disability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('movement', 'vận động'), ('hearing', 'nghe, nói'), ('sight', 'nhìn'), ('mental', 'thần kinh, tâm thần'), ('intellect', 'trí tuệ'), ('other', 'khác')], max_length=10, verbose_name='dạng khuyết tật')),
                ('degree', models.SmallIntegerField(choices=[(1, 'đặc biệt nặng'), (2, 'nặng'), (3, 'nhẹ')], verbose_name='mức độ')),
                ('number', models.CharField(blank=True, default='', max_length=40, verbose_name='số giấy xác nhận')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Từ ngày (tính vào), đến ngày (không tính)', verbose_name='thời gian')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disabilities', to='children.child', verbose_name='trẻ em')),
            ],
            options={
                'verbose_name': 'giấy xác nhận khuyết tật',
                'verbose_name_plural': 'giấy xác nhận khuyết tật',
            },
        ),
        migrations.CreateModel(
            name='DisabilityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('movement', 'vận động'), ('hearing', 'nghe, nói'), ('sight', 'nhìn'), ('mental', 'thần kinh, tâm thần'), ('intellect', 'trí tuệ'), ('other', 'khác')], max_length=10, verbose_name='dạng khuyết tật')),
                ('degree', models.SmallIntegerField(choices=[(1, 'đặc biệt nặng'), (2, 'nặng'), (3, 'nhẹ')], verbose_name='mức độ')),
                ('number', models.CharField(blank=True, default='', max_length=40, verbose_name='số giấy xác nhận')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Từ ngày (tính vào), đến ngày (không tính)', verbose_name='thời gian')),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='children.child', verbose_name='trẻ em')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='children.disability')),
            ],
            options={
                'verbose_name': 'giấy xác nhận khuyết tật: lần sửa',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Illness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('grave', 'bệnh hiểm nghèo'), ('long', 'bệnh phải điều trị dài ngày')], max_length=5, verbose_name='loại bệnh')),
                ('name', models.CharField(max_length=120, verbose_name='tên bệnh')),
                ('evidence', models.CharField(blank=True, default='', max_length=200, verbose_name='căn cứ')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Từ ngày (tính vào), đến ngày (không tính)', verbose_name='thời gian')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='illnesses', to='children.child', verbose_name='trẻ em')),
            ],
            options={
                'verbose_name': 'bệnh của trẻ',
                'verbose_name_plural': 'bệnh của trẻ',
            },
        ),
        migrations.CreateModel(
            name='IllnessEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('grave', 'bệnh hiểm nghèo'), ('long', 'bệnh phải điều trị dài ngày')], max_length=5, verbose_name='loại bệnh')),
                ('name', models.CharField(max_length=120, verbose_name='tên bệnh')),
                ('evidence', models.CharField(blank=True, default='', max_length=200, verbose_name='căn cứ')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Từ ngày (tính vào), đến ngày (không tính)', verbose_name='thời gian')),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='children.child', verbose_name='trẻ em')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='children.illness')),
            ],
            options={
                'verbose_name': 'bệnh của trẻ: lần sửa',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Declined',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.SmallIntegerField(default=0, verbose_name='trường hợp')),
                ('ends', models.BooleanField(default=False, verbose_name='đề xuất kết thúc')),
                ('reason', models.CharField(max_length=200, verbose_name='lý do')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='declined', to='children.child')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='children.group', verbose_name='nhóm')),
            ],
            options={
                'verbose_name': 'đề xuất không nhận',
                'verbose_name_plural': 'đề xuất không nhận',
                'constraints': [models.UniqueConstraint(fields=('child', 'group', 'case', 'ends'), name='declined_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='disability',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), ('kind', '='), ('period', '&&')], name='one_disability_of_a_kind_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='disability',
            constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__startswith__isnull', False)), name='disability_period_real'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disability',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "children_disabilityevent" ("child_id", "degree", "id", "kind", "number", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."child_id", OLD."degree", OLD."id", OLD."kind", OLD."number", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id"); RETURN NULL;', hash='e08dfeedc795449dda4bd402c49b08654fd7e586', operation='UPDATE', pgid='pgtrigger_update_update_15255', table='children_disability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disability',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "children_disabilityevent" ("child_id", "degree", "id", "kind", "number", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."child_id", OLD."degree", OLD."id", OLD."kind", OLD."number", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='e85786018fb81b905c1e6c1ba16205f4a09191a8', operation='DELETE', pgid='pgtrigger_delete_delete_12d8f', table='children_disability', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disabilityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ebb5d6bad92d393f14b408e8ddc3a2181703d70', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f1db3', table='children_disabilityevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='illness',
            constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__startswith__isnull', False)), name='illness_period_real'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='illness',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "children_illnessevent" ("child_id", "evidence", "id", "kind", "name", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."child_id", OLD."evidence", OLD."id", OLD."kind", OLD."name", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id"); RETURN NULL;', hash='1b355d06e531db1ab86225a2e0f4e2627636aa01', operation='UPDATE', pgid='pgtrigger_update_update_09ad5', table='children_illness', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='illness',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "children_illnessevent" ("child_id", "evidence", "id", "kind", "name", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."child_id", OLD."evidence", OLD."id", OLD."kind", OLD."name", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='c4f4e480b9e2ca036063275c5ceab9da133a41dc', operation='DELETE', pgid='pgtrigger_delete_delete_6522a', table='children_illness', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='illnessevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3fcd4fcb4ca2531006b34421b70e8467d236f71a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_37d3d', table='children_illnessevent', when='BEFORE')),
        ),
        *(
            protect(f"children_{name}", served(f"children_{name}.child_id", during=f"children_{name}.period"))
            for name in ("disability", "illness")
        ),
        *(
            add_only(
                f"children_{name}event",
                served(f"children_{name}event.child_id", during=f"children_{name}event.period"),
            )
            for name in ("disability", "illness")
        ),
        protect("children_declined", served("children_declined.child_id")),
        undoable("children_disability", "children_illness", "children_declined"),
    ]
