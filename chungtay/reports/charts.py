"""Charts of a unit in a period, drawn on the server. Each comes with its table."""

from typing import Any

import altair as alt

from chungtay.children.models import Sex
from chungtay.law.age import CHILD_UNTIL_AGE
from chungtay.lib.periods import Period
from chungtay.lib.vietnamese import date, number
from chungtay.places.models import Unit
from chungtay.reports.commune_map import map_of
from chungtay.reports.tables import Tables
from chungtay.reports.theme import GREEN, LEAF, WIDTH, Chart, svg

__all__ = ["Chart", "commune_map", "map_of", "pyramid", "pyramid_of"]


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
    return map_of(Tables(unit, period))
