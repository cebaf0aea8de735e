"""The way of a hamlet through a round, as data: which step leads from which state to which."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from chungtay.people.roles import Permission
from chungtay.survey.models import State


@dataclass(frozen=True)
class Step:
    """`stamp`: the moment that is kept, `once`: the first time alone; `words`: the step is refused
    without a message; `whole`: refused while a child of the list has not been visited;
    `permission`: whose step it is."""

    label: Any
    sources: frozenset[State]
    target: State
    permission: Permission
    stamp: str = ""
    once: bool = False
    words: bool = False
    whole: bool = False


STEPS: dict[str, Step] = {
    "begin": Step(
        _("Bắt đầu"),
        frozenset({State.NOT_BEGUN, State.SENT_BACK}),
        State.IN_PROGRESS,
        Permission.ENROL,
        "begun_at",
        once=True,
    ),
    "send": Step(
        _("Gửi kết quả"),
        frozenset({State.IN_PROGRESS}),
        State.SENT,
        Permission.ENROL,
        "sent_at",
        whole=True,
    ),
    "check": Step(
        _("Xác nhận đã kiểm"),
        frozenset({State.SENT}),
        State.CHECKED,
        Permission.WORK,
        "checked_at",
    ),
    "send_back": Step(
        _("Trả lại"),
        frozenset({State.SENT, State.CHECKED}),
        State.SENT_BACK,
        Permission.WORK,
        words=True,
    ),
}


def steps_from(state: str) -> list[str]:
    """The steps that lead on from a state."""
    return [name for name, step in STEPS.items() if state in step.sources]
