"""The way of a hamlet through a round: only the steps of the table lead anywhere."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungtay.lib.problems import Problem
from chungtay.people.models import AuditEvent
from chungtay.survey.actions import take
from chungtay.survey.models import Area, State
from chungtay.survey.states import STEPS, steps_from
from tests.survey.conftest import Field

TABLE = [
    ("not_begun", "begin", "in_progress"),
    ("in_progress", "send", "sent"),
    ("sent", "check", "checked"),
    ("sent", "send_back", "sent_back"),
    ("checked", "send_back", "sent_back"),
    ("sent_back", "begin", "in_progress"),
]


def test_the_steps_are_these_and_no_others() -> None:
    told = {(str(one), name, str(step.target)) for name, step in STEPS.items()
            for one in step.sources}  # fmt: skip
    assert told == set(TABLE)
    assert {state for state in State if not steps_from(state)} == set()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    tried=st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(["", "Thiếu 2 trẻ"])))
)
def test_any_sequence_of_steps_stays_on_the_table(
    field: Field, tried: list[tuple[str, str]]
) -> None:
    area, leads = field.areas[1], {(at, step): to for at, step, to in TABLE}
    with transaction.atomic():
        Area.objects.filter(pk=area.pk).update(state=State.NOT_BEGUN, words="")
        at = "not_begun"
        for step, words in tried:
            fits = (at, step) in leads and (step != "send_back" or bool(words))
            try:
                take(area, step, words=words, by=field.officer)
                assert fits
                at = leads[at, step]
            except Problem:
                assert not fits
            area.refresh_from_db()
            assert area.state == at
            assert (area.state == State.SENT_BACK) <= bool(area.words)
        transaction.set_rollback(True)


def test_a_hamlet_is_not_sent_while_a_child_waits(field: Field) -> None:
    field.visits()
    take(field.areas[0], "begin", by=field.collaborator)
    with pytest.raises(Problem, match="Còn 4 trẻ chưa rà"):
        take(field.areas[0], "send", by=field.collaborator)


def test_every_step_stands_in_the_trail(field: Field) -> None:
    for step in ("begin", "send", "check"):
        take(field.areas[1], step, by=field.officer)
    lines = AuditEvent.objects.filter(subject=f"area:{field.areas[1].pk}").order_by("pk")
    assert [line.verb for line in lines] == ["area_begin", "area_send", "area_check"]
