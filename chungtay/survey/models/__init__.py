"""A round, the hamlets it goes through, the children visited, and those asked once more."""

from chungtay.survey.models.round import Area, AreaQuerySet, Round, State
from chungtay.survey.models.sample import Recheck, Sample
from chungtay.survey.models.visit import Channel, Gone, Outcome, Visit, VisitQuerySet

__all__ = [
    "Area",
    "AreaQuerySet",
    "Channel",
    "Gone",
    "Outcome",
    "Recheck",
    "Round",
    "Sample",
    "State",
    "Visit",
    "VisitQuerySet",
]
