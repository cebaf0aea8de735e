"""A district officer of 2012 enters a whole plan through the pages and prints it."""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db.backends.postgresql.psycopg_any import DateRange
from docx import Document as Word

from tests.journeys.conftest import DESK, PASSWORD, Site, follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
DAY = date(2012, 3, 13)
OFFICER = "van-chan.huyen"
PLAN = yaml.safe_load(Path(__file__).with_name("plan_30.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def officer(site: Site, django_db_blocker: Any) -> Iterator[str]:
    """An account of the district, gone afterwards with all it wrote but the trail."""
    from chungtay.people.models import Post, User
    from chungtay.people.roles import Role
    from chungtay.places.models import Unit

    with django_db_blocker.unblock():
        district = Unit.objects.on(DAY).districts().get(code="140")
        user = User(username=OFFICER, full_name="Lường Văn Thử", works_as_of=DAY)
        user.set_password(PASSWORD)
        user.save()
        Post.objects.create(
            person=user, role=Role.DISTRICT_OFFICER, unit=district,
            period=DateRange(date(2012, 1, 1), None),
        )  # fmt: skip
        yield OFFICER
        district.plans.filter(number=PLAN["plan"]["number"]).delete()
        user.posts.all().delete()
        user.delete()


def _type(page: Any, typed: dict[str, str]) -> None:
    """Fills the boxes and saves; the form must be taken as it is."""
    for name, value in typed.items():
        box = page.locator(f"#id_{name}")
        if box.evaluate("box => box.tagName") != "SELECT":
            box.fill(value)
        elif name == "within":
            box.select_option(label=value)
        else:
            box.select_option(value)
    follow(page, page.get_by_role("button", name="Lưu", exact=True))
    assert page.locator("#loi").count() == 0, page.locator("#loi").inner_text()


def _type_all(page: Any, adding: str, lines: list[dict[str, str]]) -> None:
    """The first by the link on the plan's page, each other by the “Thêm nữa” of the one before."""
    for n, line in enumerate(lines):
        follow(page, page.get_by_role("link", name="Thêm nữa" if n else adding, exact=True))
        _type(page, line)
        assert "Đã lưu" in page.locator("[role=status]").inner_text()


def _words(document: bytes) -> str:
    """All the text of the document, its tables too, with single spaces."""
    texts = [
        node.text or "" for node in Word(io.BytesIO(document)).element.body.iter() if node.text
    ]
    return " ".join("".join(f"{text} " for text in texts).split())


def _bare(text: str) -> str:
    """Without spaces and marks of the end: runs of a line are cut anywhere."""
    return re.sub(r"\s+", "", text).rstrip(".;").casefold()


def test_a_whole_plan_is_entered_and_printed(site: Site, officer: str) -> None:
    page = site.sign_in(officer, DESK)
    follow(page, page.get_by_role("link", name="Kế hoạch", exact=True).first)
    page.goto(f"{site.url}/ho-so/ke-hoach/them/")
    assert page.locator("#id_unit").input_value().startswith("Huyện Văn Chấn")
    _type(page, PLAN["plan"])
    pk = re.search(r"/ho-so/ke-hoach/(\d+)/", page.url)
    assert pk is not None, page.url
    _type_all(page, "Thêm mục tiêu", PLAN["targets"])
    _type_all(page, "Thêm nội dung kế hoạch", PLAN["parts"])
    assert page.url.endswith(pk[0])
    link = page.get_by_role("link", name="Tải kế hoạch (Word)").get_attribute("href")
    words = _bare(_words(page.request.get(f"{site.url}{link}").body()))
    lines = [*PLAN["printed"], *PLAN["plan"].values()]
    lines += [line["wording"] for line in PLAN["targets"]]
    lines += [part[key] for part in PLAN["parts"] for key in ("heading", "text") if key in part]
    own = {PLAN["plan"][name] for name in ("period", "period_den", "form", "issued_on")}
    assert [line for line in lines if line not in own and _bare(line) not in words] == []
    assert page.told == []
