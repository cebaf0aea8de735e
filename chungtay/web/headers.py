"""What every answer bears, so that a browser keeps nothing of a page and runs nothing of others."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponse]

# Only those that browsers know: they complain of others on every page.
UNUSED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
ALWAYS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
A_YEAR = 31_536_000
CONTROL = {chr(n) for n in range(32)} - {"\t", "\n", "\r"} | {"\x7f"}


def headers(get_response: Answer) -> Answer:
    """Outermost: answers of files, of pages and of faults bear the same."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if settings.BEHIND_HTTPS:
            response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
        return response

    return answer


def not_kept(get_response: Answer) -> Answer:
    """No page is stored, by a browser or on the way: a device passes from hand to hand. Stands
    inside the middleware that answers for files, which may be stored."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return answer


def clean_asking(get_response: Answer) -> Answer:
    """Refuses control signs in an address, which no page of ours sends and no database takes."""

    def answer(request: HttpRequest) -> HttpResponse:
        asked = (request.path, *(part for pair in _pairs(request) for part in pair))
        if any(CONTROL.intersection(part) for part in asked):
            raise SuspiciousOperation("control sign in an address")
        return get_response(request)

    return answer


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]
