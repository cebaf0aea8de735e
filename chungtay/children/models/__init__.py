"""The register: a child, its home and family, and the circumstances it lives in."""

from chungtay.children.models.child import BirthPrecision, Child, ChildQuerySet, Sex
from chungtay.children.models.circumstance import Circumstance, CircumstanceQuerySet, Group
from chungtay.children.models.guardian import Guardian
from chungtay.children.models.home import Residence, ResidenceQuerySet
from chungtay.children.models.household import Household, Poverty
from chungtay.children.models.sealed import Alert, Compartment, Named, NamedQuerySet

__all__ = [
    "Alert",
    "BirthPrecision",
    "Child",
    "ChildQuerySet",
    "Circumstance",
    "CircumstanceQuerySet",
    "Compartment",
    "Group",
    "Guardian",
    "Household",
    "Named",
    "NamedQuerySet",
    "Poverty",
    "Residence",
    "ResidenceQuerySet",
    "Sex",
]
