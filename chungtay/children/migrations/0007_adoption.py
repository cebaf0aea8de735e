import chungtay.lib.sealed
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from pathlib import Path
from django.db import migrations, models

from chungtay.lib.row_security import SIGNED_IN, add_only, count_within, protect, served

SQL = Path(__file__).with_name("posted.sql").read_text("utf-8")
BEFORE = Path(__file__).with_name("sealed.sql").read_text("utf-8")
OPENS = "access.opens(child_id, 'adoption')"
LINES = (
    f"(child_id IS NULL AND {SIGNED_IN}) OR {served('people_auditevent.child_id')}"
    " OR cardinality((SELECT access.roots('audit'))) > 0"
)
# An auditor reads what was done at the units of the post, and of the children who live there.
WITHIN = " AND (access.within(unit_id, 'audit') OR access.audits(child_id))"


def before() -> str:
    """The three functions as they were; what was added goes."""
    whole = BEFORE.split("CREATE FUNCTION ")
    told = [one.split("$$;")[0] + "$$;" for one in whole if one.startswith(
        ("access.oversees", "access.opens", "access.keeps"))]
    gone = ("audited(uuid)", "audits(uuid)", "named_on(uuid, text)", "chairs(bigint)")
    return "\n".join(
        [f"CREATE OR REPLACE FUNCTION {one}" for one in told]
        + [f"DROP FUNCTION access.{one};" for one in gone]
    )


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0006_life'),
        ('people', '0010_reach'),
        ('places', '0003_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('domestic', 'trong nước'), ('foreign', 'có yếu tố nước ngoài')], default='domestic', max_length=8, verbose_name='hình thức')),
                ('number', models.CharField(max_length=60, verbose_name='số quyết định, giấy chứng nhận')),
                ('authority', models.CharField(max_length=120, verbose_name='cơ quan đăng ký')),
                ('registered_on', models.DateField(verbose_name='đăng ký ngày')),
                ('handed_on', models.DateField(blank=True, null=True, verbose_name='giao nhận ngày')),
                ('from_carer', chungtay.lib.sealed.SealedTextField(place='children_adoption.from_carer', verbose_name='bên giao con nuôi')),
                ('to_carer', chungtay.lib.sealed.SealedTextField(place='children_adoption.to_carer', verbose_name='cha mẹ nuôi')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='chấm dứt ngày')),
                ('end_decision', models.CharField(blank=True, default='', help_text='Của Tòa án', max_length=120, verbose_name='quyết định chấm dứt')),
                ('account', chungtay.lib.sealed.SealedTextField(blank=True, default='', place='children_adoption.account', verbose_name='ghi chú')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='children.child', verbose_name='trẻ em')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='places.unit', verbose_name='xã theo dõi')),
            ],
            options={
                'verbose_name': 'việc nhận con nuôi',
                'verbose_name_plural': 'việc nhận con nuôi',
            },
        ),
        migrations.CreateModel(
            name='AdoptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('domestic', 'trong nước'), ('foreign', 'có yếu tố nước ngoài')], default='domestic', max_length=8, verbose_name='hình thức')),
                ('number', models.CharField(max_length=60, verbose_name='số quyết định, giấy chứng nhận')),
                ('authority', models.CharField(max_length=120, verbose_name='cơ quan đăng ký')),
                ('registered_on', models.DateField(verbose_name='đăng ký ngày')),
                ('handed_on', models.DateField(blank=True, null=True, verbose_name='giao nhận ngày')),
                ('from_carer', chungtay.lib.sealed.SealedTextField(place='children_adoption.from_carer', verbose_name='bên giao con nuôi')),
                ('to_carer', chungtay.lib.sealed.SealedTextField(place='children_adoption.to_carer', verbose_name='cha mẹ nuôi')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='chấm dứt ngày')),
                ('end_decision', models.CharField(blank=True, default='', help_text='Của Tòa án', max_length=120, verbose_name='quyết định chấm dứt')),
                ('account', chungtay.lib.sealed.SealedTextField(blank=True, default='', place='children_adoption.account', verbose_name='ghi chú')),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='children.child', verbose_name='trẻ em')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='children.adoption')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.unit', verbose_name='xã theo dõi')),
            ],
            options={
                'verbose_name': 'việc nhận con nuôi: lần sửa',
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='adoption',
            index=models.Index(fields=['-registered_on', '-id'], name='adoption_newest'),
        ),
        migrations.AddConstraint(
            model_name='adoption',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('child',), name='one_adoption_at_a_time', violation_error_message='Trẻ đang được nhận làm con nuôi theo hồ sơ khác.'),
        ),
        migrations.AddConstraint(
            model_name='adoption',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_on__isnull', True), ('handed_on__gte', models.F('registered_on')), _connector='OR'), models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('registered_on')), _connector='OR')), name='adoption_dates_in_order', violation_error_message='Các ngày sau không thể trước ngày đăng ký.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adoption',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "children_adoptionevent" ("account", "authority", "child_id", "end_decision", "ended_on", "from_carer", "handed_on", "id", "kind", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_on", "to_carer", "unit_id") VALUES (OLD."account", OLD."authority", OLD."child_id", OLD."end_decision", OLD."ended_on", OLD."from_carer", OLD."handed_on", OLD."id", OLD."kind", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."registered_on", OLD."to_carer", OLD."unit_id"); RETURN NULL;', hash='01d32e23a63ffd0bc69ad931106b5b465fb49d65', operation='UPDATE', pgid='pgtrigger_update_update_d4d1b', table='children_adoption', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adoption',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "children_adoptionevent" ("account", "authority", "child_id", "end_decision", "ended_on", "from_carer", "handed_on", "id", "kind", "number", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_on", "to_carer", "unit_id") VALUES (OLD."account", OLD."authority", OLD."child_id", OLD."end_decision", OLD."ended_on", OLD."from_carer", OLD."handed_on", OLD."id", OLD."kind", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."registered_on", OLD."to_carer", OLD."unit_id"); RETURN NULL;', hash='64bd826d145efc567db9ba58a32a031734a99448', operation='DELETE', pgid='pgtrigger_delete_delete_b4615', table='children_adoption', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adoptionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f9a037acd5fd7da12bfa3c61955306b6a63d93b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1cf3c', table='children_adoptionevent', when='BEFORE')),
        ),
        migrations.RunSQL(SQL, before()),
        protect("children_adoption", OPENS, f"access.within(unit_id, 'cases') OR {OPENS}"),
        add_only("children_adoptionevent", OPENS),
        migrations.RunSQL(
            f"ALTER POLICY web_reads ON people_auditevent USING ({LINES}{WITHIN})",
            f"ALTER POLICY web_reads ON people_auditevent USING ({LINES})",
        ),
        count_within("children_residence"),
        count_within("children_household"),
    ]
