"""Cross-site scripting: words that would run, in every field of every form and wherever they are
shown again: list, page, form, search, report, picture, workbook."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from chungtay.children.models import Child
from chungtay.places.models import Unit
from chungtay.web.kinds import KINDS
from tests.security.attacks.pages import PROBE, address, live, routes
from tests.security.attacks.payloads import FORMULAS, SCRIPTS
from tests.web.books import opened_book
from tests.web.conftest import Register
from tests.web.searching import searched_at
from tests.web.test_record_forms import ENTRIES, officer, shown

PLAIN = ("inputs/text.html", "inputs/area.html")
PERIOD = "2020-H1"


def wordy(page: Any) -> dict[str, int]:
    """Fields of the form that take any words, and how many letters."""
    fields = page.context["form"].fields
    return {
        name: field.max_length or 200
        for name, field in fields.items()
        if field.shape in PLAIN and type(field).__name__ in ("WordsField", "TextField")
    }


def filled(slug: str, tiny: Register, word: str) -> tuple[Client, str, dict[str, Any], set[str]]:
    """The form of a kind, filled well but for the words; and the fields that hold the word."""
    client, entry = officer(tiny), ENTRIES[slug]
    parent, given = entry.parent(tiny), entry.typed(tiny)
    opened = client.get(f"/ho-so/{slug}/them/", parent)
    query = "&".join(f"{key}={value}" for key, value in parent.items())
    bad = {name: word[:most] for name, most in wordy(opened).items()}
    return client, f"/ho-so/{slug}/them/?{query}", {**shown(opened), **given, **bad}, set(bad)


def saved(slug: str, tiny: Register, word: str) -> tuple[Client, Any] | None:
    """A record whose words are the payload, kept through its form; fields whose own rules refuse
    it are filled well."""
    client, path, data, bad = filled(slug, tiny, word)
    old = set(KINDS[slug].model._default_manager.values_list("pk", flat=True))
    answer = client.post(path, data)
    if answer.status_code == 400:
        assert live(answer.content.decode()) == []
        good = {name: ENTRIES[slug].typed(tiny).get(name, "") for name in bad}
        faulty = [name for name in answer.context["form"].errors if name in bad]
        answer = client.post(path, {**data, **{name: good[name] for name in faulty}})
    if answer.status_code != 302:
        return None
    return client, KINDS[slug].model._default_manager.exclude(pk__in=old).first()


@pytest.mark.parametrize("slug", ENTRIES)
def test_no_word_of_a_form_runs(tiny: Register, slug: str) -> None:
    found = saved(slug, tiny, SCRIPTS[0])
    assert found is not None, "the form refused it whole: the test must learn how to fill it"
    client, record = found
    for path in (
        f"/ho-so/{slug}/",
        f"/ho-so/{slug}/{record.pk}/",
        f"/ho-so/{slug}/{record.pk}/sua/",
        searched_at(client, "/tim/", PROBE),
        "/tre-em/",
        "/",
    ):
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        assert live(answer.content.decode()) == [], path


@pytest.mark.parametrize("slug", ENTRIES)
def test_a_refused_form_shows_words_as_words(tiny: Register, slug: str) -> None:
    client, entry = officer(tiny), ENTRIES[slug]
    parent = entry.parent(tiny)
    opened = client.get(f"/ho-so/{slug}/them/", parent)
    query = "&".join(f"{key}={value}" for key, value in parent.items())
    for word in SCRIPTS:
        data = dict.fromkeys(shown(opened), word)
        page = client.post(f"/ho-so/{slug}/them/?{query}", data).content.decode()
        assert live(page) == [], word


@pytest.mark.parametrize("slug", ENTRIES)
def test_a_workbook_holds_no_formula(tiny: Register, slug: str) -> None:
    found = saved(slug, tiny, FORMULAS[0])
    assert found is not None
    client, _record = found
    book = opened_book(client, reverse("records_file", args=[slug]), {"nam": ever(slug)})
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if cell.hyperlink] == []


def ever(slug: str) -> str:
    return "tat-ca" if KINDS[slug].current else ""


def test_no_page_runs_what_the_register_holds(tiny: Register) -> None:
    client = officer(tiny)
    for slug in ("van-ban", "hoat-dong", "ke-hoach", "nguoi-cham-soc", "ho-gia-dinh", "can-bo"):
        assert saved(slug, tiny, SCRIPTS[0]), slug
    Unit.objects.filter(pk__in=(tiny.commune.pk, tiny.hamlet.pk)).update(name=SCRIPTS[0])
    Child.objects.update(full_name=SCRIPTS[0])
    child = Child.objects.filter(residences__unit=tiny.hamlet).first()
    assert child is not None
    given = {"unit_id": tiny.commune.pk, "period": PERIOD, "code": "children", "name": "pyramid"}
    seen = 0
    for route, _page in routes():
        known = given | ({"pk": child.pk} if "uuid:pk" in route else {})
        if "tai" in route or "dang-xuat" in route:
            continue
        answer = client.get(address(route, **known))
        if "text/html" in answer.get("Content-Type", "") and not answer.streaming:
            assert live(answer.content.decode()) == [], route
            seen += answer.status_code == 200
        elif "svg" in answer.get("Content-Type", ""):
            assert f"<{PROBE}" not in answer.content.decode(), route
    assert seen > 15


def test_a_report_holds_no_formula(tiny: Register) -> None:
    Unit.objects.filter(pk=tiny.commune.pk).update(name=FORMULAS[0])
    answer = officer(tiny).get(f"/bao-cao/{tiny.commune.pk}/{PERIOD}/tai/xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert cells
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
