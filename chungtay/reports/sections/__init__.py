"""What a report can speak of: a module for each field, a Matter for each heading."""

from chungtay.reports.chapters import Matter
from chungtay.reports.sections.aid import AID
from chungtay.reports.sections.care_models import CHILD_FRIENDLY, COUNSEL, MODELS
from chungtay.reports.sections.communication import COMMUNICATION
from chungtay.reports.sections.events import EVENTS, FORUM
from chungtay.reports.sections.fund import FUND
from chungtay.reports.sections.gifts import GIFTS, SPONSORS_OF_CHILDREN
from chungtay.reports.sections.health import HEALTH, IMMUNISATION, INJURIES, INSURANCE, NUTRITION
from chungtay.reports.sections.protection import PROTECTION
from chungtay.reports.sections.situation import SITUATION
from chungtay.reports.sections.targets import TARGETS
from chungtay.reports.sections.tasks import DONE, HANDED
from chungtay.reports.sections.workforce import ORGANISATION

MATTERS: tuple[Matter, ...] = (
    SITUATION,
    ORGANISATION,
    COMMUNICATION,
    EVENTS,
    FORUM,
    AID,
    GIFTS,
    SPONSORS_OF_CHILDREN,
    FUND,
    PROTECTION,
    COUNSEL,
    HEALTH,
    INSURANCE,
    NUTRITION,
    IMMUNISATION,
    INJURIES,
    MODELS,
    CHILD_FRIENDLY,
    TARGETS,
    DONE,
    HANDED,
)
__all__ = [
    "AID",
    "CHILD_FRIENDLY",
    "COMMUNICATION",
    "COUNSEL",
    "DONE",
    "EVENTS",
    "FORUM",
    "FUND",
    "GIFTS",
    "HANDED",
    "HEALTH",
    "IMMUNISATION",
    "INJURIES",
    "INSURANCE",
    "MATTERS",
    "MODELS",
    "NUTRITION",
    "ORGANISATION",
    "PROTECTION",
    "SITUATION",
    "SPONSORS_OF_CHILDREN",
    "TARGETS",
]
