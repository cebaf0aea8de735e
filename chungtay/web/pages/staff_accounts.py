"""Other people's accounts: who may sign in, the slip that lets one in, lock and unlock."""

import base64
from collections.abc import Callable
from io import BytesIO
from typing import Any

import qrcode
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from qrcode.image.svg import SvgPathImage

from chungtay.lib.vietnamese import fold
from chungtay.people import accounts as people_accounts
from chungtay.people.accounts import (
    FACTORS,
    MANAGES,
    has_second_factor,
    in_charge_of,
    managed,
    may_manage,
    only_collaborator,
    standing,
)
from chungtay.people.invitations import LASTS, invite
from chungtay.people.models import Invitation, Post, User
from chungtay.web import words
from chungtay.web.desk import desk, needs, refused
from chungtay.web.pager import Pager

Action = Callable[..., None]
ACTIONS: dict[str, Action] = {
    "khoa": people_accounts.lock,
    "mo": people_accounts.unlock,
    "bo-lop-hai": people_accounts.reset_second_factor,
}


@never_cache
@needs(*MANAGES)
@words.searched
def accounts(request: HttpRequest) -> HttpResponse:
    """People who hold a post at the desk's units or below."""
    asked = words.words_of(request)[: words.LONGEST]
    found = _posts(request, asked)
    pager = Pager(request.GET.get("trang", "1"), found.count())
    rows = list(found.order_by("unit__level", "person__search_key", "pk")[pager.span])
    here = desk(request)
    mine = managed(here.user, here.posts, [post.person_id for post in rows], here.day)
    shown = {"rows": rows, "pager": pager, "words": asked, "mine": mine}
    shown["expired"] = words.expired(request)
    return render(request, "account/people.html", shown)


def _posts(request: HttpRequest, asked: str) -> QuerySet[Post]:
    here = desk(request)
    proven = Authenticator.objects.filter(user=OuterRef("person"), type__in=FACTORS)
    found = Post.objects.on(here.day).filter(in_charge_of(here.posts))
    if asked:
        found = found.filter(person__search_key__contains=fold(asked))
    return found.select_related("person", "unit__parent").annotate(proven=Exists(proven))


@never_cache
@needs(*MANAGES)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's account, and what may be done to it."""
    one, held = _within(request, pk)
    if request.method == "POST":
        return _done(request, one, request.POST.get("viec", ""))
    shown = {"person": one, "posts": held, "proven": has_second_factor(one)}
    shown["slip"] = one.invitations.filter(used_at=None, ended_at=None).first()
    return render(request, "account/person.html", shown)


def _done(request: HttpRequest, one: User, wanted: str) -> HttpResponse:
    if wanted not in ACTIONS:
        raise Http404(gettext("Không có việc này."))
    ACTIONS[wanted](one, by=desk(request).user)
    told = {
        "khoa": gettext("Đã khóa tài khoản của %(person)s."),
        "mo": gettext("Đã mở khóa tài khoản của %(person)s."),
        "bo-lop-hai": gettext("Đã bỏ lớp bảo vệ thứ hai của %(person)s."),
    }
    messages.success(request, told[wanted] % {"person": one})
    return redirect("person_account", one.pk)


def _within(request: HttpRequest, pk: int) -> tuple[User, list[Post]]:
    """The person and posts, if the account is the desk's to look after; else 404, and a line."""
    here = desk(request)
    one = User.objects.filter(pk=pk).first() if pk < 2**31 else None
    if one is None or not may_manage(here.user, here.posts, one, here.day):
        refused(request, f"user:{pk}")
        raise Http404(gettext("Không có tài khoản này trong phạm vi anh/chị quản lý."))
    return one, standing(one, here.day)


@never_cache
@needs(*MANAGES)
def slip_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new slip. Its address is on this one answer only: it is kept nowhere."""
    one, held = _within(request, pk)
    purposes = _purposes(one, held)
    shown: dict[str, Any] = {"person": one, "posts": held, "purposes": purposes}
    if request.method != "POST" or not one.is_active:
        return render(request, "account/slip_new.html", shown)
    purpose = request.POST.get("de", "")
    if purpose not in dict(purposes):
        raise Http404(gettext("Không có loại phiếu này."))
    token = invite(one, purpose=purpose, by=desk(request).user)
    address = request.build_absolute_uri(reverse("slip_open", args=[token]))
    shown |= {"address": address, "picture": picture(address), "purpose": purpose}
    shown["until"] = timezone.now() + LASTS
    return render(request, "account/slip.html", shown)


def _purposes(one: User, held: list[Post]) -> list[tuple[str, str]]:
    """A collaborator who has a password may just change the telephone."""
    wanted = [(Invitation.Purpose.FIRST.value, gettext("Đặt mật khẩu: lần đầu, hoặc đã quên"))]
    if only_collaborator(held) and one.has_usable_password():
        word = gettext("Đổi điện thoại: vào thẳng, mật khẩu giữ nguyên")
        wanted.insert(0, (Invitation.Purpose.PHONE.value, word))
    return wanted


def picture(address: str) -> str:
    """The address as a QR code, in a `data:` address of an SVG picture."""
    kept = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, box_size=10, border=2).save(kept)
    return "data:image/svg+xml;base64," + base64.b64encode(kept.getvalue()).decode()
