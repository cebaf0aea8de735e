"""Groups of circumstances year by year: one small picture each, broken where the law changed."""

from typing import Any

import altair as alt

from chungtay.indicators.trend import Line, Trend
from chungtay.lib.vietnamese import date, number
from chungtay.reports.theme import GREEN, INK, MUTE, Chart, svg

WIDE, HIGH, LETTERS = 250, 90, 34


def drawn(trend: Trend, lines: list[Line], title: str) -> Chart:
    """A picture for each line; the table says the same."""
    told = "Mỗi hình là một nhóm; vạch đứng: ngày luật đổi danh mục, hai bên không so được."
    table = [["Nhóm", *(date(day) for day in trend.days)]]
    table += [[str(line.group), *(said(count) for count in line.counts)] for line in lines]
    return Chart(svg(_spec(trend, lines), title, told), title, table)


def said(count: int | str | None) -> str:
    if count is None:
        return "–"
    return count if isinstance(count, str) else number(count)


def _spec(trend: Trend, lines: list[Line]) -> dict[str, Any]:
    rows = [
        {"group": _short(line), "day": day.isoformat(), "n": count, "law": _era(trend, day)}
        for line in lines
        for day, count in zip(trend.days, line.counts, strict=True)
        if isinstance(count, int)
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("day:T", title=None, axis=_days(trend)),
        y=alt.Y("n:Q", title=None, axis=alt.Axis(tickCount=3, tickMinStep=1)),
    )
    drawn_lines = base.mark_line(color=GREEN, strokeWidth=2).encode(detail="law:N")
    points = base.mark_point(color=GREEN, filled=True, size=22)
    rules = alt.Chart(
        alt.Data(values=[{"day": day.isoformat(), "group": _short(line)}
                         for day in trend.breaks for line in lines])
    ).mark_rule(color=INK, strokeDash=[4, 3]).encode(x="day:T")  # fmt: skip
    layers = drawn_lines + points + rules if trend.breaks else drawn_lines + points
    facet = layers.properties(width=WIDE, height=HIGH).facet(
        alt.Facet(
            "group:N",
            title=None,
            sort=[_short(line) for line in lines],
            header=alt.Header(labelColor=MUTE, labelFontSize=13, labelLimit=WIDE + 20,
                              labelAnchor="start"),
        ),
        columns=2,
    )  # fmt: skip
    both = facet.resolve_scale(y="independent", x="shared").resolve_axis(x="independent")
    return dict(both.to_dict())


def _days(trend: Trend) -> alt.Axis:
    """At the days that were counted themselves, as many as there is room for."""
    step = -(-len(trend.days) // 4)
    values = [day.isoformat() for day in trend.days[::-1][::step]]
    return alt.Axis(format="%m/%Y", values=values, grid=False, labelOverlap=True)


def _era(trend: Trend, day: Any) -> int:
    return sum(day >= one for one in trend.breaks)


def _short(line: Line) -> str:
    name = str(line.group)
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"
