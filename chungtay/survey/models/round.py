"""A survey round of a unit, and its areas: one hamlet each."""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chungtay.lib.dated import DatedQuerySet, period_field, real_period
from chungtay.lib.history import kept
from chungtay.people.models import User
from chungtay.places.models import Unit
from chungtay.survey.codes import of_area
from chungtay.survey.questions import QUESTIONS


class State(models.TextChoices):
    """How far the survey of a hamlet has come; the steps between are in states.py."""

    NOT_BEGUN = "not_begun", "chưa bắt đầu"
    IN_PROGRESS = "in_progress", "đang làm"
    SENT = "sent", "đã gửi"
    CHECKED = "checked", "đã kiểm"
    SENT_BACK = "sent_back", "trả lại"


@kept()
class Round(models.Model):
    """Every child of a unit's hamlets is visited between two days and asked some questions."""

    class Kind(models.TextChoices):
        REVIEW = "review", "rà soát định kỳ"
        NEW = "new", "điều tra mới"
        CLEANING = "cleaning", "làm sạch dữ liệu"

    name = models.CharField("tên đợt", max_length=120)
    kind = models.CharField("loại", max_length=8, choices=Kind, default=Kind.REVIEW)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="survey_rounds", verbose_name="đơn vị mở đợt"
    )
    period = period_field()
    questions = ArrayField(
        models.CharField(max_length=16, choices=[(one.code, one.label) for one in QUESTIONS]),
        verbose_name="nội dung hỏi",
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người mở")
    at = models.DateTimeField("mở lúc", auto_now_add=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt điều tra"
        verbose_name_plural = "đợt điều tra"
        constraints = [
            real_period("round_period_real"),
            models.CheckConstraint(name="round_asks_something", condition=~Q(questions=[])),
            models.CheckConstraint(name="round_has_last_day", condition=Q(period__upper_inf=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date:
        last: date = self.period.upper - timedelta(days=1)
        return last


class AreaQuerySet(models.QuerySet):
    def under(self, unit: Unit) -> Self:
        key = f"unit__{unit.ancestor_field}" if unit.ancestor_field else None
        return self.filter(**{key: unit.pk}) if key else self

    def open_on(self, day: date) -> Self:
        """Of rounds that have begun by the day; one not yet checked stays open past its end."""
        return self.filter(round__period__startswith__lte=day).exclude(state=State.CHECKED)


@kept()
class Area(models.Model):
    """One hamlet in a round: who goes round it, until when, and how far they have come."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="areas", verbose_name="đợt")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="survey_areas", verbose_name="thôn, buôn"
    )
    person = models.ForeignKey(
        User, models.PROTECT, related_name="survey_areas", null=True, blank=True,
        verbose_name="người làm",
    )  # fmt: skip
    due = models.DateField("hạn gửi")
    state = models.CharField("trạng thái", max_length=11, choices=State, default=State.NOT_BEGUN)
    words = models.CharField("lời nhắn khi trả lại", max_length=300, blank=True, default="")
    begun_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    checked_at = models.DateTimeField("kiểm lúc", null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "địa bàn điều tra"
        verbose_name_plural = "địa bàn điều tra"
        indexes = [
            models.Index(fields=["round", "unit"], include=["state"], name="area_round_unit"),
            models.Index(fields=["person", "state"], name="area_person_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="area_once_in_a_round"),
            models.CheckConstraint(
                name="area_sent_back_with_words",
                condition=~Q(state=State.SENT_BACK) | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="area_begun_before_sent",
                condition=Q(sent_at__isnull=True) | Q(begun_at__lte=F("sent_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.title}, {self.round}"

    @property
    def is_open(self) -> bool:
        """Whether visits are still written: neither sent nor checked."""
        return self.state in (State.NOT_BEGUN, State.IN_PROGRESS, State.SENT_BACK)

    @property
    def code(self) -> str:
        """What stands on every page of the hamlet's paper book."""
        return of_area(self.pk)
