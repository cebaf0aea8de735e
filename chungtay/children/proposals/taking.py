"""What a person does with a proposal."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.actions import end_circumstance
from chungtay.children.models import Child, Circumstance, Declined, Group, Residence
from chungtay.children.proposals.proposal import Proposal
from chungtay.lib.problems import Problem
from chungtay.people.actions import keep
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User
from chungtay.people.trail import note
from chungtay.places.models import Unit

SHORTEST_REASON = 5  # letters


def take(proposal: Proposal, *, day: date, by: User) -> Circumstance:
    """Writes the episode as proposed, or ends it. Raises ValidationError, Problem."""
    child = Child.objects.get(pk=proposal.child)
    kind = Deed.Kind.CIRCUMSTANCE_ENDED if proposal.ends else Deed.Kind.CIRCUMSTANCE
    unit = _home(child, day)
    with doing(kind, by=by, unit=unit, day=proposal.since, child=child.pk):
        if proposal.ends:
            return _end(proposal, child, day, by)
        group = Group.objects.get(pk=proposal.group)
        since = max(proposal.since, child.birth_date, group.period.lower)
        return keep(
            Circumstance(
                child=child, group=group, case=proposal.case, period=DateRange(since, None),
                evidence=proposal.why[:200],
            ),
            by=by,
        )  # fmt: skip


def _end(proposal: Proposal, child: Child, day: date, by: User) -> Circumstance:
    episode = Circumstance.objects.on(day).get(child=child, group=proposal.group)
    on = max(proposal.since, episode.period.lower)
    on = on if on > episode.period.lower else day
    return end_circumstance(episode, on=on, reason=proposal.why, by=by)


def _home(child: Child, day: date) -> Unit:
    return Residence.objects.on(day).select_related("unit").get(child=child).unit


@transaction.atomic
def decline(proposal: Proposal, *, reason: str, by: User) -> Declined:
    """Remembers that it is not so, and why: it is not proposed again. Raises Problem."""
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise Problem(
            "Hãy ghi vì sao đề xuất này không đúng.", "Say why the proposal is not right."
        )
    declined = Declined.objects.create(
        child_id=proposal.child, group_id=proposal.group, case=proposal.case,
        ends=proposal.ends, reason=reason[:200], by=by,
    )  # fmt: skip
    note("decline_proposal", f"group:{proposal.group}", by=by.username, child=proposal.child)
    return declined
