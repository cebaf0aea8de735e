"""Reads and checks a locality's file before anything is written."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from chungtay.demo.places.sections import check_sections
from chungtay.indicators.registry import INDICATORS
from chungtay.lib.periods import Period, parse_period
from chungtay.lib.problems import Problem

DEFAULT_MIXES: dict[str, Any] = {
    "ages": [1] * 16,
    "boys": 0.515,
    "children_per_household": {1: 0.4, 2: 0.42, 3: 0.13, 4: 0.04, 5: 0.01},
    "only_birth_year_known": 0.03,
    "without_personal_number": 0.2,
    "peoples": {"Kinh": 1},
    "peoples_of_buon": {},
    "poorer_peoples": 2.0,
    "special": {"04": 70, "13": 11, "01": 6, "03": 5, "08": 3, "06": 2, "02": 1, "05": 1, "11": 1},
    "risks": {"R03": 3, "R04": 3, "R05": 4, "R11": 2},
    "donors": 60,
    "month_of_action_theme": "Tháng hành động vì trẻ em",
    "interpreter_languages": [],
    "cancelled": "",
}
# Before the law of 2016 the groups were others.
SPECIAL_2004 = {"2004-2": 60, "2004-1": 20, "2004-7": 5, "2004-6": 5, "2004-5": 5, "2004-10": 5}
LAW_OF_2016 = date(2017, 6, 1)


@dataclass(frozen=True)
class Expected:
    """A figure as its document prints it: a whole number, a percentage with its decimals, or a
    target. `approx`: "rounds" when the source rounds, "exceeds" when it says "more than"."""

    id: str
    indicator: str
    value: int | None = None
    of: int | None = None
    percent: Decimal | None = None
    target: dict[str, Any] | None = None
    approx: str = ""


@dataclass(frozen=True)
class Description:
    code: str
    name: str
    document: str
    period: Period
    seed: int
    region: str
    unit: dict[str, Any]
    figures: tuple[Expected, ...]
    results: tuple[Expected, ...]
    """Totals that the document gives only as targets: chosen, so that progress can be seen."""
    as_of: date
    """The day on which the locality's people work."""
    mixes: dict[str, Any]
    text: dict[str, Any]

    def total(self, indicator: str) -> int | None:
        """The number the document gives for an indicator, or else our own of `results`."""
        return next((f.value for f in self._of(indicator) if f.value is not None), None)

    def percent(self, indicator: str) -> Decimal | None:
        return next((f.percent for f in self._of(indicator) if f.percent is not None), None)

    def exceeds(self, indicator: str) -> bool:
        """Whether the document says "more than" the share it prints."""
        return any(f.approx == "exceeds" for f in self._of(indicator) if f.percent is not None)

    def _of(self, indicator: str) -> list[Expected]:
        return [f for f in (*self.figures, *self.results) if f.indicator == indicator]

    @cached_property
    def later(self) -> "Description | None":
        """The time from the figures' last day to the day the accounts work as of, with its own
        results (`later`); None when the accounts work as of the last day."""
        if self.as_of <= self.period.last_day:
            return None
        results = _results(self.text.get("later") or (), self.code)
        period = parse_period(f"{self.period.end}..{self.as_of}")
        return replace(self, period=period, figures=(), results=results)


def known() -> dict[str, Description]:
    """The localities that come with the software, by code."""
    folder = files(__name__.rpartition(".")[0])
    found = (
        _checked(yaml.safe_load(entry.read_text("utf-8")), entry.name)
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    )
    return {one.code: one for one in found}


def describe(name: str) -> Description:
    """A locality by its code, its document's name, or the path of a YAML file."""
    if name.endswith((".yaml", ".yml")):
        return _from_file(Path(name))
    ours = known()
    for one in ours.values():
        if name in (one.code, one.document):
            return one
    listed = ", ".join(f"{one.code} ({one.document})" for one in ours.values())
    raise Problem(
        f"Không có địa phương hay tài liệu “{name}”. Đang có: {listed}; hoặc đường dẫn tệp .yaml.",
        f"Unknown place or document “{name}”. Known: {listed}; or the path of a .yaml file.",
    )


