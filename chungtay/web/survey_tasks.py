"""What a survey asks of a desk today."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext

from chungtay.people.roles import Permission
from chungtay.places.models import Unit
from chungtay.survey.models import Area, AreaQuerySet, State
from chungtay.web.desk import Desk
from chungtay.web.tasks import ToDo

SOON_DAYS = 7
TO_DO = (State.NOT_BEGUN, State.IN_PROGRESS, State.SENT_BACK)


def survey(here: Desk, unit: Unit, day: date) -> Iterator[ToDo]:
    """One's own hamlets, then for who answers for the unit what waits to be checked or given."""
    yield from _own(here, day)
    if here.may_at(unit, Permission.WORK):
        yield from _to_check(unit, day)
        yield from _to_give(unit, day)


def _own(here: Desk, day: date) -> Iterator[ToDo]:
    held = Area.objects.open_on(day).filter(person=here.user, state__in=TO_DO)
    left = Count("visits", filter=Q(visits__outcome=""))
    rows = held.select_related("unit", "round").annotate(left=left).order_by("due", "pk")
    for area in rows:
        late, soon = area.due < day, (area.due - day).days <= SOON_DAYS
        back = area.state == State.SENT_BACK
        why = area.words if back else gettext("Trẻ chưa rà; bấm “Bắt đầu” nếu chưa có danh sách")
        tag = gettext("Trả lại") if back else gettext("Quá hạn") if late else ""
        yield ToDo(
            max(1, area.left), str(area), why, reverse("survey_area", args=[area.pk]),
            tag, area.due, soon=late or soon or back,
        )  # fmt: skip


def _to_check(unit: Unit, day: date) -> Iterator[ToDo]:
    sent = Area.objects.open_on(day).filter(state=State.SENT).under(unit)
    for row in _by_round(sent):
        yield ToDo(
            row["n"], gettext("Thôn đã gửi kết quả rà soát, chờ kiểm"), row["round__name"],
            _board(row["round"], unit),
        )  # fmt: skip


def _to_give(unit: Unit, day: date) -> Iterator[ToDo]:
    free = Area.objects.open_on(day).filter(person=None, state=State.NOT_BEGUN).under(unit)
    for row in _by_round(free):
        yield ToDo(
            row["n"], gettext("Thôn chưa giao người rà soát"), row["round__name"],
            _board(row["round"], unit),
        )  # fmt: skip


def _by_round(areas: AreaQuerySet) -> list[dict]:
    rows = areas.values("round", "round__name").annotate(n=Count("pk"))
    return list(rows.order_by("round"))


def _board(key: int, unit: Unit) -> str:
    return f"{reverse('survey_round', args=[key])}?don-vi={unit.pk}"
