"""Charts of a survey round: how far each unit has come, and how often the survey was wrong."""

from typing import Any

import altair as alt

from chungtay.lib import vietnamese
from chungtay.reports.theme import INK, LEAF, LINE, WIDTH, Chart, svg
from chungtay.survey.coverage import Coverage
from chungtay.survey.errors import Rate

MOST = 40  # bars that can be read on a page
ROW = 26
STAGES = ("chưa giao", "đã giao", "đang làm", "đã gửi", "đã kiểm")
COLOURS = (LINE, "#d3ebdf", LEAF, "#3d9a7c", "#0a4a3d")


def stages(counted: Coverage) -> list[int]:
    """Hamlets by the last stage they have reached, in the order of STAGES."""
    begun = counted.begun - counted.sent
    checked = counted.checked
    given = max(0, counted.assigned - counted.begun)
    none = counted.areas - counted.begun - given
    return [none, given, begun, counted.sent - checked, checked]


def progress(rows: list[tuple[str, Coverage]], title: str) -> Chart:
    """Every unit's hamlets as one bar of shares; the least far come first if there are many."""
    shown = sorted(rows, key=lambda row: row[1].sent / (row[1].areas or 1))[:MOST]
    names = [name for name, _counted in (shown if len(rows) > MOST else rows)]
    values = [
        {"unit": name, "stage": stage, "at": at, "n": n}
        for name, counted in rows
        if name in names
        for at, (stage, n) in enumerate(zip(STAGES, stages(counted), strict=True))
    ]
    table = [["Đơn vị", *STAGES]]
    table += [[name, *map(vietnamese.number, stages(counted))] for name, counted in rows]
    told = "Mỗi thanh là một đơn vị; đậm dần từ chưa giao đến đã kiểm."
    return Chart(svg(_stacked(values, names), title, told), title, table)


def _stacked(values: list[dict[str, Any]], names: list[str]) -> dict[str, Any]:
    colour = alt.Color(
        "stage:N",
        sort=list(STAGES),
        scale=alt.Scale(domain=list(STAGES), range=list(COLOURS)),
        legend=alt.Legend(title=None, orient="top"),
    )
    axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1])
    bars = alt.Chart(alt.Data(values=values)).mark_bar(height=16).encode(
        x=alt.X("n:Q", stack="normalize", title="Tỷ lệ thôn, buôn, tổ dân phố", axis=axis),
        y=_names("unit:N", names),
        color=colour,
        order=alt.Order("at:Q"),
    )  # fmt: skip
    return bars.properties(width=WIDTH - 200, height=ROW * max(1, len(names))).to_dict()


def _names(field: str, names: list[str]) -> alt.Y:
    axis = alt.Axis(labelLimit=240, ticks=False, domain=False)
    return alt.Y(field, title=None, sort=names, axis=axis)


def error_rates(rates: list[Rate], title: str, of: str = "Nội dung") -> Chart:
    """The share of wrong answers by `of`, with the span that holds the true share with 95%."""
    rows = [
        {"name": one.name, "share": one.share, "low": one.low, "high": one.high}
        for one in rates[:MOST]
    ]
    table = [[of, "Sai", "Số đã hỏi lại", "Tỷ lệ sai", "Khoảng tin cậy 95%"]]
    table += [_told(one) for one in rates]
    told = "Thanh là tỷ lệ sai trong mẫu; vạch là khoảng tin cậy 95%."
    return Chart(svg(_errors(rows), title, told), title, table)


def _told(one: Rate) -> list[str]:
    span = f"{said(one.low)} – {said(one.high)}"
    numbers = vietnamese.number
    return [one.name, numbers(one.wrong), numbers(one.asked), said(one.share), span]


def said(share: float) -> str:
    """0.0345 as 3,5%."""
    return f"{100 * share:.1f}%".replace(".", ",")


def _errors(rows: list[dict[str, Any]]) -> dict[str, Any]:
    base = alt.Chart(alt.Data(values=rows))
    names = [str(row["name"]) for row in rows]
    axis = alt.Axis(format="%", tickCount=6)
    bars = base.mark_bar(height=14, color=LEAF).encode(
        x=alt.X("share:Q", title="Tỷ lệ sai", axis=axis), y=_names("name:N", names)
    )
    spans = base.mark_rule(color=INK, strokeWidth=1.5).encode(
        x="low:Q", x2="high:Q", y=_names("name:N", names)
    )
    chart = bars + spans
    return chart.properties(width=WIDTH - 200, height=ROW * max(1, len(names))).to_dict()
