"""The register: a child, its home and family, and the circumstances it lives in."""

from chungtay.children.models.adoption import Adoption
from chungtay.children.models.child import BirthPrecision, Child, ChildQuerySet, NoNumber, Sex
from chungtay.children.models.circumstance import (
    Circumstance,
    CircumstanceQuerySet,
    Group,
    GroupQuerySet,
    StoppedRisk,
)
from chungtay.children.models.condition import Disability, Illness
from chungtay.children.models.declined import Declined
from chungtay.children.models.guardian import Guardian, GuardianState
from chungtay.children.models.home import (
    Began,
    Ended,
    LivesWith,
    Residence,
    ResidenceQuerySet,
)
from chungtay.children.models.household import Household, Poverty
from chungtay.children.models.same_person import SamePerson
from chungtay.children.models.schooling import Schooling
from chungtay.children.models.sealed import Alert, Compartment, Named, NamedQuerySet

__all__ = [
    "Adoption",
    "Alert",
    "Began",
    "BirthPrecision",
    "Child",
    "ChildQuerySet",
    "Circumstance",
    "CircumstanceQuerySet",
    "Compartment",
    "Declined",
    "Disability",
    "Ended",
    "Group",
    "GroupQuerySet",
    "Guardian",
    "GuardianState",
    "Household",
    "Illness",
    "LivesWith",
    "Named",
    "NamedQuerySet",
    "NoNumber",
    "Poverty",
    "Residence",
    "ResidenceQuerySet",
    "SamePerson",
    "Schooling",
    "Sex",
    "StoppedRisk",
]
