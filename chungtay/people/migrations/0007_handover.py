import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chungtay.lib.row_security import SIGNED_IN, protect


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0006_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to_head", models.BooleanField(default=False, verbose_name="giao cho phụ trách đơn vị")),
                ("on", models.DateField(verbose_name="từ ngày")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="ghi lúc")),
                ("counts", models.JSONField(default=dict, verbose_name="số việc")),
                ("moved", models.JSONField(default=dict, editable=False)),
                ("given_seen_at", models.DateTimeField(null=True, verbose_name="người giao xem lúc")),
                ("taken_seen_at", models.DateTimeField(null=True, verbose_name="người nhận xem lúc")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="hoàn tác lúc")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="người ghi")),
                ("post", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="hand_overs", to="people.post", verbose_name="vị trí")),
                ("to_post", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="taken", to="people.post", verbose_name="người nhận")),
            ],
            options={
                "verbose_name": "bàn giao",
                "verbose_name_plural": "bàn giao",
            },
        ),
        protect("people_handover", SIGNED_IN),
    ]
