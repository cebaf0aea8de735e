"""Requests made by hypothesis over every address: no fault, no leak, nothing changed.

CHUNGTAY_FUZZ says how many (1,000 if it does not); the whole is 10,000.
"""

import os
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chungtay.children.models import Child
from chungtay.people.roles import Role
from chungtay.places.models import Unit
from chungtay.web.kinds import KINDS
from tests.security.attacks.conftest import MARKER, nothing_changed
from tests.security.attacks.pages import address, live, read, routes
from tests.security.attacks.payloads import FORMULAS, ODD, SCRIPTS, SQL, TEMPLATES
from tests.web.conftest import Register

WHOLE = int(os.environ.get("CHUNGTAY_FUZZ", "1000"))
AT_ONCE = 20
ROUTES = sorted({route for route, _page in routes() if "dang-xuat" not in route})
WORDS = [
    w for w in (*SQL, *TEMPLATES, *ODD, *SCRIPTS, *FORMULAS) if w.isprintable() and len(w) < 900
]
NAMES = sorted(
    {"q", "don-vi", "trang", "nam", "xep", "ky", "in", "loai", "next", "language", "_stamp"}
    | {"tuoi", "gioi", "dien", "nhom", "viec", "full_name", "child_ma", "unit_ma", "period_den"}
    | {one.name for kind in KINDS.values() for one in kind.filters}
    | {name for kind in KINDS.values() for name in kind.parents}
    | {field.name for kind in KINDS.values() for field in kind.model._meta.fields}
)
METHODS = {
    "reader": ("GET", "GET", "GET", "HEAD", "OPTIONS"),
    "leader": ("GET", "POST", "POST", "PUT", "DELETE", "PATCH"),
    "nobody": ("GET", "POST", "HEAD"),
}
KEYS = ("known", "far", "number", "word")


def asked() -> st.SearchStrategy[Any]:
    """(address with its keys, method, fields); `known` and `far` are filled in with real keys."""
    word = st.one_of(st.sampled_from(WORDS), st.text(max_size=12), st.integers().map(str))
    field = st.one_of(word, st.sampled_from(KEYS[:2]))
    return st.tuples(
        st.sampled_from(ROUTES),
        st.sampled_from([*KEYS, "known", "known"]),
        word,
        st.integers(0, 5),
        st.dictionaries(st.sampled_from(NAMES), field, max_size=4),
    )


def keys_of(hamlet: Unit, commune: Any) -> dict[str, Any]:
    child = Child.objects.filter(residences__unit=hamlet)[0]
    return {"uuid": child.pk, "int": commune.pk, "str": commune.pk}


def filled(route: str, key: str, word: str, places: dict[str, dict[str, Any]]) -> str:
    """The address: each of its keys a real one, one of elsewhere, a number, or a word."""
    slugs = list(KINDS)
    slug = slugs[len(word) % len(slugs)]
    given: dict[str, Any] = {"slug": slug, "period": "2020-H1", "code": "children", "kind": "exe"}
    if key in places:
        kept = places[key]
        pk = kept["uuid"] if "uuid:pk" in route else kept["str"]
        given |= {"pk": pk, "unit_id": kept["int"], "number": 1}
    elif key == "number":
        given |= {"pk": len(word), "unit_id": len(word) * 7919, "number": 10**18}
    else:
        safe = "".join(c for c in word if c.isalnum())[:40] or "x"
        given |= dict.fromkeys(("pk", "period", "code", "kind", "name", "slug"), safe)
    return address(route, **given)


def ask(who: str, client: Client, one: Any, places: dict[str, dict[str, Any]]) -> None:
    route, key, word, turn, fields = one
    path = filled(route, key, word, places)
    method = METHODS[who][turn % len(METHODS[who])]
    data = {name: places[said]["int"] if said in places else said for name, said in fields.items()}
    sent = {name: str(value).encode("utf-8", "ignore").decode() for name, value in data.items()}
    answer = getattr(client, method.lower())(path, sent) if method in ("GET", "POST") else (
        client.generic(method, path, b"a=1")
    )  # fmt: skip
    content = read(answer)
    assert answer.status_code < 500, (who, method, path, sent)
    assert MARKER.encode() not in content, (who, method, path, sent)
    if "text/html" in answer.get("Content-Type", ""):
        assert live(content.decode()) == [], (who, method, path, sent)


def signed_in_as(client: Client) -> str:
    cookie = client.cookies.get(site.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


@pytest.mark.parametrize("who", METHODS)
def test_no_request_finds_a_fault_or_leaves_a_trace(tiny: Register, far: Unit, who: str) -> None:
    client = {
        "reader": lambda: tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER),
        "leader": lambda: tiny.sign_in(tiny.province, role=Role.LEADER),
        "nobody": Client,
    }[who]()
    places = {"known": keys_of(tiny.hamlet, tiny.commune), "far": keys_of(far, far.parent)}
    session = signed_in_as(client)

    @settings(
        max_examples=max(1, WHOLE // AT_ONCE // len(METHODS)),
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(asked(), min_size=AT_ONCE, max_size=AT_ONCE))
    def many(requests: list[Any]) -> None:
        for one in requests:
            ask(who, client, one, places)

    with nothing_changed():
        many()
    assert signed_in_as(client) == session  # or the rest of the requests had been nobody's
