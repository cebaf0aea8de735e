"""Which invented localities stand in this database."""

from django.db import models

from chungtay.places.models import Unit


class Locality(models.Model):
    """One locality of invented records. The row is written in the same transaction as the
    records, so a locality that is listed is whole."""

    code = models.CharField(max_length=60, unique=True)
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    scale = models.FloatField()
    description = models.JSONField(help_text="Nội dung tệp YAML đã dựng")
    built_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "địa phương trình diễn"
        verbose_name_plural = "địa phương trình diễn"

    def __str__(self) -> str:
        return self.code
