"""Posts: the matrix of roles and rights, hand-over, hamlets without a collaborator."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chungtay.cases import handover
from chungtay.people.models import HandOver, Post, User
from chungtay.people.posts import NotYours, gives
from chungtay.people.roles import PERMISSIONS, Permission, Role
from chungtay.web import vacancies
from chungtay.web.desk import Desk, chosen_unit, desk, drill, needs, refused, without_right
from chungtay.web.inputs.handover import HandOverForm
from chungtay.web.kinds import KINDS
from chungtay.web.pager import Pager
from chungtay.web.pages.records import record_or_404
from chungtay.web.serving import serves
from chungtay.web.work_links import links

READ_BY = (Permission.RECORDS, Permission.POSTS, Permission.ACCOUNTS, Permission.AUDIT)


@needs(*READ_BY)
def rights_matrix(request: HttpRequest) -> HttpResponse:
    """What each role may do, straight from the code that decides it. `?in=1`: a sheet to print."""
    roles = [role for role in Role if PERMISSIONS[role]]
    rows = [(one, [(role, one in PERMISSIONS[role]) for role in roles]) for one in Permission]
    without = [role for role in Role if not PERMISSIONS[role]]
    shown: dict[str, Any] = {"roles": roles, "rows": rows, "without": without}
    shown["by_role"] = [
        (role, [one for one in Permission if one in PERMISSIONS[role]]) for role in roles
    ]
    shown["printed"] = request.GET.get("in") == "1"
    return render(request, "posts/rights.html", shown)


@never_cache
@needs(Permission.POSTS)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The open work of a post, to whom it goes, and from which day: one page, one action."""
    here, post = desk(request), _post(request, pk)
    head = handover.head_of(post, here.day)
    form = HandOverForm(here, head, data=request.POST or None)
    if request.method == "POST" and (record := _handed(request, form, post)):
        messages.success(request, gettext("Đã bàn giao: %(post)s.") % {"post": post})
        return redirect("handed_over", record.pk)
    shown: dict[str, Any] = {"post": post, "form": form, "work": links(post, here)}
    shown["counts_all"] = here.may_at(post.unit, Permission.CHILDREN)
    return render(request, "posts/hand_over.html", shown, status=400 if form.errors else 200)


def _post(request: HttpRequest, pk: int) -> Post:
    """A post that still holds and that the desk may end; 404 out of reach."""
    here, post = desk(request), record_or_404(request, KINDS["can-bo"], str(pk))
    if not gives(post.role, post.unit, by=here.user, on=here.day):
        refused(request, f"post:{pk}")
        raise PermissionDenied(without_right())
    if post.period.upper and post.period.upper <= here.day:
        raise Http404(gettext("Vị trí này đã kết thúc."))
    return post


def _handed(request: HttpRequest, form: HandOverForm, post: Post) -> HandOver | None:
    """The hand-over of a faultless form, or nothing at all and the fault at its field."""
    try:
        with transaction.atomic():
            if form.is_valid():
                return _hand(form, post, desk(request).user)
            transaction.set_rollback(True)
    except NotYours as fault:
        refused(request, f"post:{post.pk}")
        form.place([], fault.messages)
    except ValidationError as fault:
        _place(form, fault)
    except IntegrityError:
        form.place([], [gettext("Người khác vừa bàn giao vị trí này. Hãy mở lại trang.")])
    return None


def _hand(form: HandOverForm, post: Post, by: User) -> HandOver:
    told = form.cleaned_data
    to, on = form.successor(), told["on"]
    return handover.hand_over(post, to=to, on=on, by=by, decision=told["decision"])


def _place(form: HandOverForm, fault: ValidationError) -> None:
    if not hasattr(fault, "error_dict"):
        form.place([], fault.messages)
        return
    for name, sentences in fault.message_dict.items():
        form.place([name], sentences)


@never_cache
@needs(*Permission)
def handed_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed over, to whom; the slip to sign in; undo within the day."""
    record = _record(request, pk)
    here, post = desk(request), record.post
    ends = gives(post.role, post.unit, by=here.user, on=here.day)
    counts = [(handover.TITLES[code], n) for code, n in record.counts.items() if n]
    shown: dict[str, Any] = {"record": record, "counts": counts}
    shown["waiting"] = handover.unseen(here.user).filter(pk=record.pk).exists()
    shown["may_undo"] = ends and handover.may_undo(record)
    shown["slip"] = _slip(record) if ends else ""
    return render(request, "posts/handed_over.html", shown)


def _record(request: HttpRequest, pk: int) -> HandOver:
    """A hand-over that the desk had a part in, or may undo; any other is not there."""
    rows = HandOver.objects.select_related("post__unit", "post__person", "to_post__person", "by")
    record, here = rows.filter(pk=pk).first(), desk(request)
    if record is not None and (here.user.pk == record.by_id or _sides(record, here)):
        return record
    if record is None or not here.may_at(record.post.unit, Permission.POSTS):
        raise Http404(gettext("Không có lần bàn giao này trong phạm vi công tác của anh/chị."))
    return record


def _sides(record: HandOver, here: Desk) -> bool:
    """Whether the person gave or took."""
    taker = record.to_post.person_id if record.to_post else None
    return here.user.pk in (record.post.person_id, taker)


def _slip(record: HandOver) -> str:
    """Where the successor's slip to sign in is printed; none for a head, who signs in already."""
    if record.to_head or record.to_post is None or record.undone_at:
        return ""
    try:
        return reverse("slip_new", args=[record.to_post.person_id])
    except NoReverseMatch:
        return ""


@require_POST
@needs(*Permission)
def hand_over_seen(request: HttpRequest, pk: int) -> HttpResponse:
    record, here = _record(request, pk), desk(request)
    handover.see(record, by=here.user)
    return redirect("home")


@require_POST
@needs(Permission.POSTS)
def hand_over_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a hand-over of today back."""
    record = _record(request, pk)
    try:
        handover.undo(record, by=desk(request).user)
    except NotYours as fault:
        refused(request, f"handover:{pk}")
        raise PermissionDenied(fault.messages[0]) from fault
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect("handed_over", pk)
    messages.success(request, gettext("Đã hoàn tác lần bàn giao."))
    return redirect("record", "can-bo", record.post_id)


@serves("C20", records=(Post,))
@needs(Permission.FIGURES, Permission.POSTS)
def vacant(request: HttpRequest) -> HttpResponse:
    """The hamlets that no collaborator serves, those with most children first."""
    unit, here = chosen_unit(request), desk(request)
    found = vacancies.hamlets(unit, here.day)
    pager = Pager(request.GET.get("trang", "1"), len(found))
    shown = {
        "unit": unit,
        "pager": pager,
        "hamlets": found[pager.span],
        "drill": drill(request, unit),
    }
    shown |= {
        "communes": vacancies.by_commune(found),
        "assigns": here.may_at(unit, Permission.POSTS),
    }
    return render(request, "home/hamlets.html", shown)
