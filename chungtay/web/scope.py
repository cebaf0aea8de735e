"""Every request runs in one transaction, in the scope of the person who is signed in."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from chungtay.people import scope
from chungtay.people.trail import acting, say_who

Answer = Callable[[HttpRequest], HttpResponse]


def scoped(answer: Answer) -> Answer:
    """After the session and the person are known. What failed is undone as a whole; a refusal
    (below 500) may have left its line in the trail, and keeps it."""

    def within(request: HttpRequest) -> HttpResponse:
        with acting(None), scope.of_person(request.user.pk):
            if request.method == "POST":
                say_who(request.user.get_username(), _page(request))
            response = answer(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return within


def _page(request: HttpRequest) -> str:
    """The name of the address: it holds no key."""
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
