"""What a person searches for: kept in the session, never in an address or a log, since it may be
a child's name. An address bears only a short key, which says nothing outside that session."""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)

from chungtay.lib.vietnamese import recognised

Page = Callable[..., HttpResponse]
BOX, KEY = "q", "t"  # the field that is typed in; the key of its words in an address
SECRET, KEPT = "words_secret", "words"
MOST, LONGEST = 30, 80
# Of a form, what does not belong in the address that answers it.
NOT_ASKED = {BOX, KEY, "trang", "csrfmiddlewaretoken"}


class SeeOther(HttpResponseRedirect):
    """The answer stands at another address, which is read with GET."""

    status_code = 303


def searched(page: Page) -> Page:
    """The page's words come by POST, and it answers from an address without them."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return _sent_on(request)
        return page(request, *args, **kwargs)

    return guarded


def wordless(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Middleware: words that somebody wrote into an address are taken out of it, not searched
    for, and stand in no link of the answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        if BOX in request.GET:
            return _see(request, _without(request.GET, {BOX}))
        return get_response(request)

    return answer


def _sent_on(request: HttpRequest) -> HttpResponse:
    asked = _without(request.POST, NOT_ASKED)
    if words := request.POST.get(BOX, "").strip():
        asked.append((KEY, keep(request, words)))
    return _see(request, asked)


def _see(request: HttpRequest, asked: list[tuple[str, str]]) -> HttpResponse:
    address = request.path + (f"?{urlencode(asked)}" if asked else "")
    return SeeOther(address)


def _without(given: QueryDict, names: set[str]) -> list[tuple[str, str]]:
    """Field by field what was given, blank ones left out."""
    lists = ((name, values) for name, values in given.lists() if name not in names)
    return [(name, str(value)) for name, values in lists for value in values if value]


def keep(request: HttpRequest, words: str) -> str:
    """The key of these words in the person's session, which holds the last thirty searches."""
    words = _readable(words)
    key = _key(request, words)
    kept: dict[str, str] = request.session.get(KEPT, {})
    others = [(one, said) for one, said in kept.items() if one != key]
    request.session[KEPT] = dict([*others, (key, words)][-MOST:])
    return key


def _readable(words: str) -> str:
    """Old encodings read, control signs taken for spaces; one letter too many is left to be
    refused by the list."""
    plain = "".join(" " if unicodedata.category(c) == "Cc" else c for c in words)
    return " ".join(recognised(plain).split())[: LONGEST + 1]


def _key(request: HttpRequest, words: str) -> str:
    secret = request.session.setdefault(SECRET, secrets.token_hex(16))
    return hmac.new(secret.encode(), words.encode(), hashlib.sha256).hexdigest()[:16]


def words_of(request: HttpRequest) -> str:
    """The words whose key the address bears; none for a key of another session."""
    found = request.session.get(KEPT, {}).get(request.GET.get(KEY, ""), "")
    return str(found)


def expired(request: HttpRequest) -> bool:
    """Whether the address bears a key whose words this session does not hold."""
    return bool(request.GET.get(KEY)) and not words_of(request)


def asked(request: HttpRequest) -> QueryDict:
    """What the address asks for, with the words searched for."""
    given = request.GET.copy()
    given.pop(BOX, None)
    if words := words_of(request):
        given[BOX] = words
    return given
