import re

import pytest
from django.urls import reverse

from chungtay.indicators.registry import INDICATORS
from chungtay.people.roles import Role
from tests.web.conftest import Register

H1 = "2020-H1"


def test_the_report_shows_every_figure_in_order(tiny: Register) -> None:
    """Those of which something is recorded as numbered lines, the others below them."""
    client = tiny.sign_in(tiny.province)
    page = client.get(reverse("report", args=[tiny.province.pk, H1])).content.decode()
    order = [code for code in INDICATORS if f"{H1}/{code}/" in page]
    assert set(order) == set(INDICATORS)
    table, below = page.split("chỉ tiêu chưa có ghi nhận nào")
    numbered = re.findall(r"/(\w+)/\"><i>(\d+)\.</i>", table)
    assert [int(n) for _, n in numbered] == list(range(1, len(numbered) + 1))
    sections = [INDICATORS[code].order for code, _ in numbered]
    assert sections == sorted(sections)
    assert {code for code, _ in numbered}.isdisjoint(re.findall(r"/(\w+)/\">", below))
    assert "children" in {code for code, _ in numbered}


@pytest.mark.parametrize("code", list(INDICATORS))
def test_a_figure_opens(tiny: Register, code: str) -> None:
    client = tiny.sign_in(tiny.province, Role.PROVINCE_OFFICER)
    page = client.get(reverse("figure", args=[tiny.province.pk, H1, code])).content.decode()
    for words in ("Cách tính", "Căn cứ", "Kỳ, ngày chốt", "Tính lúc", INDICATORS[code].how[:40]):
        assert words in page
    about = INDICATORS[code].fact.of_children
    assert ("Danh sách được tính" in page) != about


def test_a_figure_leads_to_its_children_and_the_rest(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    address = reverse("figure", args=[tiny.commune.pk, H1, "special_supported"])
    page = client.get(address).content.decode()
    assert "so-lieu=special_supported&amp;ky=2020-H1&amp;phan=con-lai" in page
    assert "2 trẻ còn lại" in page


def test_records_left_out_are_listed(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    address = reverse("figure", args=[tiny.commune.pk, H1, "communes_with_board_and_plan"])
    page = client.get(address, {"phan": "con-lai"}).content.decode()
    assert "Danh sách còn lại" in page
    assert tiny.commune.name in page


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("report", ("2020-H3",)),
        ("report", ("xx",)),
        ("report", ("2030-H1",)),
        ("figure", (H1, "no_such_figure")),
        ("report_file", (H1, "odt")),
        ("report_chart", (H1, "pie")),
    ],
)
def test_what_does_not_exist_is_not_found(tiny: Register, name: str, args: tuple) -> None:
    client = tiny.sign_in(tiny.commune)
    answer = client.get(reverse(name, args=[tiny.commune.pk, *args]))
    assert answer.status_code == 404
    assert "<h1>Không tìm thấy trang này</h1>" in answer.content.decode()


@pytest.mark.parametrize(("language", "words"), [("vi", "Không hiểu kỳ"), ("en", "Unknown period")])
def test_an_unknown_period_is_told(tiny: Register, language: str, words: str) -> None:
    client = tiny.sign_in(tiny.commune, language=language)
    page = client.get(reverse("report", args=[tiny.commune.pk, "xx"])).content.decode()
    assert words in page


@pytest.mark.parametrize("name", ["pyramid", "commune_map"])
def test_a_drawing_is_an_svg_of_its_own(tiny: Register, name: str) -> None:
    client = tiny.sign_in(tiny.province)
    answer = client.get(reverse("report_chart", args=[tiny.province.pk, H1, name]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content.lstrip().startswith(b"<svg")


def test_choosing_a_report_leads_to_it(tiny: Register) -> None:
    client = tiny.sign_in(tiny.province)
    asked = {"don-vi": tiny.commune.pk, "ky": "2020-h1"}
    answer = client.get(reverse("reports"), asked)
    assert answer["Location"] == reverse("report", args=[tiny.commune.pk, H1])


def test_a_list_behind_a_sealed_figure_opens_to_supervisors_only(tiny: Register) -> None:
    for role, opens in ((Role.PROVINCE_OFFICER, True), (Role.COMMUNE_OFFICER, False)):
        client = tiny.sign_in(tiny.province, role)
        page = client.get(reverse("figure", args=[tiny.province.pk, H1, "notices_of_lines"]))
        assert ("Danh sách được tính" in page.content.decode()) == opens
