"""docs/coverage.md claims no more than the marks in the code bear."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import Resolver404, resolve

from chungtay.indicators.registry import INDICATORS
from chungtay.web.coverage import (
    Capability,
    Cover,
    State,
    capabilities,
    covers,
    document_names,
    matters,
)  # fmt: skip
from chungtay.web.kinds import KINDS
from chungtay.web.reference import coverage

ROOT = Path(__file__).resolve().parents[1]
PARTS = {
    "<uuid:pk>": "7f1f0c1e-0000-4000-8000-000000000000",
    "<int:unit_id>": "1",
    "<int:pk>": "1",
    "<int:number>": "1",
    "<str:period>": "2020-H1",
}
COVERS = covers()


def test_the_page_is_what_the_code_says() -> None:
    assert (ROOT / "docs" / "coverage.md").read_text("utf-8") == coverage(), "run chungtay docs"


def test_every_capability_is_there_once_in_order() -> None:
    assert list(capabilities()) == [f"C{n}" for n in range(1, 33)]
    assert {name for one in capabilities().values() for name in one.documents} <= set(
        document_names()
    )


@pytest.mark.parametrize("one", COVERS, ids=lambda one: one.capability.id)
def test_every_address_resolves_and_every_model_exists(one: Cover) -> None:
    for address in one.pages:
        for part, value in PARTS.items():
            address = address.replace(part, value)
        try:
            resolve(address)
        except Resolver404:
            pytest.fail(f"{address} leads nowhere")
    assert all(apps.get_model(model._meta.label) is model for model in one.records)


@pytest.mark.parametrize("one", COVERS, ids=lambda one: one.capability.id)
def test_what_is_thin_says_why_in_both_languages(one: Cover) -> None:
    assert bool(one.capability.thin) == bool(one.capability.thin_en)


def test_every_mark_names_a_known_capability() -> None:
    marks = [(one.code, one.serves) for one in INDICATORS.values()]
    marks += [(kind.slug, kind.serves) for kind in KINDS.values()]
    marks += [(one.title, one.serves) for one in matters()]
    assert [(name, keys) for name, keys in marks if not set(keys) <= set(capabilities())] == []


# Kept because the law on personal data asks it; no source document speaks of it.
ASKED_BY_LAW = {"yeu-cau-du-lieu", "dong-y", "vi-pham-du-lieu", "ra-soat-du-lieu"}


def test_every_kind_and_every_figure_serves_something() -> None:
    assert {kind.slug for kind in KINDS.values() if not kind.serves} == ASKED_BY_LAW
    assert [one.code for one in INDICATORS.values() if not one.serves] == []


def test_every_marked_matter_is_printed_by_some_document() -> None:
    genres = (ROOT / "chungtay" / "reports" / "genres").glob("*.py")
    printed = set(re.findall(r"\b[A-Z][A-Z_]+\b", "".join(f.read_text("utf-8") for f in genres)))
    sections = (ROOT / "chungtay" / "reports" / "sections").glob("*.py")
    named = re.findall(r"^([A-Z_]+) = Matter\(", "".join(f.read_text() for f in sections), re.M)
    assert len(named) == len({id(one) for one in matters()})
    assert [name for name in named if name not in printed] == []


PLAIN = Capability("C0", "", "", "", ())
SAID_THIN = Capability("C0", "", "", "", (), thin="còn thiếu", thin_en="lacks")


@pytest.mark.parametrize(
    ("capability", "has", "state"),
    [
        (PLAIN, "", State.MISSING),
        (PLAIN, "figures lines", State.MISSING),
        (PLAIN, "records figures lines", State.MISSING),
        (PLAIN, "pages figures lines", State.MISSING),
        (PLAIN, "records pages", State.THIN),
        (PLAIN, "records pages figures", State.THIN),
        (PLAIN, "records pages lines", State.THIN),
        (PLAIN, "records pages figures lines", State.WORKS),
        (SAID_THIN, "records pages figures lines", State.THIN),
        (SAID_THIN, "records", State.MISSING),
    ],
)
def test_the_state_follows_from_the_marks(capability: Capability, has: str, state: State) -> None:
    marks = {name: ["một"] if name in has.split() else [] for name in
             ("records", "pages", "figures", "lines")}  # fmt: skip
    assert Cover(capability, **marks).state == state  # type: ignore[arg-type]
