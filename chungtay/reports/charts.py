"""Charts of a unit in a period, drawn on the server. Each comes with its table."""

import math
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles
from typing import Any

import altair as alt

from chungtay.children.models import Sex
from chungtay.indicators.compute import Values
from chungtay.law.age import CHILD_UNTIL_AGE
from chungtay.lib.periods import Period
from chungtay.lib.vietnamese import date, decimal, number, percent
from chungtay.places.models import Unit
from chungtay.reports.tables import Tables
from chungtay.reports.theme import GREEN, LEAF, SHARES, svg

FEW = 30  # places that can each carry a name on the map
WIDTH = 620


@dataclass(frozen=True)
class Chart:
    """`svg` is a whole document without outside references; `table` begins with its head row."""

    svg: str
    title: str
    table: list[list[str]]


def pyramid(unit: Unit, period: Period) -> Chart:
    """Children by single year of age and sex, boys on the left."""
    return pyramid_of(Tables(unit, period))


def pyramid_of(tables: Tables) -> Chart:
    counts = tables.by_age
    title = f"Trẻ em theo tuổi và giới tính, {tables.unit.title}, ngày {date(tables.on)}"
    rows = [
        {
            "age": str(age),
            "sex": sex,
            "n": (-1 if sex == Sex.MALE else 1) * counts.get((age, sex), 0),
        }
        for age in range(CHILD_UNTIL_AGE)
        for sex in Sex.values
    ]
    table = [["Tuổi", "Nam", "Nữ"]] + [
        [str(age), *(number(counts.get((age, sex), 0)) for sex in Sex.values)]
        for age in range(CHILD_UNTIL_AGE)
    ]
    return Chart(svg(_pyramid(rows), title, "Mỗi thanh là một tuổi; nam bên trái."), title, table)


def _pyramid(rows: list[dict[str, Any]]) -> dict[str, Any]:
    most = max((abs(row["n"]) for row in rows), default=0) * 1.05 or 1
    base = alt.Chart(alt.Data(values=rows))
    bars = base.mark_bar(height={"band": 0.86}).encode(
        x=alt.X(
            "n:Q",
            title="Số trẻ",
            scale=alt.Scale(domain=[-most, most]),
            axis=alt.Axis(labelExpr="format(abs(datum.value), ',')", tickCount=6),
        ),
        y=alt.Y(
            "age:O",
            title="Tuổi",
            sort=[str(age) for age in reversed(range(CHILD_UNTIL_AGE))],
            axis=alt.Axis(ticks=False, domain=False),
        ),
        color=alt.Color(
            "sex:N",
            scale=alt.Scale(domain=["m", "f"], range=[GREEN, LEAF]),
            legend=alt.Legend(
                title=None, orient="top", labelExpr="datum.value == 'm' ? 'Nam' : 'Nữ'"
            ),
        ),
    )
    return bars.properties(width=WIDTH, height=340).to_dict()


def commune_map(unit: Unit, period: Period) -> Chart:
    """Communes as circles where they lie: area for children, colour for special circumstances."""
    return commune_map_of(Tables(unit, period))


def commune_map_of(tables: Tables) -> Chart:
    title = f"Trẻ em theo xã, {tables.unit.title}, ngày {date(tables.on)}"
    rows = [_place(unit, tables.by_commune.get(unit.pk)) for unit in tables.communes]
    table = [["Đơn vị", "Trẻ em", "Trẻ em HCĐB", "Tỷ lệ", "Trên bản đồ"]] + [
        [
            row["name"],
            number(row["children"]),
            number(row["special"]),
            percent(row["special"], row["children"]),
            "có" if row["lat"] is not None else "thiếu tọa độ",
        ]
        for row in rows
    ]
    shown = _classed([row for row in rows if row["lat"] is not None])
    told = "Mỗi hình tròn là một xã; diện tích theo số trẻ, màu theo tỷ lệ có hoàn cảnh đặc biệt."
    return Chart(svg(_map(shown), title, told), title, table)


def _place(unit: Unit, values: Values | None) -> dict[str, Any]:
    special = values["special_circumstances"] if values else None
    return {
        "name": unit.title,
        "short": unit.name,
        "district": unit.district.name if unit.district else "",
        "lat": unit.latitude if unit.longitude is not None else None,
        "lon": unit.longitude,
        "children": (special.denominator or 0) if special else 0,
        "special": special.numerator if special else 0,
    }


