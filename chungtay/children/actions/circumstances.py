"""Episodes of circumstances."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.children.actions.homes import last_home
from chungtay.children.models import Circumstance
from chungtay.lib.problems import Problem
from chungtay.people.deeds import doing
from chungtay.people.models import Deed, User
from chungtay.people.trail import note


def end_circumstance(episode: Circumstance, *, on: date, reason: str, by: User) -> Circumstance:
    """Closes an episode: `on` is the first day the child is no longer in the group."""
    if not episode.period.lower < on:
        raise Problem(
            "Ngày kết thúc phải sau ngày bắt đầu của hoàn cảnh.",
            "An episode must end after it begins.",
        )
    unit, child = last_home(episode.child).unit, episode.child_id
    with doing(Deed.Kind.CIRCUMSTANCE_ENDED, by=by, unit=unit, day=on, child=child):
        episode.period, episode.end_reason = DateRange(episode.period.lower, on), reason
        episode.save(update_fields=["period", "end_reason"])
        note("end_circumstance", f"child:{child}", by=by.username, reason=reason)
        return episode
