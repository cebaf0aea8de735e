"""Template, dry run, faults in red, writing, conflicts, taking back."""

import io
from typing import Any

import openpyxl
import polars as pl
import pytest

from chungtay.children.models import Child, Circumstance, Guardian, Household, Poverty, Residence
from chungtay.exchange import actions
from chungtay.exchange.actions import frame
from chungtay.exchange.hamlets import Hamlets
from chungtay.exchange.marked import RESULT, marked
from chungtay.exchange.models import SheetMapping, Upload
from chungtay.exchange.template import TO_CHECK, template
from chungtay.lib.problems import Problem
from chungtay.people.scope import of_person
from chungtay.places.models import Change, Unit
from tests.exchange.conftest import HEAD, Desk, row, workbook
from tests.web.conftest import DAY, Register

TABLES = (Child, Residence, Household, Guardian, Poverty, Circumstance)


def taken(desk: Desk) -> Any:
    """The commune's template, opened."""
    made, _ = template(Hamlets(desk.register.commune, DAY), filled=True, mark="Thử")
    with made:
        return openpyxl.load_workbook(io.BytesIO(made.read()))


def bytes_of(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(book: Any, name: str, title: str) -> Any:
    """The cell of a child's row under a title."""
    sheet = book.worksheets[0]
    heads = {str(one.value).removesuffix(" (*)"): one.column for one in sheet[2]}
    for down in range(3, sheet.max_row + 1):
        if sheet.cell(down, heads["Họ và tên"]).value == name:
            return sheet.cell(down, heads[title])
    raise LookupError(name)


def register() -> list[Any]:
    return [sorted(model.objects.values_list(), key=str) for model in TABLES]


def test_the_template_comes_back_unchanged(desk: Desk) -> None:
    book = taken(desk)
    assert book["_dm"].sheet_state == "veryHidden"
    assert book.worksheets[0].freeze_panes == "D3"
    counts = desk.send(bytes_of(book)).counts
    assert counts["unchanged"] == sum(counts.values()) == 4


def test_no_sealed_group_is_in_the_template(desk: Desk) -> None:
    book = taken(desk)
    words = {str(one.value) for sheet in book for line in sheet.iter_rows() for one in line}
    assert not any("HIV" in word or word == "05" for word in words)
    assert any("04.1" in word for word in words)


@pytest.mark.parametrize("mode", ["good", "all"])
def test_new_children_with_their_homes_and_back(desk: Desk, mode: str) -> None:
    before = register()
    upload = desk.send(workbook(
        row("Y Một Niê", "2012", ethnic="Ê Đê", head="Y Chủ", mother="H’Mẹ", mother_year="1990"),
        row("Y Hai Niê", "3/2014", ethnic="Ê Đê", head="y chủ", mother="H’Mẹ"),
    ))  # fmt: skip
    actions.accept(upload, mode=mode, by=desk.user)
    child = Child.objects.get(full_name="Y Một Niê")
    assert (child.birth_precision, child.ethnic_group, child.search_key) == (
        "year", "12", "y mot nie"
    )  # fmt: skip
    assert child.guardians.get().birth_year == 1990
    homes = Residence.objects.filter(child__full_name__startswith="Y ").values_list("household")
    assert len({*homes}) == 1
    actions.undo(upload, by=desk.user)
    assert register() == before


def test_all_or_nothing_writes_nothing_beside_a_fault(desk: Desk) -> None:
    before = register()
    upload = desk.send(workbook(row("An Bình"), row("Sai Ngày", "31/02/2015")))
    with pytest.raises(Problem, match="chưa ghi dòng nào"):
        actions.accept(upload, mode="all", by=desk.user)
    assert register() == before
    actions.accept(upload, mode="good", by=desk.user)
    assert Child.objects.filter(full_name="An Bình").count() == 1


@pytest.mark.parametrize(
    ("title", "said", "now"),
    [
        ("Ngày sinh", "06/05/2018", lambda c: str(c.birth_date) == "2018-05-06"),
        ("Dân tộc", "M’nông", lambda c: c.ethnic_group == "20"),
        ("Số định danh cá nhân", "068219000001", lambda c: c.personal_number == "068219000001"),
        ("Chủ hộ", "Chủ Mới", lambda c: c.residences.get().household.head == "Chủ Mới"),
        ("Diện hộ", "Hộ nghèo", lambda c: Poverty.objects.filter(
            household__residences__child=c, period__contains=DAY).get().status == "poor"),
        ("Họ và tên cha", "Cha Mới", lambda c: c.guardians.filter(full_name="Cha Mới").exists()),
        ("Hoàn cảnh", "R03; 04.2", lambda c: c.circumstances.count() == 2),
    ],
)  # fmt: skip
def test_a_change_of_one_cell_and_back(desk: Desk, title: str, said: str, now: Any) -> None:
    before = register()
    book = taken(desk)
    cell(book, "Nguyễn Văn Bảo", title).value = said
    upload = desk.send(bytes_of(book))
    assert (upload.counts["changed"], upload.counts["unchanged"]) == (1, 3)
    actions.accept(upload, mode="good", by=desk.user)
    assert now(Child.objects.get(full_name="Nguyễn Văn Bảo", invented=False))
    actions.undo(upload, by=desk.user)
    assert register() == before


def test_an_emptied_cell_keeps_what_was_said(desk: Desk) -> None:
    book = taken(desk)
    cell(book, "Nguyễn Văn Bảo", "Chủ hộ").value = None
    assert desk.send(bytes_of(book)).counts["unchanged"] == 4


@pytest.mark.parametrize(("choice", "name"), [("file", "Tên Tệp"), ("keep", "Tên Sổ")])
def test_a_conflict_is_chosen_and_never_overwritten(desk: Desk, choice: str, name: str) -> None:
    book = taken(desk)
    cell(book, "Nguyễn Văn Bảo", "Họ và tên").value = "Tên Tệp"
    child = Child.objects.get(full_name="Nguyễn Văn Bảo", invented=False)
    child.full_name = "Tên Sổ"
    child.save()
    upload = desk.send(bytes_of(book))
    assert upload.counts["conflict"] == 1
    with pytest.raises(Problem):
        actions.accept(upload, mode="good", by=desk.user)
    number = str(frame(upload.rows).filter(pl.col("status") == "conflict")["row"].item())
    actions.choose(upload, {number: choice}, by=desk.user)
    if choice == "file":
        actions.accept(upload, mode="good", by=desk.user)
    assert Child.objects.get(pk=child.pk).full_name == name


def test_a_change_elsewhere_of_a_row_nobody_touched_is_no_conflict(desk: Desk) -> None:
    book = taken(desk)
    Child.objects.filter(full_name="Nguyễn Văn Bảo").update(sex="f")
    assert desk.send(bytes_of(book)).counts["unchanged"] == 4


def test_what_changed_between_the_dry_run_and_the_writing_is_not_overwritten(desk: Desk) -> None:
    book = taken(desk)
    cell(book, "Nguyễn Văn Bảo", "Họ và tên").value = "Tên Tệp"
    upload = desk.send(bytes_of(book))
    Child.objects.filter(full_name="Nguyễn Văn Bảo").update(ethnic_group="12")
    with pytest.raises(Problem, match="Không có dòng"):
        actions.accept(upload, mode="good", by=desk.user)


def test_one_who_may_be_known_is_asked_about(desk: Desk) -> None:
    upload = desk.send(workbook(row("Lê Minh", "05/03/2015", sex="Nam")))
    assert upload.counts["perhaps"] == 1
    known = Child.objects.get(full_name="Lê Minh", invented=False)
    actions.choose(upload, {"2": f"same:{known.pk}"}, by=desk.user)
    actions.accept(upload, mode="good", by=desk.user)
    known.refresh_from_db()
    assert (str(known.birth_date), known.birth_precision) == ("2015-03-05", "day")


def test_what_two_windows_write_is_written_once(desk: Desk) -> None:
    """A button pressed twice: the second request read the file before the first had written it."""
    upload = desk.send(workbook(row("Lê Minh", "05/03/2015", sex="Nam")))
    actions.choose(upload, {"2": "other"}, by=desk.user)
    first, second = (Upload.objects.get(pk=upload.pk) for _window in range(2))
    actions.accept(first, mode="good", by=desk.user)
    with pytest.raises(Problem, match="đã ghi vào sổ"):
        actions.accept(second, mode="good", by=desk.user)
    assert Child.objects.filter(full_name="Lê Minh", invented=False).count() == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda upload, by: actions.check(upload),
        lambda upload, by: actions.match_columns(upload, upload.mapping, by=by),
    ],
)
def test_a_written_file_is_not_begun_again(desk: Desk, act: Any) -> None:
    upload = desk.send(workbook(row("An Bình")))
    actions.accept(Upload.objects.get(pk=upload.pk), mode="good", by=desk.user)
    with pytest.raises(Problem, match="đã ghi vào sổ"):
        act(upload, desk.user)
    actions.undo(Upload.objects.get(pk=upload.pk), by=desk.user)
    assert not Child.objects.filter(full_name="An Bình").exists()