def _classed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Adds x, y in km and the class of the share, named in words."""
    middle = math.cos(math.radians(sum(r["lat"] for r in rows) / len(rows))) if rows else 1
    shares = [100 * r["special"] / r["children"] if r["children"] else 0 for r in rows]
    bounds, names = share_classes(shares)
    for row, share in zip(rows, shares, strict=True):
        row["x"], row["y"] = row["lon"] * 111.32 * middle, row["lat"] * 110.57
        row["class"] = names[sum(share >= bound for bound in bounds)]
        row["classes"] = names
    return rows


def share_classes(shares: list[float]) -> tuple[list[float], list[str]]:
    """Bounds to a tenth of a percent that part the places into four about equal classes."""
    cuts = quantiles(shares, n=4) if len(shares) > 1 else shares
    bounds = sorted({round(cut, 1) for cut in cuts if round(cut, 1) > 0})
    said = [decimal(bound, 1) for bound in bounds]
    if not said:
        return [], ["không có trẻ HCĐB"]
    middle = [f"từ {low} đến dưới {high}%" for low, high in pairwise(said)]
    return bounds, [f"dưới {said[0]}%", *middle, f"từ {said[-1]}% trở lên"]


def _map(rows: list[dict[str, Any]]) -> dict[str, Any]:
    x, y, height = _frame(rows)
    names = rows[0]["classes"] if rows else []
    places = [{key: row[key] for key in row if key != "classes"} for row in rows]
    base = alt.Chart(alt.Data(values=places)).encode(x=x, y=y)
    circles = base.mark_circle(opacity=0.88, stroke="#ffffff", strokeWidth=0.8).encode(
        size=alt.Size(
            "children:Q",
            title="Diện tích: số trẻ em",
            scale=alt.Scale(range=[12, 900], domainMin=0),
            legend=alt.Legend(format=",", values=_sizes(rows), symbolFillColor="#8ccdb4"),
        ),
        color=alt.Color(
            "class:N",
            title="Màu: tỷ lệ trẻ em HCĐB",
            scale=alt.Scale(domain=names, range=SHARES[-len(names) :] if names else SHARES),
            legend=alt.Legend(symbolOpacity=1, symbolSize=140),
        ),
        order=alt.Order("children:Q", sort="descending"),
    )
    labels = alt.Chart(alt.Data(values=_labels(rows))).encode(x=x, y=y, text="name:N")
    halo = labels.mark_text(stroke="#ffffff", strokeWidth=4, opacity=0.85, fontWeight=600)
    words = labels.mark_text(fontWeight=600)
    return (circles + halo + words).properties(width=WIDTH, height=height).to_dict()


def _frame(rows: list[dict[str, Any]]) -> tuple[alt.X, alt.Y, int]:
    """Both axes with a kilometre of the same length, a margin around, nothing drawn of them."""
    xs, ys = [r["x"] for r in rows] or [0], [r["y"] for r in rows] or [0]
    margin = max(max(xs) - min(xs), max(ys) - min(ys), 10) * 0.07
    wide, tall = max(xs) - min(xs) + 2 * margin, max(ys) - min(ys) + 2 * margin
    wide = max(wide, tall)  # a long narrow province would need a very tall picture
    centre = (max(xs) + min(xs)) / 2
    x = alt.Scale(domain=[centre - wide / 2, centre + wide / 2], zero=False, nice=False)
    y = alt.Scale(domain=[min(ys) - margin, max(ys) + margin], zero=False, nice=False)
    height = round(WIDTH * tall / wide)
    return alt.X("x:Q", scale=x, axis=None), alt.Y("y:Q", scale=y, axis=None), height


def _sizes(rows: list[dict[str, Any]]) -> list[int]:
    """Three round numbers of children up to the largest place."""
    most = max((row["children"] for row in rows), default=0)
    if most < 4:
        return [most] if most else []
    step = 10 ** int(math.log10(most))
    top = most // step * step
    return sorted({round(top / 5), round(top / 2), top} - {0})


def _labels(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Districts at the middle of their communes; without districts, the communes if few."""
    if len(rows) <= FEW:
        return [{"name": r["short"], "x": r["x"], "y": r["y"]} for r in rows]
    held: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["district"]:
            held.setdefault(row["district"], []).append(row)
    return [
        {
            "name": name,
            "x": sum(r["x"] for r in inside) / len(inside),
            "y": sum(r["y"] for r in inside) / len(inside),
        }
        for name, inside in held.items()
    ]
