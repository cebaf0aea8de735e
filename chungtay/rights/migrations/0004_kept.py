import chungtay.lib.sealed
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from chungtay.lib.row_security import add_only, protect

REQUEST, PAPER = "rights_datarequestevent", "rights_consentpaper"


def within(table: str, permission: str = "rights") -> str:
    return f"access.within({table}.unit_id, '{permission}')"


# A scan opens to whom its consent opens: that policy is asked.
OF_CONSENT = f"(SELECT 1 FROM rights_consent c WHERE c.id = {PAPER}.consent_id LIMIT 1) IS NOT NULL"
ONES_OWN = f"{PAPER}.uploaded_by_id = (SELECT access.person())"
TOLD = f"{within(REQUEST)} OR {REQUEST}.suspect = 'yes' AND {within(REQUEST, 'cases')}"


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0005_row_security'),
        ('places', '0003_search'),
        ('rights', '0003_undoable'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('purpose', models.CharField(choices=[('register', 'Lập, cập nhật sổ trẻ em'), ('circumstances', 'Xác định hoàn cảnh đặc biệt, nguy cơ'), ('allowance', 'Xét trợ cấp, cấp thẻ bảo hiểm y tế'), ('health', 'Theo dõi dinh dưỡng, tiêm chủng, khám chữa bệnh'), ('protection', 'Can thiệp, hỗ trợ trẻ bị xâm hại hoặc có nguy cơ'), ('statistics', 'Tổng hợp số liệu, báo cáo'), ('sponsors', 'Giới thiệu trẻ với nhà tài trợ, người đỡ đầu'), ('publication', 'Đăng tên, hình ảnh, câu chuyện của trẻ'), ('pictures', 'Chụp ảnh, ghi hình tại hoạt động để lưu nội bộ'), ('reminders', 'Nhắn tin, gọi điện nhắc lịch ngoài nhiệm vụ theo luật'), ('research', 'Cung cấp cho nghiên cứu, khảo sát ngoài nhiệm vụ nhà nước')], max_length=20, verbose_name='mục đích')),
                ('given_by', models.CharField(max_length=120, verbose_name='người đại diện đồng ý (họ và tên)')),
                ('relation', models.CharField(choices=[('child', 'chính trẻ'), ('mother', 'mẹ'), ('father', 'cha'), ('guardian', 'người giám hộ'), ('court', 'người do Tòa án chỉ định'), ('other', 'người khác')], max_length=10, verbose_name='quan hệ với trẻ')),
                ('suspect', models.CharField(choices=[('no', 'không'), ('yes', 'có, bị nghi xâm hại trẻ')], help_text='Nếu có: không được xem, nhận hay ngăn cản; người quản lý trường hợp được báo', max_length=3, verbose_name='người này có bị nghi xâm hại trẻ không')),
                ('own_assent', models.BooleanField(default=False, help_text='Bắt buộc với trẻ từ đủ 7 tuổi khi đời tư của trẻ được nói với người khác', verbose_name='chính trẻ cũng đồng ý')),
                ('text_version', models.CharField(help_text='Tên, ngày của mẫu đồng ý đã dùng', max_length=60, verbose_name='bản văn đã đọc cho nghe')),
                ('method', models.CharField(choices=[('paper', 'văn bản'), ('call', 'cuộc gọi ghi âm'), ('message', 'tin nhắn theo cú pháp'), ('online', 'thư điện tử, trang mạng, ứng dụng'), ('other', 'cách khác in, kiểm chứng được')], max_length=8, verbose_name='cách đồng ý')),
                ('told_sensitive', models.BooleanField(default=False, verbose_name='đã nói rõ đây là dữ liệu nhạy cảm')),
                ('given_on', models.DateField(verbose_name='đồng ý ngày')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='rút lại ngày')),
                ('evidence', models.CharField(help_text='Số, ngày và nơi lưu của bản đồng ý', max_length=200, verbose_name='chứng cứ')),
            ],
            options={
                'verbose_name': 'sự đồng ý: lần sửa',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConsentPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpg', 'ảnh JPEG'), ('png', 'ảnh PNG')], max_length=4, verbose_name='loại tệp')),
                ('data', chungtay.lib.sealed.SealedBytesField(place='rights_consentpaper.data', verbose_name='nội dung')),
                ('size', models.PositiveIntegerField(verbose_name='dung lượng, byte')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã kiểm SHA-256')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='gửi lúc')),
            ],
            options={
                'verbose_name': 'bản quét sự đồng ý',
                'verbose_name_plural': 'bản quét sự đồng ý',
            },
        ),
        migrations.CreateModel(
            name='DataRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('view', 'xem dữ liệu'), ('correct', 'chỉnh sửa dữ liệu'), ('provide', 'cung cấp dữ liệu'), ('withdraw', 'rút lại sự đồng ý'), ('restrict', 'hạn chế xử lý'), ('object', 'phản đối xử lý'), ('erase', 'xóa dữ liệu'), ('protect', 'áp dụng biện pháp bảo vệ')], max_length=10, verbose_name='yêu cầu')),
                ('asked_by', models.CharField(max_length=120, verbose_name='người yêu cầu (họ và tên)')),
                ('relation', models.CharField(choices=[('child', 'chính trẻ'), ('mother', 'mẹ'), ('father', 'cha'), ('guardian', 'người giám hộ'), ('court', 'người do Tòa án chỉ định'), ('other', 'người khác')], max_length=10, verbose_name='quan hệ với trẻ')),
                ('suspect', models.CharField(choices=[('no', 'không'), ('yes', 'có, bị nghi xâm hại trẻ')], help_text='Nếu có: không được xem, nhận hay ngăn cản; người quản lý trường hợp được báo', max_length=3, verbose_name='người này có bị nghi xâm hại trẻ không')),
                ('what', models.TextField(blank=True, verbose_name='nội dung yêu cầu')),
                ('received_at', models.DateTimeField(verbose_name='nhận lúc')),
                ('through_others', models.BooleanField(default=False, verbose_name='phải qua bên xử lý hoặc bên thứ ba')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='phản hồi lúc')),
                ('extended', models.BooleanField(default=False, verbose_name='đã gia hạn một lần')),
                ('extension_reason', models.CharField(blank=True, max_length=200, verbose_name='lý do gia hạn')),
                ('outcome', models.CharField(choices=[('open', 'đang giải quyết'), ('done', 'đã thực hiện'), ('part', 'đã thực hiện một phần'), ('refused', 'từ chối')], default='open', max_length=8, verbose_name='kết quả')),
                ('ground', models.CharField(blank=True, choices=[('not_entitled', 'Người yêu cầu không phải trẻ hoặc người đại diện theo pháp luật'), ('suspect', 'Người yêu cầu là người bị nghi xâm hại trẻ'), ('duty', 'Việc xử lý thuộc trường hợp không cần sự đồng ý'), ('archives', 'Hồ sơ phải lưu giữ theo pháp luật về lưu trữ'), ('harm', 'Cung cấp có thể xâm phạm tính mạng, sức khỏe, tài sản của người khác'), ('accurate', 'Dữ liệu đã đúng hoặc không đủ căn cứ để sửa')], max_length=14, verbose_name='căn cứ từ chối')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='xong lúc')),
                ('told', models.TextField(blank=True, verbose_name='đã trả lời người yêu cầu')),
                ('answer_by', models.DateField(editable=False, verbose_name='hạn phản hồi')),
                ('due_on', models.DateField(editable=False, verbose_name='hạn thực hiện')),
            ],
            options={
                'verbose_name': 'yêu cầu về dữ liệu: lần sửa',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IncidentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('number', models.CharField(blank=True, max_length=30, verbose_name='số biên bản')),
                ('detected_at', models.DateTimeField(verbose_name='phát hiện lúc')),
                ('nature', models.CharField(choices=[('disclosed', 'lộ, tiết lộ dữ liệu'), ('lost', 'mất thiết bị, giấy tờ, tệp'), ('accessed', 'xem, lấy dữ liệu trái phép'), ('altered', 'sửa, xóa trái phép'), ('misused', 'dùng sai mục đích'), ('refused', 'không bảo đảm quyền của chủ thể dữ liệu')], max_length=10, verbose_name='loại vi phạm')),
                ('place', models.CharField(max_length=200, verbose_name='xảy ra lúc nào, ở đâu')),
                ('what', models.TextField(help_text='Không ghi tên trẻ', verbose_name='hành vi, tổ chức, cá nhân liên quan')),
                ('data', models.CharField(max_length=200, verbose_name='loại dữ liệu')),
                ('persons', models.PositiveIntegerField(verbose_name='số trẻ em, người liên quan')),
                ('located', models.BooleanField(default=False, verbose_name='có dữ liệu vị trí hoặc sinh trắc học')),
                ('harm', models.TextField(verbose_name='hậu quả, thiệt hại có thể xảy ra')),
                ('measures', models.TextField(verbose_name='biện pháp đã, đang và sẽ làm')),
                ('contact', models.CharField(max_length=200, verbose_name='người phụ trách bảo vệ dữ liệu, điện thoại')),
                ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='đã báo cơ quan chuyên trách lúc')),
                ('report_number', models.CharField(blank=True, max_length=40, verbose_name='số thông báo')),
                ('told_persons_at', models.DateTimeField(blank=True, null=True, verbose_name='đã báo gia đình trẻ lúc')),
                ('repaired_on', models.DateField(blank=True, null=True, verbose_name='khắc phục xong ngày')),
            ],
            options={
                'verbose_name': 'vi phạm dữ liệu: lần sửa',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('duty', models.CharField(choices=[('process', 'Quy trình, quy định xử lý dữ liệu cá nhân và phân công trách nhiệm'), ('risks', 'Biện pháp bảo vệ và đánh giá rủi ro'), ('check', 'Kiểm tra, đánh giá định kỳ việc tuân thủ'), ('channel', 'Nơi tiếp nhận và xử lý phản ánh, kiến nghị')], max_length=8, verbose_name='nghĩa vụ')),
                ('done_on', models.DateField(verbose_name='xem xét ngày')),
                ('by', models.CharField(max_length=120, verbose_name='người chịu trách nhiệm')),
                ('paper', models.CharField(blank=True, help_text='Quy chế, biên bản, đánh giá rủi ro', max_length=120, verbose_name='văn bản')),
                ('found', models.TextField(verbose_name='kết quả, việc phải làm tiếp')),
            ],
            options={
                'verbose_name': 'lần rà soát: lần sửa',
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rights_consentevent" ("child_id", "evidence", "given_by", "given_on", "id", "method", "own_assent", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "relation", "suspect", "text_version", "told_sensitive", "unit_id", "withdrawn_on") VALUES (OLD."child_id", OLD."evidence", OLD."given_by", OLD."given_on", OLD."id", OLD."method", OLD."own_assent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."purpose", OLD."relation", OLD."suspect", OLD."text_version", OLD."told_sensitive", OLD."unit_id", OLD."withdrawn_on"); RETURN NULL;', hash='108d80435c968a7969e988323bf52d62c178d224', operation='UPDATE', pgid='pgtrigger_update_update_5c9c1', table='rights_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rights_consentevent" ("child_id", "evidence", "given_by", "given_on", "id", "method", "own_assent", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "relation", "suspect", "text_version", "told_sensitive", "unit_id", "withdrawn_on") VALUES (OLD."child_id", OLD."evidence", OLD."given_by", OLD."given_on", OLD."id", OLD."method", OLD."own_assent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."relation", OLD."suspect", OLD."text_version", OLD."told_sensitive", OLD."unit_id", OLD."withdrawn_on"); RETURN NULL;', hash='0305c7de24fcb47efcee59d950b9641fb7a19e4a', operation='DELETE', pgid='pgtrigger_delete_delete_e9054', table='rights_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='datarequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rights_datarequestevent" ("answer_by", "answered_at", "asked_by", "child_id", "done_at", "due_on", "extended", "extension_reason", "ground", "id", "kind", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "relation", "suspect", "through_others", "told", "unit_id", "what") VALUES (OLD."answer_by", OLD."answered_at", OLD."asked_by", OLD."child_id", OLD."done_at", OLD."due_on", OLD."extended", OLD."extension_reason", OLD."ground", OLD."id", OLD."kind", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."received_at", OLD."relation", OLD."suspect", OLD."through_others", OLD."told", OLD."unit_id", OLD."what"); RETURN NULL;', hash='b45042e1642f90b87fbad2631651f378571ef06a', operation='UPDATE', pgid='pgtrigger_update_update_6984f', table='rights_datarequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='datarequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rights_datarequestevent" ("answer_by", "answered_at", "asked_by", "child_id", "done_at", "due_on", "extended", "extension_reason", "ground", "id", "kind", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "relation", "suspect", "through_others", "told", "unit_id", "what") VALUES (OLD."answer_by", OLD."answered_at", OLD."asked_by", OLD."child_id", OLD."done_at", OLD."due_on", OLD."extended", OLD."extension_reason", OLD."ground", OLD."id", OLD."kind", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."received_at", OLD."relation", OLD."suspect", OLD."through_others", OLD."told", OLD."unit_id", OLD."what"); RETURN NULL;', hash='7c501a01700feb3b8eff8efe3ca8ab3fb6d24563', operation='DELETE', pgid='pgtrigger_delete_delete_62d46', table='rights_datarequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rights_incidentevent" ("contact", "data", "detected_at", "harm", "id", "located", "measures", "nature", "number", "persons", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "repaired_on", "report_number", "reported_at", "told_persons_at", "unit_id", "what") VALUES (OLD."contact", OLD."data", OLD."detected_at", OLD."harm", OLD."id", OLD."located", OLD."measures", OLD."nature", OLD."number", OLD."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."place", OLD."repaired_on", OLD."report_number", OLD."reported_at", OLD."told_persons_at", OLD."unit_id", OLD."what"); RETURN NULL;', hash='31fbe10bbd3fd8fad1dcacaff1404964f2aff8a0', operation='UPDATE', pgid='pgtrigger_update_update_010ec', table='rights_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rights_incidentevent" ("contact", "data", "detected_at", "harm", "id", "located", "measures", "nature", "number", "persons", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "repaired_on", "report_number", "reported_at", "told_persons_at", "unit_id", "what") VALUES (OLD."contact", OLD."data", OLD."detected_at", OLD."harm", OLD."id", OLD."located", OLD."measures", OLD."nature", OLD."number", OLD."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."place", OLD."repaired_on", OLD."report_number", OLD."reported_at", OLD."told_persons_at", OLD."unit_id", OLD."what"); RETURN NULL;', hash='a47474fc1f8959bd100026427747b7fe523c7d06', operation='DELETE', pgid='pgtrigger_delete_delete_96f6d', table='rights_incident', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "rights_reviewevent" ("by", "done_on", "duty", "found", "id", "paper", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (OLD."by", OLD."done_on", OLD."duty", OLD."found", OLD."id", OLD."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."unit_id"); RETURN NULL;', hash='ab9acd1b90326509385f13627f21927fcb555067', operation='UPDATE', pgid='pgtrigger_update_update_61ff0', table='rights_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "rights_reviewevent" ("by", "done_on", "duty", "found", "id", "paper", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (OLD."by", OLD."done_on", OLD."duty", OLD."found", OLD."id", OLD."paper", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."unit_id"); RETURN NULL;', hash='d19f4561bbd6a0b968b7d4cff952cca036dd938f', operation='DELETE', pgid='pgtrigger_delete_delete_ea56d', table='rights_review', when='AFTER')),
        ),
        migrations.AddField(
            model_name='consentevent',
            name='child',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='children.child', verbose_name='trẻ em'),
        ),
        migrations.AddField(
            model_name='consentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='rights.consent'),
        ),
        migrations.AddField(
            model_name='consentevent',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.unit', verbose_name='xã hỏi đồng ý'),
        ),
        migrations.AddField(
            model_name='consentpaper',
            name='consent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='rights.consent', verbose_name='sự đồng ý'),
        ),
        migrations.AddField(
            model_name='consentpaper',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi tệp'),
        ),
        migrations.AddField(
            model_name='datarequestevent',
            name='child',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='children.child', verbose_name='trẻ em'),
        ),
        migrations.AddField(
            model_name='datarequestevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='rights.datarequest'),
        ),
        migrations.AddField(
            model_name='datarequestevent',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.unit', verbose_name='đơn vị tiếp nhận'),
        ),
        migrations.AddField(
            model_name='incidentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='rights.incident'),
        ),
        migrations.AddField(
            model_name='incidentevent',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.unit', verbose_name='đơn vị'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='rights.review'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='places.unit', verbose_name='đơn vị'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='42de3bf389bf8573c560cc989cedbb9345239503', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a0b6a', table='rights_consentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='consentpaper',
            constraint=models.UniqueConstraint(fields=('consent', 'sha256'), name='consent_paper_once', violation_error_message='Bản quét này đã có.'),
        ),
        migrations.AddConstraint(
            model_name='consentpaper',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', 5000000)), name='consent_paper_of_some_size', violation_error_message='Tệp trống hoặc quá 5 MB.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='datarequestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='47bdcd4d2c2c2fb6f4ec263432247101f532dfc4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a9683', table='rights_datarequestevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='00ccc0ea6682354121c57ecc2d81c3d8835e88b1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_053f4', table='rights_incidentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='413cba3262b67648c4798022b3c7d64f88f7152a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_308de', table='rights_reviewevent', when='BEFORE')),
        ),
        add_only("rights_consentevent", within("rights_consentevent")),
        add_only(REQUEST, TOLD),
        add_only("rights_incidentevent", within("rights_incidentevent")),
        add_only("rights_reviewevent", within("rights_reviewevent")),
        protect(PAPER, OF_CONSENT, f"({OF_CONSENT}) AND {ONES_OWN}", OF_CONSENT),
    ]