def test_a_row_of_the_same_name_birth_and_hamlet_is_that_child(desk: Desk) -> None:
    upload = desk.send(workbook(row("NGUYỄN VĂN BẢO", "01/05/2019", sex="Nam", head="")))
    assert frame(upload.rows)["child"].item() == str(
        Child.objects.get(full_name="Nguyễn Văn Bảo", invented=False).pk
    )


@pytest.fixture
def old(tiny: Register) -> Unit:
    """A commune that became part of the desk's; before anybody sits at it."""
    commune = tiny.commune
    old = Unit.objects.filter(level=commune.level).exclude(pk=commune.pk).order_by("-pk")[0]
    Change.objects.create(what="merge", date=DAY, old=old, new=commune, legal_text="Thử")
    return old


def test_an_old_name_of_a_commune_finds_its_successor(old: Unit, desk: Desk) -> None:
    upload = desk.send(workbook([*row("An Bình"), old.title], head=(*HEAD, "Xã")))
    assert upload.counts["new"] == 1
    assert frame(upload.faults)["code"].to_list() == ["hamlet_renamed"]


def test_a_commune_nobody_knows_is_marked(desk: Desk) -> None:
    upload = desk.send(workbook([*row("An Bình"), "Xã Không Đâu Có"], head=(*HEAD, "Xã")))
    assert upload.counts["wrong"] == 1
    assert frame(upload.faults).select("row", "code").rows() == [(2, "commune")]


