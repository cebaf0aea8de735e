"""Charts stand alone, say what they show, and hold every place."""

import re
import xml.etree.ElementTree as ET

import pytest

from chungtay.children.models import Sex
from chungtay.indicators.compute import compute_by
from chungtay.places.models import Unit
from chungtay.reports.charts import Chart, commune_map, pyramid
from chungtay.reports.commune_map import share_classes
from tests.reports.conftest import PERIOD

CHARTS = {"pyramid": pyramid, "map": commune_map}


def drawn(name: str, unit: Unit) -> Chart:
    return CHARTS[name](unit, PERIOD)


@pytest.mark.parametrize("level", ["province", "district", "commune", "hamlet"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_one_document_with_its_title(
    name: str, level: str, units: dict[str, Unit]
) -> None:
    chart = drawn(name, units[level])
    assert ET.fromstring(chart.svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert f"<title>{chart.title}</title>" in chart.svg
    assert set(re.findall(r'https?://[^"\s]+', chart.svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert not re.search(r"NaN|undefined|Infinity", chart.svg)


def test_the_map_has_every_commune(units: dict[str, Unit]) -> None:
    chart = commune_map(units["province"], PERIOD)
    assert chart.svg.count('aria-roledescription="circle"') == 184
    assert len(chart.table) == 185


def test_a_commune_without_coordinates_is_only_in_the_table(units: dict[str, Unit]) -> None:
    Unit.objects.filter(pk=units["commune"].pk).update(latitude=None)
    chart = commune_map(units["province"], PERIOD)
    assert chart.svg.count('aria-roledescription="circle"') == 183
    assert [row[0] for row in chart.table if row[-1] == "thiếu tọa độ"] == [units["commune"].title]


def test_the_pyramid_counts_each_sex(units: dict[str, Unit]) -> None:
    table = pyramid(units["province"], PERIOD).table
    counted = compute_by(units["province"], PERIOD, "sex", ["children"])
    for column, sex in enumerate(Sex.values, 1):
        total = sum(int(row[column].replace(".", "")) for row in table[1:])
        assert total == counted[sex]["children"].numerator
    assert [row[0] for row in table[1:]] == [str(age) for age in range(16)]


CLASSES = [
    ([], ["0,0%"]),
    ([1.3], ["1,3%"]),
    ([0, 0, 0, 0], ["0,0%"]),
    (
        [1, 1, 2, 2],
        ["dưới 1,0%", "từ 1,0 đến dưới 1,5%", "từ 1,5 đến dưới 2,0%", "từ 2,0% trở lên"],
    ),
]


@pytest.mark.parametrize(("shares", "names"), CLASSES)
def test_shares_fall_into_named_classes(shares: list[float], names: list[str]) -> None:
    assert share_classes(shares)[1] == names
