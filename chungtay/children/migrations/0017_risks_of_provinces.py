import django.db.models.deletion
from django.db import migrations, models

from chungtay.lib.row_security import SIGNED_IN, in_scope, protect

# A province has the list of those that became it.
OWN = (
    in_scope("children_stoppedrisk.province_id")
    + " OR province_id = ANY (access.before(access.roots('children'), access.day()))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0016_formerly"),
        ("people", "0017_inherited"),
        ("places", "0003_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="province",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risks",
                to="places.unit",
                verbose_name="của tỉnh",
            ),
        ),
        migrations.CreateModel(
            name="StoppedRisk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="thôi dùng từ ngày")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stopped",
                        to="children.group",
                        verbose_name="nguy cơ",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="places.unit",
                        verbose_name="tỉnh",
                    ),
                ),
            ],
            options={
                "verbose_name": "nguy cơ thôi dùng",
                "verbose_name_plural": "nguy cơ thôi dùng",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "province"), name="risk_stopped_once"
                    )
                ],
            },
        ),
        protect("children_stoppedrisk", SIGNED_IN, OWN, OWN),
    ]
