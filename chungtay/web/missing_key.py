"""A page that meets what no key at hand opens says so, and who can help."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chungtay.lib.keys import KeyProblem
from chungtay.web.problems import sentence_of

Answer = Callable[[HttpRequest], HttpResponse]


def told(answer: Answer) -> Answer:
    """Answers 503 in words; anything else goes its usual way."""

    def within(request: HttpRequest) -> HttpResponse:
        return answer(request)

    within.process_exception = _page  # type: ignore[attr-defined]
    return within


def _page(request: HttpRequest, problem: Exception) -> HttpResponse | None:
    if not isinstance(problem, KeyProblem):
        return None
    words = sentence_of(problem)
    return render(request, "sealed/missing_key.html", {"problem": words}, status=503)
