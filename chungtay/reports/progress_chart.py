"""Targets as bars: how much of each has been reached, with the mark of the whole."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt

from chungtay.reports.theme import GREEN, INK, LEAF, WIDTH, Chart, svg

BAR, LETTERS = 46, 44  # pixels of a row; letters of a line of its name


@dataclass(frozen=True)
class Bar:
    """`part` from 0 to 1 of the target; `said` is the result in the target's own terms."""

    name: str
    part: float
    said: str
    reached: bool


def drawn(bars: list[Bar], title: str) -> Chart:
    table = [["Mục tiêu", "Kết quả", "Đánh giá"]]
    table += [[bar.name, bar.said, "đạt" if bar.reached else "chưa đạt"] for bar in bars]
    told = "Mỗi thanh là một mục tiêu; vạch bên phải là mức phải đạt (100%)."
    return Chart(svg(_spec(bars, title), title, told), title, table)


def _spec(bars: list[Bar], title: str) -> dict[str, Any]:
    rows = [
        {
            "name": "\n".join(wrap(bar.name, LETTERS)[:3]),
            "part": 100 * bar.part,
            "said": f"{bar.said}, {'đạt' if bar.reached else 'chưa đạt'}",
            "state": "đạt" if bar.reached else "chưa đạt",
        }
        for bar in bars
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(y=_names(rows))
    colour = alt.Color(
        "state:N",
        scale=alt.Scale(domain=["đạt", "chưa đạt"], range=[GREEN, LEAF]),
        legend=alt.Legend(title=None, orient="top"),
    )
    bar = base.mark_bar(height=16, yOffset=7).encode(x=_parts(title), color=colour)
    words = base.mark_text(align="left", baseline="bottom", dy=-3, color=INK, fontSize=12)
    mark = alt.Chart(alt.Data(values=[{"x": 100}])).mark_rule(color=INK, strokeWidth=1.5)
    chart = bar + words.encode(x=alt.value(2), text="said:N") + mark.encode(x="x:Q")
    return chart.properties(width=WIDTH - 300, height=BAR * len(rows)).to_dict()


def _names(rows: list[dict[str, Any]]) -> alt.Y:
    axis = alt.Axis(labelExpr="split(datum.value, '\\n')", labelLimit=320, labelFontSize=12,
                    ticks=False, domain=False)  # fmt: skip
    return alt.Y("name:N", title=None, sort=[row["name"] for row in rows], axis=axis)


def _parts(title: str) -> alt.X:
    axis = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + '%'")
    return alt.X("part:Q", title=title, scale=alt.Scale(domain=[0, 108]), axis=axis)
