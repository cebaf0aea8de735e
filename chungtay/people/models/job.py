"""Long work that a person asked for, or that is done every night, and how far it has come."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext

from chungtay.people.models.user import User
from chungtay.places.models import Unit


class Job(models.Model):
    """One piece of work. `name`: what was registered (people/jobs.py). `key`: of two with the same
    name and key only one waits or runs. `args`: keys and choices, never a name. `by` is empty for
    the night's work. `done` of `of`: rows, or whatever the work counts; `of` is 0 until it knows.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "đang chờ"
        RUNNING = "running", "đang làm"
        DONE = "done", "đã xong"
        FAILED = "failed", "không làm được"
        CANCELLED = "cancelled", "đã hủy"

    name = models.CharField("việc", max_length=40)
    key = models.CharField(max_length=80, blank=True, default="")
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="jobs", verbose_name="người giao"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="đơn vị"
    )
    args = models.JSONField(default=dict)
    state = models.CharField("trạng thái", max_length=9, choices=State, default=State.WAITING)
    done = models.BigIntegerField("đã làm", default=0)
    of = models.BigIntegerField("trên tổng số", default=0)
    step = models.CharField("đang làm đến", max_length=120, blank=True, default="")
    words = models.JSONField("kết quả", default=dict)
    link = models.CharField(max_length=200, blank=True, default="")
    attempts = models.SmallIntegerField("số lần bắt đầu", default=0)
    created_at = models.DateTimeField("giao lúc", auto_now_add=True)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    cancel_asked_at = models.DateTimeField("xin hủy lúc", null=True)
    seen_at = models.DateTimeField("người giao xem lúc", null=True)

    OPEN = (State.WAITING, State.RUNNING)

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        indexes = [models.Index(fields=["by", "-created_at"], name="job_by")]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "key"],
                name="job_once",
                condition=Q(state__in=("waiting", "running")) & ~Q(key=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def said(self) -> str:
        """The result in the reader's language; empty while there is none."""
        told: dict[str, Any] = self.words
        if get_language() == "en" and told.get("en"):
            return str(told["en"])
        text, values = told.get("text", ""), told.get("values")
        spoken = gettext(text) if text else ""
        return spoken % values if values else spoken

    @property
    def at_step(self) -> str:
        return gettext(self.step) if self.step else ""

    @property
    def percent(self) -> int | None:
        """Whole percents, rounded down; None while it is not known of how many."""
        return min(100, 100 * self.done // self.of) if self.of else None
