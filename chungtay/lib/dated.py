"""What changes has a period: the query word `.on(date)` and the database's own refusals."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models


class DatedQuerySet(models.QuerySet):
    """Rows with a `period`, an end-exclusive daterange."""

    def on(self, day: date) -> Self:
        return self.filter(period__contains=day)


def period_field() -> DateRangeField:
    return DateRangeField("thời gian", help_text="Từ ngày (tính vào), đến ngày (không tính)")


def no_overlap(name: str, *keys: str) -> ExclusionConstraint:
    """Refuses two rows with equal `keys` whose periods share a day (needs btree_gist)."""
    same = [(key, RangeOperators.EQUAL) for key in keys]
    return ExclusionConstraint(name=name, expressions=[*same, ("period", RangeOperators.OVERLAPS)])


def real_period(name: str) -> models.CheckConstraint:
    """A period begins on a known day and holds at least one day."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(period__isempty=False, period__startswith__isnull=False),
    )
