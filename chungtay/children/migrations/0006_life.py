import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from chungtay.lib.row_security import add_only, protect, served
from chungtay.lib.undoable import undoable

OF_GUARDIAN = "(SELECT 1 FROM children_guardian g WHERE g.id = {}.guardian_id LIMIT 1) IS NOT NULL"


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0005_row_security'),
        ('people', '0008_deeds'),
    ]

    operations = [
        migrations.CreateModel(
            name='GuardianState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('dead', 'đã chết'), ('abandoned', 'bỏ rơi trẻ'), ('unknown', 'không xác định được'), ('missing', 'mất tích'), ('facility', 'đang được nuôi dưỡng tại cơ sở trợ giúp xã hội'), ('prison', 'đang chấp hành án tù'), ('reform', 'ở cơ sở giáo dục bắt buộc'), ('rehab', 'đang cai nghiện bắt buộc'), ('incapable', 'không còn khả năng chăm sóc'), ('restricted', 'bị hạn chế quyền cha mẹ')], max_length=10, verbose_name='tình trạng')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Từ ngày (tính vào), đến ngày (không tính)', verbose_name='thời gian')),
                ('evidence', models.CharField(blank=True, max_length=200, verbose_name='căn cứ')),
            ],
            options={
                'verbose_name': 'tình trạng của người chăm sóc',
                'verbose_name_plural': 'tình trạng của người chăm sóc',
            },
        ),
        migrations.CreateModel(
            name='GuardianStateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('dead', 'đã chết'), ('abandoned', 'bỏ rơi trẻ'), ('unknown', 'không xác định được'), ('missing', 'mất tích'), ('facility', 'đang được nuôi dưỡng tại cơ sở trợ giúp xã hội'), ('prison', 'đang chấp hành án tù'), ('reform', 'ở cơ sở giáo dục bắt buộc'), ('rehab', 'đang cai nghiện bắt buộc'), ('incapable', 'không còn khả năng chăm sóc'), ('restricted', 'bị hạn chế quyền cha mẹ')], max_length=10, verbose_name='tình trạng')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Từ ngày (tính vào), đến ngày (không tính)', verbose_name='thời gian')),
                ('evidence', models.CharField(blank=True, max_length=200, verbose_name='căn cứ')),
            ],
            options={
                'verbose_name': 'tình trạng của người chăm sóc: lần sửa',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Schooling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('learning', 'đang học'), ('never', 'chưa đi học'), ('dropped', 'bỏ học'), ('finished', 'thôi học vì đã xong cấp học')], max_length=8, verbose_name='tình trạng học')),
                ('stage', models.CharField(blank=True, choices=[('nursery', 'nhà trẻ, mẫu giáo'), ('primary', 'tiểu học'), ('lower', 'trung học cơ sở'), ('upper', 'trung học phổ thông'), ('vocational', 'học nghề')], default='', max_length=10, verbose_name='cấp học')),
                ('grade', models.CharField(blank=True, default='', max_length=12, verbose_name='lớp')),
                ('school', models.CharField(blank=True, default='', max_length=120, verbose_name='trường')),
                ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='lý do bỏ học')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Từ ngày (tính vào), đến ngày (không tính)', verbose_name='thời gian')),
            ],
            options={
                'verbose_name': 'việc học',
                'verbose_name_plural': 'việc học',
            },
        ),
        migrations.CreateModel(
            name='SchoolingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('learning', 'đang học'), ('never', 'chưa đi học'), ('dropped', 'bỏ học'), ('finished', 'thôi học vì đã xong cấp học')], max_length=8, verbose_name='tình trạng học')),
                ('stage', models.CharField(blank=True, choices=[('nursery', 'nhà trẻ, mẫu giáo'), ('primary', 'tiểu học'), ('lower', 'trung học cơ sở'), ('upper', 'trung học phổ thông'), ('vocational', 'học nghề')], default='', max_length=10, verbose_name='cấp học')),
                ('grade', models.CharField(blank=True, default='', max_length=12, verbose_name='lớp')),
                ('school', models.CharField(blank=True, default='', max_length=120, verbose_name='trường')),
                ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='lý do bỏ học')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Từ ngày (tính vào), đến ngày (không tính)', verbose_name='thời gian')),
            ],
            options={
                'verbose_name': 'việc học: lần sửa',
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='child',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='child',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='residence',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='residence',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='child',
            name='died_on',
            field=models.DateField(blank=True, null=True, verbose_name='ngày chết'),
        ),
        migrations.AddField(
            model_name='childevent',
            name='died_on',
            field=models.DateField(blank=True, null=True, verbose_name='ngày chết'),
        ),
        migrations.AddField(
            model_name='residence',
            name='began',
            field=models.CharField(blank=True, choices=[('born', 'sinh'), ('moved', 'chuyển đến'), ('found', 'tìm thấy lại'), ('unit', 'đơn vị thay đổi')], db_default='', default='', max_length=10, verbose_name='đến vì'),
        ),
        migrations.AddField(
            model_name='residence',
            name='ended',
            field=models.CharField(blank=True, choices=[('moved', 'chuyển đi nơi khác trong hệ thống'), ('left', 'chuyển ra ngoài hệ thống'), ('died', 'chết'), ('lost', 'không rõ nơi ở'), ('unit', 'đơn vị thay đổi')], db_default='', default='', max_length=10, verbose_name='đi vì'),
        ),
        migrations.AddField(
            model_name='residence',
            name='lives_with',
            field=models.CharField(choices=[('family', 'gia đình'), ('kin', 'người thân thích'), ('carer', 'cá nhân, gia đình chăm sóc thay thế'), ('facility', 'cơ sở trợ giúp xã hội'), ('school', 'trường nội trú'), ('alone', 'không có người lớn')], db_default='family', default='family', max_length=10, verbose_name='sống với'),
        ),
        migrations.AddField(
            model_name='residenceevent',
            name='began',
            field=models.CharField(blank=True, choices=[('born', 'sinh'), ('moved', 'chuyển đến'), ('found', 'tìm thấy lại'), ('unit', 'đơn vị thay đổi')], db_default='', default='', max_length=10, verbose_name='đến vì'),
        ),
        migrations.AddField(
            model_name='residenceevent',
            name='ended',
            field=models.CharField(blank=True, choices=[('moved', 'chuyển đi nơi khác trong hệ thống'), ('left', 'chuyển ra ngoài hệ thống'), ('died', 'chết'), ('lost', 'không rõ nơi ở'), ('unit', 'đơn vị thay đổi')], db_default='', default='', max_length=10, verbose_name='đi vì'),
        ),
        migrations.AddField(
            model_name='residenceevent',
            name='lives_with',
            field=models.CharField(choices=[('family', 'gia đình'), ('kin', 'người thân thích'), ('carer', 'cá nhân, gia đình chăm sóc thay thế'), ('facility', 'cơ sở trợ giúp xã hội'), ('school', 'trường nội trú'), ('alone', 'không có người lớn')], db_default='family', default='family', max_length=10, verbose_name='sống với'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='child',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_precision" IS DISTINCT FROM (NEW."birth_precision") OR OLD."died_on" IS DISTINCT FROM (NEW."died_on") OR OLD."ethnic_group" IS DISTINCT FROM (NEW."ethnic_group") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invented" IS DISTINCT FROM (NEW."invented") OR OLD."personal_number" IS DISTINCT FROM (NEW."personal_number") OR OLD."sex" IS DISTINCT FROM (NEW."sex"))', func='INSERT INTO "children_childevent" ("birth_date", "birth_precision", "died_on", "ethnic_group", "full_name", "id", "invented", "personal_number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex") VALUES (OLD."birth_date", OLD."birth_precision", OLD."died_on", OLD."ethnic_group", OLD."full_name", OLD."id", OLD."invented", OLD."personal_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."sex"); RETURN NULL;', hash='b15477e0addcdac18de0e9e0415552925cf15364', operation='UPDATE', pgid='pgtrigger_update_update_7c384', table='children_child', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='child',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "children_childevent" ("birth_date", "birth_precision", "died_on", "ethnic_group", "full_name", "id", "invented", "personal_number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex") VALUES (OLD."birth_date", OLD."birth_precision", OLD."died_on", OLD."ethnic_group", OLD."full_name", OLD."id", OLD."invented", OLD."personal_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."sex"); RETURN NULL;', hash='aab16e5150b28720d510d3c5e8efa081a887089a', operation='DELETE', pgid='pgtrigger_delete_delete_e6682', table='children_child', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "children_residenceevent" ("began", "child_id", "ended", "household_id", "id", "lives_with", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (OLD."began", OLD."child_id", OLD."ended", OLD."household_id", OLD."id", OLD."lives_with", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."unit_id"); RETURN NULL;', hash='a5a8f0eab0aab1f9ec7cdae36fba7843f30b6e8a', operation='UPDATE', pgid='pgtrigger_update_update_6dabb', table='children_residence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "children_residenceevent" ("began", "child_id", "ended", "household_id", "id", "lives_with", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (OLD."began", OLD."child_id", OLD."ended", OLD."household_id", OLD."id", OLD."lives_with", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."unit_id"); RETURN NULL;', hash='16cc465474b65610436f0c8540e04f4bdc5ddab1', operation='DELETE', pgid='pgtrigger_delete_delete_b061a', table='children_residence', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='child',
            constraint=models.CheckConstraint(condition=models.Q(('died_on__isnull', True), ('died_on__gte', models.F('birth_date')), _connector='OR'), name='child_died_after_birth'),
        ),
        migrations.AddField(
            model_name='guardianstate',
            name='guardian',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='states', to='children.guardian', verbose_name='người chăm sóc'),
        ),
        migrations.AddField(
            model_name='guardianstateevent',
            name='guardian',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='children.guardian', verbose_name='người chăm sóc'),
        ),
        migrations.AddField(
            model_name='guardianstateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='children.guardianstate'),
        ),
        migrations.AddField(
            model_name='schooling',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schooling', to='children.child'),
        ),
        migrations.AddField(
            model_name='schoolingevent',
            name='child',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='children.child'),
        ),
        migrations.AddField(
            model_name='schoolingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='children.schooling'),
        ),
        migrations.AddConstraint(
            model_name='guardianstate',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('guardian', '='), ('period', '&&')], name='one_guardian_state_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='guardianstate',
            constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__startswith__isnull', False)), name='guardian_state_period_real'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guardianstate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "children_guardianstateevent" ("evidence", "guardian_id", "id", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."evidence", OLD."guardian_id", OLD."id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."state"); RETURN NULL;', hash='e53e9b153ed8c62c0ff515b8bf9775d6e52770bc', operation='UPDATE', pgid='pgtrigger_update_update_44444', table='children_guardianstate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guardianstate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "children_guardianstateevent" ("evidence", "guardian_id", "id", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."evidence", OLD."guardian_id", OLD."id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."state"); RETURN NULL;', hash='2ad7fdfe15773a1f5af90463d11b3595cd82bc6b', operation='DELETE', pgid='pgtrigger_delete_delete_22384', table='children_guardianstate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guardianstateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='09c48caf27370c4a3c539512da56fc3de9130bd4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_33740', table='children_guardianstateevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='schooling',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), ('period', '&&')], name='one_schooling_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='schooling',
            constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__startswith__isnull', False)), name='schooling_period_real'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schooling',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "children_schoolingevent" ("child_id", "grade", "id", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "school", "stage", "status") VALUES (OLD."child_id", OLD."grade", OLD."id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."reason", OLD."school", OLD."stage", OLD."status"); RETURN NULL;', hash='a245b1fb211d93f1693eff1ab7195eeef044d475', operation='UPDATE', pgid='pgtrigger_update_update_1873b', table='children_schooling', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schooling',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "children_schoolingevent" ("child_id", "grade", "id", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "school", "stage", "status") VALUES (OLD."child_id", OLD."grade", OLD."id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."reason", OLD."school", OLD."stage", OLD."status"); RETURN NULL;', hash='03e3caaee459b3e25ed1626c5e357d7ba0e10ddb', operation='DELETE', pgid='pgtrigger_delete_delete_67b44', table='children_schooling', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='16320ccb2a5614c318e90bc6b78b314cb47d4b25', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c6520', table='children_schoolingevent', when='BEFORE')),
        ),
        protect("children_guardianstate", OF_GUARDIAN.format("children_guardianstate")),
        add_only(
            "children_guardianstateevent", OF_GUARDIAN.format("children_guardianstateevent")
        ),
        protect(
            "children_schooling",
            served("children_schooling.child_id", during="children_schooling.period"),
        ),
        add_only(
            "children_schoolingevent",
            served("children_schoolingevent.child_id", during="children_schoolingevent.period"),
        ),
        undoable(
            "children_child", "children_household", "children_residence", "children_guardian",
            "children_guardianstate", "children_schooling", "children_circumstance",
            "children_poverty", "children_named", "children_alert",
        ),
    ]
