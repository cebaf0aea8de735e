"""The builder: any described place, the same records from the same seed, whole or not at all."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.urls import reverse

from chungtay.children.models import Child, Guardian, Household
from chungtay.demo import events
from chungtay.demo.accounts import to_try
from chungtay.demo.build import build, build_named
from chungtay.demo.figures import figures
from chungtay.demo.models import Locality
from chungtay.demo.places import describe
from chungtay.lib.problems import Problem
from chungtay.people.models import User
from chungtay.people.scope import of_person
from chungtay.places.models import Unit
from tests.security.test_row_security import tables_about_children

FILE = Path(__file__).parent / "places" / "suoi-bac.yaml"
pytestmark = pytest.mark.django_db


def written(tmp_path: Path, **changes: Any) -> str:
    content = yaml.safe_load(FILE.read_text("utf-8")) | changes
    path = tmp_path / "place.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    return str(path)


def test_a_place_nobody_has_seen_counts_as_described() -> None:
    build_named(str(FILE))
    lines = figures(describe(str(FILE)))
    assert [line for line in lines if not line.equal and line.id != "SB7"] == []
    assert {u.confidence for u in Unit.objects.filter(code__startswith="SB1")} == {"illustrative"}


def test_the_same_seed_writes_the_same_children() -> None:
    def names() -> list[Any]:
        build_named(str(FILE), start_over=True)
        return list(Child.objects.order_by("pk").values_list("pk", "full_name", "birth_date"))

    assert names() == names()


def test_everyone_is_invented(dak_lak: Locality) -> None:
    assert not Child.objects.filter(invented=False).exists()
    assert (
        not Child.objects.exclude(personal_number=None).filter(personal_number__lt="800").exists()
    )


def test_households_are_families(dak_lak: Locality) -> None:
    assert not Guardian.objects.filter(birth_year__gt=2003).exists()
    largest = max(h.residences.count() for h in Household.objects.order_by("pk")[:500])
    assert 2 <= largest <= 6


def test_an_interruption_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    before = Unit.objects.count()
    monkeypatch.setattr(events, "hold", stop)
    with pytest.raises(Problem, match="chưa ghi gì"), transaction.atomic():
        build_named(str(FILE))
    assert not Locality.objects.filter(code="suoi-bac").exists()
    assert Unit.objects.count() == before


def test_a_second_build_is_told_apart() -> None:
    first = build_named(str(FILE))
    assert build_named(str(FILE)).pk == first.pk
    with pytest.raises(Problem, match="--start-over"):
        build_named(str(FILE), scale=0.5)


def test_starting_over_removes_only_its_own(dak_lak: Locality) -> None:
    here = Child.objects.count()
    build_named(str(FILE))
    build_named(str(FILE), start_over=True, scale=0.5)
    assert Child.objects.living_under(dak_lak.unit, describe("dak-lak").period.last_day).exists()
    assert Child.objects.count() == here + round(1843 * 0.5) + round(round(1843 * 0.5) * 0.012)


@pytest.mark.parametrize("scale", [0, -1, 1.5])
def test_a_scale_out_of_range_is_refused(scale: float) -> None:
    with pytest.raises(Problem, match="--scale"):
        build_named(str(FILE), scale=scale)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"figures": [{"id": "A", "indicator": "unheard_of", "value": 1}]}, "indicator"),
        ({"figures": [{"id": "A", "indicator": "children"}]}, "value"),
        ({"figures": [{"id": "A", "indicator": "children", "value": -5}]}, "không âm"),
        ({"figures": [{"id": "A", "indicator": "children", "value": "nhiều"}]}, "không phải là số"),
        ({"unit": {}}, "code"),
        ({"unit": {"code": "ZZ"}}, "không có đơn vị"),
        ({"period": "2020-H3"}, "kỳ báo cáo"),
        ({"as_of": "sớm"}, "as_of"),
        ({"gifts": [{"occasion": "tet"}]}, "thiếu name"),
        ({"plan": {"period": 2019, "number": "1/KH-UBND"}}, "thiếu title"),
        ({"models": [{"kind": "safe_home", "since": "2019"}]}, "phải là ngày"),
        ({"results": [{"indicator": "unheard_of", "value": 1}]}, "indicator"),
        ({"mixes": {"age": [1]}}, "age"),
        ({"unit": {"code": "66", "communes": 999}, "period": "2020"}, "999"),
        (
            {
                "figures": [
                    {"id": "A", "indicator": "children", "value": 10},
                    {"id": "B", "indicator": "at_risk", "value": 11},
                ]
            },
            "mâu thuẫn",
        ),
    ],
    ids=str,
)
def test_a_bad_description_is_refused_in_words(
    changes: dict[str, Any], told: str, tmp_path: Path
) -> None:
    with pytest.raises(Problem, match=told), transaction.atomic():
        build_named(written(tmp_path, **changes))
    assert not Locality.objects.filter(code="suoi-bac").exists()


@pytest.mark.parametrize("name", ["hue", "dak-lak-2021", "nowhere.yaml"])
def test_an_unknown_place_is_told(name: str) -> None:
    with pytest.raises(Problem, match=r"Không có"):
        describe(name)


def test_figures_of_a_place_not_built_say_how_to_build_it() -> None:
    with pytest.raises(Problem, match="chungtay demo suoi-bac"):
        figures(describe(str(FILE)))


def test_the_small_build_runs_the_same_code() -> None:
    assert build(describe(str(FILE)), scale=0.1).scale == 0.1


@pytest.mark.parametrize(
    "place",
    [
        {"period": "2012", "unit": {"code": "140"}},  # a district under the law of 2004
        {"period": "2026-H1", "unit": {"code": "66"}},  # a province without districts
        {"period": "2020-H1", "unit": {"code": "30280"}},  # one commune
        {"figures": [{"id": "A", "indicator": "children", "value": 31}]},
        {
            "figures": [
                {"id": "A", "indicator": "children", "value": 400},
                {"id": "B", "indicator": "poor_households", "value": 0},
                {"id": "C", "indicator": "near_poor_households", "value": 0},
                {"id": "D", "indicator": "special_circumstances", "value": 12},
                {"id": "E", "indicator": "at_risk", "value": 388},
            ]
        },
        {"figures": [{"id": "A", "indicator": "children", "value": 0}]},
    ],
    ids=str,
)
def test_other_places_other_years(place: dict[str, Any], tmp_path: Path) -> None:
    children = [{"id": "A", "indicator": "children", "value": 900}]
    path = written(tmp_path, **{"mixes": {}, "figures": children, "region": "tay-bac"} | place)
    build_named(path)
    assert all(line.equal for line in figures(describe(path)))


def test_two_localities_do_not_stand_on_one_another(dak_lak: Locality, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="đã có thôn, buôn"), transaction.atomic():
        build_named(written(tmp_path, period="2020-H1", unit={"code": "24133"}))


def test_the_administrator_gives_accounts_and_sees_no_child(dak_lak: Locality) -> None:
    keeper = Client()
    keeper.force_login(User.objects.get(username="daklak.quantri"))
    assert keeper.get(reverse("accounts")).status_code == 200
    officer = User.objects.get(username="daklak.xa")
    slip = keeper.post(reverse("slip_new", args=[officer.pk]), {"de": "first"})
    assert "data:image/svg+xml" in slip.content.decode()
    with of_person(User.objects.get(username="daklak.quantri").pk):
        assert not Child.objects.exists()
    for page in ("children", "overview", "data_board"):
        assert keeper.get(reverse(page)).status_code == 403, page


def test_the_auditor_and_the_leader_see_no_child(dak_lak: Locality) -> None:
    for name in ("daklak.kiemtra", "daklak.lanhdao"):
        with of_person(User.objects.get(username=name).pk):
            assert not Child.objects.exists(), name
    assert [one.username for one in to_try()] == [
        f"daklak.{word}" for word in
        ("lanhdao", "tinh", "huyen", "xa", "thon", "kiemtra", "quantri")
    ]  # fmt: skip


def test_starting_over_forgets_no_table_about_children() -> None:
    """A table that leads to a child and is not named there would stop the removal."""
    removal = Path(events.__file__).with_name("remove.sql").read_text("utf-8")
    assert [one for one in tables_about_children() if f"FROM {one} " not in removal] == []
