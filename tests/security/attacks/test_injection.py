"""SQL and template injection through every word that a page reads from its address."""

import time
from typing import Any

import pytest

from chungtay.people.roles import Role
from chungtay.places.models import Unit
from chungtay.web.kinds import KINDS
from tests.security.attacks.conftest import MARKER, nothing_changed
from tests.security.attacks.pages import address, live, read, routes
from tests.security.attacks.payloads import ODD, SCRIPTS, SPELT_OUT, SQL, TEMPLATES
from tests.web.conftest import Register
from tests.web.searching import search

SENT = [word for word in (*SQL, *TEMPLATES, *SCRIPTS, *ODD) if "\ud800" not in word]
ANSWERS = {200, 302, 400, 403, 404}
COMMON = ("q", "don-vi", "trang", "nam", "xep", "ky", "in", "loai", "next")


def parameters(slug: str) -> list[str]:
    kind = KINDS[slug]
    return [*COMMON, *(one.name for one in kind.filters), *kind.parents]


def ask(client: Any, path: str, asked: dict[str, str]) -> None:
    began = time.monotonic()
    # Words are searched for by POST; in an address they are taken out of it.
    typed = "q" in asked and path.startswith(("/tre-em/", "/tim/", "/ho-so/"))
    answer = (client.post if typed else client.get)(path, asked, follow="q" in asked)
    took = time.monotonic() - began
    assert answer.status_code in ANSWERS, (path, asked, answer.status_code)
    assert took < 20, (path, asked)  # no pg_sleep was run; a busy machine is no sleep
    content = read(answer)
    if "text/html" not in answer.get("Content-Type", ""):
        return
    page = content.decode()
    assert MARKER not in page, (path, asked)
    assert SPELT_OUT not in page, (path, asked)
    assert live(page) == [], (path, asked)


@pytest.mark.parametrize("slug", KINDS)
def test_every_parameter_of_every_list(tiny: Register, far: Unit, slug: str) -> None:
    """The words are dealt out over the lists: each meets every parameter, each list some words."""
    client = tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)
    dealt, turn = 6, list(KINDS).index(slug)
    with nothing_changed():
        for n, name in enumerate(parameters(slug)):
            for word in SENT[(turn + n) % dealt :: dealt]:
                ask(client, f"/ho-so/{slug}/", {name: word})


@pytest.mark.parametrize("path", ["/", "/tre-em/", "/tim/", "/thon/", "/tong-quan/", "/bao-cao/"])
def test_every_parameter_of_the_other_pages(tiny: Register, far: Unit, path: str) -> None:
    client = tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)
    with nothing_changed():
        for n, name in enumerate((*COMMON, "tuoi", "gioi", "dien", "nhom", "viec")):
            for word in SENT[::2] if name == "q" else SENT[n % 8 :: 8]:
                ask(client, path, {name: word})


def test_every_part_of_every_address(tiny: Register, far: Unit) -> None:
    client = tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)
    with nothing_changed():
        for route, page in routes():
            for name in page.pattern.converters:
                for word in (
                    "1' OR '1'='1",
                    "{{7*7}}",
                    "%00",
                    "..%2f..",
                    "9" * 25,
                    "-1",
                    "%ff",
                    "²",
                ):
                    answer = client.get(address(route, **{name: word}))
                    read(answer)
                    assert answer.status_code in {*ANSWERS, 405}, (route, word)


def test_what_is_searched_for_matches_letters_only(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    for word in ("%", "_", "%%", "Đặng%Linh", "Đặng_H"):
        assert "H’Linh" not in search(client, "/tre-em/", word).content.decode(), word


def test_preset_values_of_a_new_form(tiny: Register, far: Unit) -> None:
    client = tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)
    for slug, kind in KINDS.items():
        names = [field.name for field in kind.model._meta.fields]
        for word in (SQL[0], TEMPLATES[0], SCRIPTS[0], str(far.pk), "-1", "9" * 25, "²"):
            ask(client, f"/ho-so/{slug}/them/", dict.fromkeys(names, word))
