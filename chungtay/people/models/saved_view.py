"""How a person likes to see a list: filters saved under a name, the columns that are shown."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chungtay.people.models.user import User


class SavedView(models.Model):
    """Filters of a list under a name. The query holds no words: they may be a child's name."""

    person = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    page = models.CharField("trang", max_length=40)
    name = models.CharField("tên", max_length=60)
    query = models.CharField("bộ lọc", max_length=500, blank=True)

    class Meta:
        verbose_name = "cách xem đã lưu"
        verbose_name_plural = "cách xem đã lưu"
        constraints = [
            models.UniqueConstraint(fields=["person", "page", "name"], name="one_view_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class ShownColumns(models.Model):
    """The columns of a list that a person has chosen to see."""

    person = models.ForeignKey(User, models.CASCADE, related_name="shown_columns")
    page = models.CharField("trang", max_length=40)
    columns = ArrayField(models.CharField(max_length=20), verbose_name="các cột")

    class Meta:
        verbose_name = "các cột được chọn"
        verbose_name_plural = "các cột được chọn"
        constraints = [
            models.UniqueConstraint(fields=["person", "page"], name="columns_once_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.page}: {', '.join(self.columns)}"
