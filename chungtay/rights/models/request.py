"""What a child, or who speaks for it, asks about its data, and the clocks of the law."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chungtay.children.models import Child
from chungtay.law.data_rights import answer_by, clocks, due, named, refusals
from chungtay.lib.history import kept
from chungtay.places.models import Unit
from chungtay.rights.models.who import SPEAKS_FOR_THE_CHILD, Suspect, Who, suspect_field

Fault = tuple[str, object]


class DataRequestQuerySet(models.QuerySet):
    def open(self) -> "DataRequestQuerySet":
        return self.filter(outcome=DataRequest.Outcome.OPEN)

    def by_suspects(self) -> "DataRequestQuerySet":
        return self.filter(suspect=Suspect.YES)


@kept()
class DataRequest(models.Model):
    """One request. `answer_by` and `due_on` are counted from the law when it is saved."""

    class Outcome(models.TextChoices):
        OPEN = "open", "đang giải quyết"
        DONE = "done", "đã thực hiện"
        PART = "part", "đã thực hiện một phần"
        REFUSED = "refused", "từ chối"

    child = models.ForeignKey(
        Child, models.PROTECT, related_name="data_requests", verbose_name="trẻ em"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="data_requests", verbose_name="đơn vị tiếp nhận"
    )
    kind = models.CharField("yêu cầu", max_length=10, choices=named(clocks()))
    asked_by = models.CharField("người yêu cầu (họ và tên)", max_length=120)
    relation = models.CharField("quan hệ với trẻ", max_length=10, choices=Who)
    suspect = suspect_field()
    what = models.TextField("nội dung yêu cầu", blank=True)
    received_at = models.DateTimeField("nhận lúc")
    through_others = models.BooleanField("phải qua bên xử lý hoặc bên thứ ba", default=False)
    answered_at = models.DateTimeField("phản hồi lúc", null=True, blank=True)
    extended = models.BooleanField("đã gia hạn một lần", default=False)
    extension_reason = models.CharField("lý do gia hạn", max_length=200, blank=True)
    outcome = models.CharField("kết quả", max_length=8, choices=Outcome, default=Outcome.OPEN)
    ground = models.CharField(
        "căn cứ từ chối", max_length=14, choices=named(refusals()), blank=True
    )
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)
    told = models.TextField("đã trả lời người yêu cầu", blank=True)
    answer_by = models.DateField("hạn phản hồi", editable=False)
    due_on = models.DateField("hạn thực hiện", editable=False)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu về dữ liệu"
        verbose_name_plural = "yêu cầu về dữ liệu"
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="data_request_newest"),
            models.Index(fields=["due_on"], name="data_request_open", condition=Q(outcome="open")),
        ]
        constraints = [
            models.CheckConstraint(
                name="data_request_in_order",
                condition=(Q(answered_at__isnull=True) | Q(answered_at__gte=F("received_at")))
                & (Q(done_at__isnull=True) | Q(done_at__gte=F("received_at"))),
                violation_error_message=_("Không thể phản hồi hoặc xong trước khi nhận."),
            ),
            models.CheckConstraint(
                name="data_request_refused_on_a_ground",
                condition=Q(outcome="refused", ground__gt="")
                | (~Q(outcome="refused") & Q(ground="")),
                violation_error_message=_("Từ chối phải có căn cứ; không từ chối thì để trống."),
            ),
            models.CheckConstraint(
                name="suspect_is_given_nothing",
                condition=Q(suspect=Suspect.NO) | Q(outcome__in=["open", "refused"]),
                violation_error_message=_("Không thực hiện yêu cầu của người bị nghi xâm hại trẻ."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {timezone.localtime(self.received_at):%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._count()
        super().save(*args, **kwargs)

    def _count(self) -> None:
        day = timezone.localdate(self.received_at)
        self.answer_by = answer_by(day)
        self.due_on = due(
            self.kind, day, through_others=self.through_others, extended=self.extended
        )

    @property
    def next_due(self) -> date:
        """The first day that is still owed: to answer, then to have done."""
        return self.due_on if self.answered_at else min(self.answer_by, self.due_on)

    def late(self, on: date) -> bool:
        """An open one past a day it owes; a closed one that was closed or answered past it."""
        done = timezone.localdate(self.done_at) if self.done_at else on
        answered = timezone.localdate(self.answered_at) if self.answered_at else done
        return answered > self.answer_by or done > self.due_on

    def clean(self) -> None:
        """Raises ValidationError with every fault at its field."""
        if faults := dict(self._faults()):
            raise ValidationError(faults)

    def _faults(self) -> Iterator[Fault]:
        closed = self.outcome != self.Outcome.OPEN
        if closed != bool(self.done_at):
            yield "done_at", _("Ghi “xong lúc” khi có kết quả, và chỉ khi đó.")
        if self.extended and not self.extension_reason:
            yield "extension_reason", _("Gia hạn phải có lý do.")
        yield from self._of_suspect()
        yield from self._of_refusal()

    def _of_suspect(self) -> Iterator[Fault]:
        given = (self.Outcome.DONE, self.Outcome.PART)
        if self.suspect == Suspect.YES and self.outcome in given:
            yield (
                "outcome",
                _("Người này bị nghi xâm hại trẻ: hãy từ chối yêu cầu."),
            )
        if self.relation == Who.OTHER and self.outcome in given:
            yield "outcome", _("Người này không đại diện cho trẻ theo pháp luật: hãy từ chối.")

    def _of_refusal(self) -> Iterator[Fault]:
        refused = self.outcome == self.Outcome.REFUSED
        if refused and not self.ground:
            yield "ground", _("Từ chối phải nêu căn cứ.")
        if self.ground and not refused:
            yield "ground", _("Chỉ ghi căn cứ khi từ chối.")
        if refused and self.ground in refusals() and self.kind in clocks():
            if self.kind not in refusals()[self.ground].kinds:
                yield "ground", _("Căn cứ này không dùng để từ chối loại yêu cầu này.")
            if self.ground == "not_entitled" and self.relation in SPEAKS_FOR_THE_CHILD:
                yield "ground", _("Người này đại diện cho trẻ theo pháp luật.")
            if self.ground == "suspect" and self.suspect == Suspect.NO:
                yield "ground", _("Trên đã ghi người này không bị nghi xâm hại trẻ.")
