"""Communes as circles at their coordinates: no usable outlines of communes are published."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, quantiles
from typing import Any

import altair as alt

from chungtay.lib.vietnamese import date, decimal, number, percent
from chungtay.reports.tables import Tables
from chungtay.reports.theme import GREEN, LEAF, SHARES, WIDTH, Chart, svg

FEW = 30  # with more communes than this, districts carry the names
LETTER, LINE_HEIGHT = 7.2, 17  # of a name, in pixels
KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Place:
    """A commune; x and y in km, None when its coordinates are not known."""

    title: str
    name: str
    district: str
    children: int
    special: int
    x: float | None
    y: float | None

    @property
    def share(self) -> float:
        return 100 * self.special / self.children if self.children else 0


@dataclass(frozen=True)
class Label:
    name: str
    x: float
    y: float
    weight: int


def map_of(tables: Tables) -> Chart:
    places = list(_places(tables))
    title = f"Trẻ em theo xã, {tables.unit.title}, ngày {date(tables.on)}"
    told = "Mỗi hình tròn là một xã; diện tích theo số trẻ, màu theo tỷ lệ có hoàn cảnh đặc biệt."
    drawn = _drawn([place for place in places if place.x is not None])
    return Chart(svg(drawn, title, told), title, _table(places))


def _places(tables: Tables) -> Iterator[Place]:
    middle = fmean([u.latitude for u in tables.communes if u.latitude is not None] or [0])
    shrink = math.cos(math.radians(middle))
    for unit in tables.communes:
        held = tables.by_commune.get(unit.pk)
        known = unit.latitude is not None and unit.longitude is not None
        yield Place(
            title=unit.title,
            name=unit.name,
            district=unit.district.name if unit.district else "",
            children=held["children"].numerator if held else 0,
            special=held["special_circumstances"].numerator if held else 0,
            x=(unit.longitude or 0) * KM_PER_DEGREE * shrink if known else None,
            y=(unit.latitude or 0) * KM_PER_DEGREE if known else None,
        )


def _table(places: list[Place]) -> list[list[str]]:
    head = ["Đơn vị", "Trẻ em", "Trẻ em HCĐB", "Tỷ lệ", "Trên bản đồ"]
    return [head] + [
        [
            place.title,
            number(place.children),
            number(place.special),
            percent(place.special, place.children),
            "có" if place.x is not None else "thiếu tọa độ",
        ]
        for place in places
    ]


def share_classes(shares: list[float]) -> tuple[list[float], list[str]]:
    """Bounds to a tenth of a percent that part the places into four about equal classes."""
    cuts = quantiles(shares, n=4) if len(shares) > 1 else []
    bounds = sorted({round(cut, 1) for cut in cuts if round(cut, 1) > 0})
    said = [decimal(bound, 1) for bound in bounds]
    if not said:
        return [], [f"{decimal(max(shares, default=0), 1)}%"]
    middle = [f"từ {low} đến dưới {high}%" for low, high in pairwise(said)]
    return bounds, [f"dưới {said[0]}%", *middle, f"từ {said[-1]}% trở lên"]


def _drawn(places: list[Place]) -> dict[str, Any]:
    x, y, pixels_per_km, height = _frame(places)
    bounds, names = share_classes([place.share for place in places])
    rows = [
        {
            "name": place.title,
            "x": place.x,
            "y": place.y,
            "children": place.children,
            "class": names[sum(place.share >= bound for bound in bounds)],
        }
        for place in places
    ]
    circles = _circles(rows, names).encode(x=x, y=y)
    labels = alt.Data(
        values=[
            {"name": one.name, "x": one.x, "y": one.y}
            for one in _uncrowded(_labels(places), pixels_per_km)
        ]
    )
    words = alt.Chart(labels).encode(x=x, y=y, text="name:N")
    below = 22 if len(places) <= FEW else 0  # a commune's own name stands under its circle
    halo = words.mark_text(stroke="#ffffff", strokeWidth=4, opacity=0.85, fontWeight=600, dy=below)
    chart = circles + halo + words.mark_text(fontWeight=600, dy=below)
    return chart.properties(width=WIDTH, height=height).to_dict()


def _circles(rows: list[dict[str, Any]], names: list[str]) -> alt.Chart:
    most = max((row["children"] for row in rows), default=0) or 1
    size = alt.Size(
        "children:Q",
        title="Diện tích: số trẻ em",
        scale=alt.Scale(range=[0, 900], domain=[0, most]),
        legend=alt.Legend(format=",d", values=_sizes(rows), symbolFillColor=LEAF),
    )
    colour = alt.Color(
        "class:N",
        title="Màu: tỷ lệ trẻ em HCĐB",
        scale=alt.Scale(domain=names, range=_colours(len(names))),
        legend=alt.Legend(symbolOpacity=1, symbolSize=140),
    )
    base = alt.Chart(alt.Data(values=rows))
    circles = base.mark_circle(opacity=0.9, stroke=GREEN, strokeWidth=0.6)
    return circles.encode(size=size, color=colour, order=alt.Order("children:Q", sort="descending"))


def _colours(count: int) -> list[str]:
    """As far apart as the scale allows."""
    last = len(SHARES) - 1
    return [SHARES[round(i * last / max(count - 1, 1))] for i in range(count)]


def _sizes(rows: list[dict[str, Any]]) -> list[int]:
    """Three round numbers of children up to the largest place."""
    most = max((row["children"] for row in rows), default=0)
    if most < 10:
        return [most] if most else []
    step = 10 ** int(math.log10(most))
    top = most // step * step
    return [top // 5, top // 2, top]


def _frame(places: list[Place]) -> tuple[alt.X, alt.Y, float, int]:
    """Both axes, undrawn, with a margin; a kilometre has the same length on each."""
    xs = [place.x for place in places if place.x is not None] or [0.0]
    ys = [place.y for place in places if place.y is not None] or [0.0]
    margin = max(max(xs) - min(xs), max(ys) - min(ys), 10) * 0.07
    tall = max(ys) - min(ys) + 2 * margin
    wide = max(max(xs) - min(xs) + 2 * margin, tall)  # else a long province makes a tall picture
    centre = (max(xs) + min(xs)) / 2
    x = alt.Scale(domain=[centre - wide / 2, centre + wide / 2], zero=False, nice=False)
    y = alt.Scale(domain=[min(ys) - margin, max(ys) + margin], zero=False, nice=False)
    height = round(WIDTH * tall / wide) if len(places) > 1 else 180
    return alt.X("x:Q", scale=x, axis=None), alt.Y("y:Q", scale=y, axis=None), WIDTH / wide, height


def _labels(places: list[Place]) -> Iterator[Label]:
    """Communes if they are few, else districts at the middle of their communes."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        if name := place.name if len(places) <= FEW else place.district:
            groups.setdefault(name, []).append(place)
    for name, inside in groups.items():
        x = fmean(place.x or 0 for place in inside)
        y = fmean(place.y or 0 for place in inside)
        yield Label(name, x, y, sum(place.children for place in inside))


def _uncrowded(labels: Iterator[Label], pixels_per_km: float) -> list[Label]:
    """The labels that do not cover a heavier one; the table names every place."""
    kept: list[Label] = []
    for one in sorted(labels, key=lambda label: -label.weight):
        if not any(_covers(one, other, pixels_per_km) for other in kept):
            kept.append(one)
    return kept


def _covers(one: Label, other: Label, pixels_per_km: float) -> bool:
    wide = LETTER * (len(one.name) + len(other.name)) / 2
    across = abs(one.x - other.x) * pixels_per_km
    return across < wide and abs(one.y - other.y) * pixels_per_km < LINE_HEIGHT
