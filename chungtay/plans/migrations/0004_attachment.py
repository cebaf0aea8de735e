import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from chungtay.lib.row_security import protect

# The papers of a unit's register of documents, as its pages open them.
UNIT = "(SELECT d.unit_id FROM plans_document d WHERE d.id = document_id)"


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_access'),
        ('plans', '0003_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='tên tệp')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpg', 'ảnh JPEG'), ('png', 'ảnh PNG'), ('xlsx', 'Excel'), ('csv', 'CSV')], max_length=4, verbose_name='loại tệp')),
                ('data', models.BinaryField(verbose_name='nội dung')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã kiểm SHA-256')),
                ('size', models.GeneratedField(db_persist=True, expression=models.Func(models.F('data'), function='octet_length'), output_field=models.PositiveIntegerField(), verbose_name='dung lượng, byte')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='gửi lúc')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='plans.document', verbose_name='văn bản')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi tệp')),
            ],
            options={
                'verbose_name': 'tệp đính kèm',
                'verbose_name_plural': 'tệp đính kèm',
                'constraints': [
                    models.UniqueConstraint(fields=('document', 'sha256'), name='attachment_once', violation_error_message='Tệp này đã được đính kèm.'),
                    models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', 5000000)), name='attachment_of_some_size', violation_error_message='Tệp trống hoặc quá 5 MB.'),
                ],
            },
        ),
        protect(
            'plans_attachment',
            f"access.within({UNIT}, 'records')",
            f"access.within({UNIT}, 'work')",
            f"access.within({UNIT}, 'work')",
        ),
    ]