def test_a_child_of_another_commune_is_neither_shown_nor_changed(desk: Desk) -> None:
    book = taken(desk)
    stranger = "00000000-0000-4000-8000-000000000000"  # one of no place that is served
    book.worksheets[0].cell(3, 1).value = stranger
    upload = desk.send(bytes_of(book))
    assert frame(upload.faults)["code"].to_list()[:1] == ["unknown_id"]


def test_the_same_workbook_comes_back_marked(desk: Desk) -> None:
    upload = desk.send(workbook(row("An Bình"), row("Sai Ngày", "31/02/2015")))
    with marked(upload) as made:
        sheet = openpyxl.load_workbook(io.BytesIO(made.read())).worksheets[0]
    assert sheet.cell(1, len(HEAD) + 1).value == RESULT
    assert sheet.cell(2, len(HEAD) + 1).value == "Trẻ mới"
    assert "Không có ngày này" in sheet.cell(3, len(HEAD) + 1).value
    assert "Không có ngày này" in sheet.cell(3, 2).comment.text
    assert sheet.cell(3, 2).fill.fgColor.rgb == "00F8CBCB"
    assert sheet.cell(2, 2).comment is None


def test_columns_are_matched_once_and_remembered(desk: Desk) -> None:
    head = ("Cháu", "Sinh", "GT", "DT", "Ở", "Hộ", "Mã", "Má", "NS")
    data = workbook(row("An Bình"), head=head)
    sent = {"unit": desk.register.commune, "day": DAY, "by": desk.user}
    upload = actions.receive("a.xlsx", data, **sent)
    assert upload.state == Upload.State.COLUMNS
    with pytest.raises(Problem, match="ghép đủ"):
        actions.match_columns(upload, {"0": "name"}, by=desk.user)
    chosen = dict(
        zip(map(str, range(5)), ("name", "birth", "sex", "ethnic", "hamlet"), strict=True)
    )
    actions.match_columns(upload, chosen, by=desk.user)
    assert actions.check(upload).counts["new"] == 1
    assert actions.receive("a.xlsx", data, **sent).state == Upload.State.WAITING
    assert SheetMapping.objects.count() == 1


def test_a_file_is_its_senders_alone(desk: Desk, tiny: Register) -> None:
    desk.send(workbook(row("An Bình")))
    from chungtay.people.models import User

    tiny.sign_in(tiny.commune)
    other = User.objects.order_by("-pk")[0]
    with of_person(other.pk):
        assert Upload.objects.count() == 0
    with of_person(desk.user.pk):
        assert Upload.objects.count() == 1


def test_the_police_fill_in_a_number_and_it_comes_back(desk: Desk) -> None:
    """The workbook of the cleaning: its own children only, and a column that is not read."""
    Child.objects.update(personal_number=None)
    child = Child.objects.order_by("sort_key").first()
    assert child is not None
    hamlets = Hamlets(desk.register.commune, DAY)
    asked = {str(child.pk): "chưa có số định danh"}
    made, keys = template(hamlets, filled=True, mark="Thử", asked=asked)
    assert keys == [str(child.pk)]
    with made:
        book = openpyxl.load_workbook(io.BytesIO(made.read()))
    assert cell(book, child.full_name, TO_CHECK).value == "chưa có số định danh"
    cell(book, child.full_name, "Số định danh cá nhân").value = "066312000001"
    upload = desk.send(bytes_of(book))
    assert (upload.counts["changed"], upload.counts.get("wrong", 0)) == (1, 0)
    actions.accept(upload, mode="all", by=desk.user)
    child.refresh_from_db()
    assert child.personal_number == "066312000001"