def _from_file(path: Path) -> Description:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        raise Problem(f"Không có tệp {path}.", f"There is no file {path}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = str(error).replace("\n", " ")
        raise Problem(f"Tệp {path} không đúng dạng YAML.", f"Not YAML: {line}") from None
    return _checked(content, path.name)


def _checked(content: Any, name: str) -> Description:
    if not isinstance(content, dict):
        raise _bad(name, "tệp phải là một bảng khóa: giá trị", "the file must be a mapping")
    lacking = [k for k in ("code", "name", "period", "unit", "figures") if k not in content]
    if lacking:
        raise _bad(name, f"thiếu {', '.join(lacking)}", f"missing {', '.join(lacking)}")
    unit = content["unit"]
    if not isinstance(unit, dict) or "code" not in unit:
        raise _bad(name, "unit phải có code", "unit must have a code")
    mixes = content.get("mixes") or {}
    if unknown := sorted(set(mixes) - set(DEFAULT_MIXES)):
        raise _bad(
            name, f"không biết mục {', '.join(unknown)} trong mixes", f"unknown mixes {unknown}"
        )
    check_sections(content, name)
    figures = tuple(_figure(row, name) for row in content["figures"])
    period = parse_period(str(content["period"]))
    as_of = content.get("as_of") or period.last_day
    if not isinstance(as_of, date) or as_of < period.last_day:
        raise _bad(
            name, "as_of phải là ngày, từ ngày cuối kỳ", "as_of must be a day, not too early"
        )
    return Description(
        code=str(content["code"]),
        name=str(content["name"]),
        document=str(content.get("document", content["code"])),
        period=period,
        seed=int(content.get("seed", 1)),
        region=str(content.get("region", "tay-nguyen")),
        unit=unit | {"code": str(unit["code"])},
        figures=figures,
        results=_results(content.get("results") or (), name),
        as_of=as_of,
        mixes=DEFAULT_MIXES | _groups_of(period) | mixes,
        text=content,
    )


def _results(rows: Any, name: str) -> tuple[Expected, ...]:
    return tuple(_figure({"id": "kết quả", **row}, name) for row in rows)


def _groups_of(period: Period) -> dict[str, Any]:
    return {"special": SPECIAL_2004} if period.last_day < LAW_OF_2016 else {}


def _figure(row: Any, name: str) -> Expected:
    if not isinstance(row, dict) or "id" not in row or row.get("indicator") not in INDICATORS:
        raise _bad(
            name,
            f"số liệu {row!r} phải có id và một indicator trong {', '.join(INDICATORS)}",
            f"figure {row!r} must have an id and a known indicator",
        )
    try:
        percent = Decimal(str(row["percent"])) if "percent" in row else None
        value = int(row["value"]) if "value" in row else None
        of = int(row["of"]) if "of" in row else None
    except (ValueError, TypeError, InvalidOperation):
        raise _bad(name, f"{row['id']} không phải là số", f"{row['id']} is not a number") from None
    target = row.get("target")
    given = [one for one in (value, percent, target) if one is not None]
    if len(given) != 1 or min(value or 0, of or 0, percent or 0) < 0:
        raise _bad(
            name,
            f"{row['id']} phải có value (số nguyên, không âm), percent hoặc target",
            f"{row['id']} needs one of: a value that is not negative, a percent, a target",
        )
    if target is not None and not {"kind", "value", "wording"} <= set(target):
        raise _bad(
            name,
            f"mục tiêu {row['id']} phải có kind, value và wording",
            f"target {row['id']} needs a kind, a value and a wording",
        )
    approx = str(row.get("approx", ""))
    if approx not in ("", "rounds", "exceeds"):
        raise _bad(
            name,
            f"approx của {row['id']} phải là rounds hoặc exceeds",
            f"approx of {row['id']} must be rounds or exceeds",
        )
    return Expected(str(row["id"]), row["indicator"], value, of, percent, target, approx)


def _bad(name: str, vi: str, en: str) -> Problem:
    return Problem(f"Tệp địa phương {name}: {vi}.", f"Locality file {name}: {en}.")
