import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chungtay.lib.row_security import protect

# One's own; the night's work: whoever runs the installation.
OWN = "by_id = (SELECT access.person()) OR (SELECT access.commanded())"
NIGHTS = "by_id IS NULL AND cardinality((SELECT access.roots('accounts'))) > 0"
# What answers requests asks for the work of people only, never for the night's.
ASKED = """
ALTER TABLE procrastinate_jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY web ON procrastinate_jobs TO chungtay_web
    USING (queue_name = 'people') WITH CHECK (queue_name = 'people');
"""
NOT_ASKED = """
DROP POLICY web ON procrastinate_jobs; ALTER TABLE procrastinate_jobs DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_deeds'),
        ('places', '0003_search'),
        ('procrastinate', '0041_post_retry_failed_job'),
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='việc')),
                ('key', models.CharField(blank=True, default='', max_length=80)),
                ('args', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('waiting', 'đang chờ'), ('running', 'đang làm'), ('done', 'đã xong'), ('failed', 'không làm được'), ('cancelled', 'đã hủy')], default='waiting', max_length=9, verbose_name='trạng thái')),
                ('done', models.BigIntegerField(default=0, verbose_name='đã làm')),
                ('of', models.BigIntegerField(default=0, verbose_name='trên tổng số')),
                ('step', models.CharField(blank=True, default='', max_length=120, verbose_name='đang làm đến')),
                ('words', models.JSONField(default=dict, verbose_name='kết quả')),
                ('link', models.CharField(blank=True, default='', max_length=200)),
                ('attempts', models.SmallIntegerField(default=0, verbose_name='số lần bắt đầu')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='giao lúc')),
                ('started_at', models.DateTimeField(null=True, verbose_name='bắt đầu lúc')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='kết thúc lúc')),
                ('cancel_asked_at', models.DateTimeField(null=True, verbose_name='xin hủy lúc')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='người giao xem lúc')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL, verbose_name='người giao')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'việc chạy nền',
                'verbose_name_plural': 'việc chạy nền',
                'indexes': [models.Index(fields=['by', '-created_at'], name='job_by')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'running')), models.Q(('key', ''), _negated=True)), fields=('name', 'key'), name='job_once')],
            },
        ),
        protect("people_job", f"{OWN} OR {NIGHTS}", OWN, OWN),
        migrations.RunSQL(ASKED, NOT_ASKED),
    ]
