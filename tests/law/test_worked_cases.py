"""Worked cases of the law as a lawyer would read them: tests/law/*.yaml."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from chungtay.law.age import age_in_words, is_child
from chungtay.law.data import CONFIDENCE, law_file, text_title
from chungtay.law.entitlement import base_amount, grounds, monthly_amount

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["is_child"], ids=str)
def test_who_is_a_child(case: dict[str, Any]) -> None:
    assert is_child(case["born"], case["day"]) is case["child"]


@pytest.mark.parametrize("case", CASES["age_in_words"], ids=str)
def test_age_is_said_as_people_say_it(case: dict[str, Any]) -> None:
    assert age_in_words(case["born"], case["day"]) == case["said"]


@pytest.mark.parametrize("case", CASES["base"], ids=str)
def test_base_amount(case: dict[str, Any]) -> None:
    assert base_amount(case["day"]) == case["amount"]


@pytest.mark.parametrize("case", CASES["allowance"], ids=str)
def test_monthly_allowance(case: dict[str, Any]) -> None:
    held = [g for g in grounds(case["day"]) if case["circumstance"] in g.cases]
    if "amount" not in case:
        assert held == []
        return
    assert [monthly_amount(g, case["born"], case["day"]) for g in held] == [case["amount"]]
    assert held[0].only_if_poor is case.get("only_if_poor", False)


def test_no_amount_before_the_first() -> None:
    with pytest.raises(LookupError):
        base_amount(date(2009, 12, 31))


def test_the_fourteen_groups_and_their_48_cases() -> None:
    groups = law_file("groups")["special"]["groups"]
    assert [g["code"] for g in groups] == [f"{n:02}" for n in range(1, 15)]
    assert "".join(g["letter"] for g in groups) == "abcdđeghiklmno"
    assert sum(len(g["cases"]) for g in groups) == 48


def test_the_ten_groups_of_2004_end_where_the_fourteen_begin() -> None:
    lists = law_file("groups")
    assert len(lists["special-2004"]["groups"]) == 10
    assert lists["special-2004"]["to"] == lists["special"]["from"] == date(2017, 6, 1)


def test_every_value_says_its_text_and_confidence() -> None:
    rows: list[Any] = [*law_file("amounts/base")["values"], *law_file("texts").values()]
    rows += [row for law in law_file("groups").values() for row in law["groups"]]
    rows += [row for decree in law_file("entitlements")["decrees"] for row in decree["grounds"]]
    assert {row["confidence"] for row in rows} <= set(CONFIDENCE)
    cited = [v["text"] for v in law_file("amounts/base")["values"]]
    cited += [decree["text"] for decree in law_file("entitlements")["decrees"]]
    cited += [law["text"] for law in law_file("groups").values() if law["text"]]
    assert all(text_title(text) for text in cited)


def test_every_entitling_case_exists() -> None:
    known = {
        f"{row['code']}.{case}"
        for row in law_file("groups")["special"]["groups"]
        for case in row["cases"]
    }
    for decree in law_file("entitlements")["decrees"]:
        for ground in decree["grounds"]:
            assert set(ground["cases"]) <= known
