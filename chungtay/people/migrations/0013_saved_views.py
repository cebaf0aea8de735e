import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chungtay.lib.row_security import protect

# Nobody else's: what a person looks for often says what that person works on.
OWN = "{}.person_id = (SELECT access.person())"


class Migration(migrations.Migration):
    dependencies = [("people", "0012_deedrow_unchecked")]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.CharField(max_length=40, verbose_name="trang")),
                ("name", models.CharField(max_length=60, verbose_name="tên")),
                ("query", models.CharField(blank=True, max_length=500, verbose_name="bộ lọc")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="saved_views", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "cách xem đã lưu",
                "verbose_name_plural": "cách xem đã lưu",
                "constraints": [models.UniqueConstraint(fields=("person", "page", "name"), name="one_view_of_a_name")],
            },
        ),
        migrations.CreateModel(
            name="ShownColumns",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.CharField(max_length=40, verbose_name="trang")),
                ("columns", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None, verbose_name="các cột")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="shown_columns", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "các cột được chọn",
                "verbose_name_plural": "các cột được chọn",
                "constraints": [models.UniqueConstraint(fields=("person", "page"), name="columns_once_a_page")],
            },
        ),
        protect("people_savedview", OWN.format("people_savedview")),
        protect("people_showncolumns", OWN.format("people_showncolumns")),
    ]
