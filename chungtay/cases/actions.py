"""Writing cases and notices: who is named on them, and who is no longer a contact."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.cases.models import Case, Notice
from chungtay.children.models import Guardian, Named
from chungtay.children.naming import keep_sealed, name, name_also
from chungtay.children.sealed import opens, working_day
from chungtay.lib.problems import Problem
from chungtay.people.actions import keep
from chungtay.people.models import User


@transaction.atomic
def keep_case(case: Case, *, by: User) -> Case:
    """Saves a case with its manager named on it: whom it says, else who writes it.

    A guardian who is suspected is no longer a contact of the child. Raises ValidationError.
    """
    case.manager = case.manager or (by if case._state.adding else None)
    was = Case.objects.filter(pk=case.pk).first()
    _as_sealed_before(case, was, by)
    kept: Case = keep_sealed(case, by=by)
    if kept.manager and kept.manager != by:
        _name_manager(kept, kept.manager, by)
    for guardian in {kept.suspect_id, was.suspect_id if was else None}:
        if guardian is not None:
            _contact(guardian)
    return kept


def _name_manager(case: Case, manager: User, by: User) -> None:
    try:
        name_also(manager, case.child, case.compartment, by=by)
    except Problem:
        told = _("Chỉ người đang phụ trách hoặc người giám sát được giao hồ sơ cho người khác.")
        raise ValidationError({"manager": told}) from None


@transaction.atomic
def keep_notice(notice: Notice, *, by: User) -> Notice:
    """Saves a notice; about a known child it is sealed, and its writer named. ValidationError."""
    if notice.child_id:
        _as_sealed_before(notice, Notice.objects.filter(pk=notice.pk).first(), by)
        return keep_sealed(notice, by=by)
    return keep(notice, by=by)


def _as_sealed_before(record: Case | Notice, was: Case | Notice | None, by: User) -> None:
    """A harm put right may seal the record elsewhere: those named on it stay with it."""
    if was is None or was.compartment == record.compartment or not was.child_id:
        return
    day = working_day(by)
    held = Named.objects.holding(day).filter(child=was.child_id, compartment=was.compartment)
    for named in held.exclude(ground=Named.Ground.BREAK_GLASS).select_related("person"):
        if not opens(was.child_id, record.compartment, named.person, day):
            name([named.person], was.child_id, [record.compartment], since=day, by=by)


def _contact(guardian: int) -> None:
    """The same person may stand on the child in several periods."""
    one = Guardian.objects.get(pk=guardian)
    same = Guardian.objects.filter(child=one.child_id, full_name=one.full_name)
    suspected = Case.objects.filter(suspect__in=same).exists()
    same.update(is_contact=not suspected)
