"""What a form fills in or asks beyond the rules of its model."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from chungtay.activities.models import Activity
from chungtay.cases.models import Case
from chungtay.children.actions import end_earlier, leave_home
from chungtay.children.models import Circumstance, Guardian, GuardianState, Residence, Schooling
from chungtay.indicators.registry import INDICATORS
from chungtay.law.child_friendly import standard, standard_of
from chungtay.lib import vietnamese
from chungtay.places.actions import unit_sort_key
from chungtay.places.models import Unit
from chungtay.plans.models import Assessment, PlanPart, Score, Target
from chungtay.rights.models import Consent, DataRequest, Incident
from chungtay.support.models import GiftDrive, Support
from chungtay.web.inputs.plain import NumberListField
from chungtay.web.kinds.register import in_order_of_law
from chungtay.web.privacy import hidden_groups

if TYPE_CHECKING:
    from chungtay.web.inputs.form import RecordForm

Rule = Callable[["RecordForm"], None]


def nothing(_form: "RecordForm") -> None:
    """Most kinds ask no more than their model does."""


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def _part(form: "RecordForm") -> None:
    said = form.cleaned_data
    plan, kind = form.value_of("plan"), said.get("kind")
    if plan and kind and said.get("order", 0) is None:
        said["order"] = _next(PlanPart.objects.filter(plan=plan, kind=kind))


def _target(form: "RecordForm") -> None:
    said = form.cleaned_data
    plan, code = form.value_of("plan"), said.get("indicator")
    if plan and said.get("order", 0) is None:
        said["order"] = _next(Target.objects.filter(plan=plan))
    if said.get("kind") == Target.Kind.SHARE and code and not has_share(code):
        told = _("Chỉ tiêu này không có mẫu số nên không đặt tỷ lệ phần trăm được.")
        form.add_error("indicator", told)


def has_share(code: str) -> bool:
    """Whether the indicator counts some among more, and so gives a share."""
    one = INDICATORS[code]
    return one.measure(one.fact.table).among is not None


def _score(form: "RecordForm") -> None:
    said, assessment = form.cleaned_data, form.value_of("assessment")
    if assessment is None or said.get("most", 0) is not None:
        return
    known = standard(assessment.standard).criteria.get(said.get("criterion") or 0)
    if known and known.maximum is not None:
        said["most"] = known.maximum
    elif "criterion" in said:
        form.add_error("most", _("Chưa biết điểm tối đa của tiêu chí này: hãy ghi."))


def _assessment(form: "RecordForm") -> None:
    said = form.cleaned_data
    if said.get("year") and not said.get("standard"):
        said["standard"] = standard_of(said["year"]).code


def _activity(form: "RecordForm") -> None:
    said = form.cleaned_data
    if said.get("starts_on") and said.get("ends_on", "") is None:
        said["ends_on"] = said["starts_on"]


def _unit(form: "RecordForm") -> None:
    """The database refuses a unit that stands when the one above it does not."""
    said = form.cleaned_data
    form.instance.sort_key = unit_sort_key(said.get("name") or "")
    above, period = form.value_of("parent"), said.get("period")
    if above is None or period is None:
        return
    if period.lower < above.period.lower:
        day = vietnamese.date(above.period.lower)
        form.add_error("period", _("Đơn vị cấp trên chỉ có từ ngày %(day)s.") % {"day": day})
    if above.period.upper and (period.upper is None or period.upper > above.period.upper):
        day = vietnamese.date(above.period.upper - timedelta(days=1))
        form.add_error("period", _("Đơn vị cấp trên chỉ có đến hết ngày %(day)s.") % {"day": day})


@contextmanager
def as_it_is(_form: "RecordForm") -> Iterator[None]:
    """Most records are checked against the register as it is."""
    yield


@contextmanager
def _old_home_left(form: "RecordForm") -> Iterator[None]:
    """A new home ends the one that the child has: it is checked as if that one had ended."""
    child, period = form.value_of("child"), form.cleaned_data.get("period")
    with transaction.atomic():
        if form.adding and child and period:
            leave_home(child, on=period.lower, by=form.desk.user)
        yield
        transaction.set_rollback(True)


@contextmanager
def _earlier_ended(form: "RecordForm") -> Iterator[None]:
    """The same of a carer's state and of a child's school."""
    said = form.instance
    hangs = getattr(said, "child_id", None) or getattr(said, "guardian_id", None)
    with transaction.atomic():
        if form.adding and hangs and said.period:
            end_earlier(said)
        yield
        transaction.set_rollback(True)


RULES: dict[type[Model], Rule] = {
    PlanPart: _part,
    Target: _target,
    Score: _score,
    Assessment: _assessment,
    Activity: _activity,
    Unit: _unit,
}
TRIED: dict[type[Model], Callable[["RecordForm"], AbstractContextManager[None]]] = {
    Residence: _old_home_left,
    GuardianState: _earlier_ended,
    Schooling: _earlier_ended,
}


def _score_boxes(form: "RecordForm") -> None:
    """The criteria of the assessment's own standard, the first without points chosen."""
    assessment = form.value_of("assessment")
    if not isinstance(assessment, Assessment):
        return
    criteria = standard(assessment.standard).criteria.values()
    named = [(one.number, _criterion(one)) for one in criteria]
    old = form.fields["criterion"]
    options = {"label": old.label, "error_messages": {"required": _("Hãy chọn tiêu chí.")}}
    form.fields["criterion"] = NumberListField(choices=named, **options)
    scored = set(assessment.scores.values_list("criterion", flat=True))
    free = [one.number for one in criteria if one.number not in scored]
    form.start("criterion", free[0] if free else None)


