"""Vietnamese first: another language only by the switch, never by what a browser prefers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def vietnamese_first(get_response: Answer) -> Answer:
    def answer(request: HttpRequest) -> HttpResponse:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return get_response(request)

    return answer
