"""The page that tells a file's password before the file is taken."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chungtay.web.desk import desk
from chungtay.web.locked_file import new_password, password_of, sealed_for


def password_sent(request: HttpRequest) -> str | None:
    """The password that the page told and its form sent back; None before that, or too old."""
    if request.method != "POST":
        return None
    return password_of(desk(request).user.pk, request.POST.get("password", ""))


def tell_password(request: HttpRequest, template: str, **shown: Any) -> HttpResponse:
    """The page with a new password, for `_locked.html` in it. `unit`, if the file bears the mark
    of who took it. Status 400: the one sent back was too old, or the file has the `fault`."""
    password, again = new_password(), request.method == "POST"
    shown |= {"password": password, "expired": again and not shown.get("fault")}
    shown["sealed"] = sealed_for(desk(request).user.pk, password)
    return render(request, template, shown, status=400 if again else 200)