def _criterion(one: Any) -> str:
    if one.maximum is None:
        return f"{one.number}. {one.name}"
    return f"{one.number}. {one.name} ({_('tối đa')} {one.maximum})"


def _target_boxes(form: "RecordForm") -> None:
    """A target lies within another of the same plan."""
    plan = form.value_of("plan")
    if plan is not None:
        form.fields["within"].rows = plan.targets.order_by("order").exclude(pk=form.instance.pk)  # type: ignore[attr-defined]


def _group_boxes(form: "RecordForm") -> None:
    """Who is not told a private group does not write one either."""
    hidden = hidden_groups(form.desk.posts)
    if not form.adding:
        form.initial["evidence"] = form.instance.ground
    groups = in_order_of_law()
    # A risk no longer used stays where it was recorded.
    known = groups.used if form.adding else groups.of
    rows = known(form.desk.unit, form.desk.day).exclude(code__in=hidden)
    form.fields["group"].rows = rows  # type: ignore[attr-defined]


def _case_boxes(form: "RecordForm") -> None:
    """Only a carer of this very child can be the one suspected."""
    child = form.value_of("child") if form.parents.get("child") or not form.adding else None
    form.fields["suspect"].rows = Guardian.objects.filter(child=child)  # type: ignore[attr-defined]


def _home_boxes(form: "RecordForm") -> None:
    """A home with a household is where the household is."""
    if household := form.parents.get("household"):
        form.start("unit", household.unit)  # type: ignore[attr-defined]


def _comes_later(*names: str) -> Rule:
    """Boxes that a new record does not show: what they ask has not happened yet."""

    def boxes(form: "RecordForm") -> None:
        for name in names if form.adding else ():
            form.fields.pop(name, None)

    return boxes


BOXES: dict[type[Model], Rule] = {
    Consent: _comes_later("withdrawn_on"),
    DataRequest: _comes_later(
        "answered_at", "extended", "extension_reason", "outcome", "ground", "done_at", "told"
    ),
    Incident: _comes_later("reported_at", "report_number", "told_persons_at", "repaired_on"),
    Score: _score_boxes,
    Target: _target_boxes,
    Circumstance: _group_boxes,
    Case: _case_boxes,
    Residence: _home_boxes,
}

_SOURCES = {
    GiftDrive.Source.BUDGET: Support.Source.STATE,
    GiftDrive.Source.FUND: Support.Source.FUND,
    GiftDrive.Source.PROGRAMME: Support.Source.COMMUNITY,
}


def settled(model: type[Model], parents: dict[str, Model]) -> dict[str, Any]:
    """What a parent settles: a gift of a drive has its day and source from the drive."""
    drive = parents.get("drive")
    if model is Support and isinstance(drive, GiftDrive):
        source = _SOURCES[GiftDrive.Source(drive.source)]
        gift = {"kind": Support.Kind.GIFT, "date": drive.date, "source": source, "grant": None}
        return gift | {"provider": drive.partner}
    return {}
