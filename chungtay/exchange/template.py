"""The workbook of an area's children, to be worked on in Excel and sent back."""

import tempfile
from collections.abc import Iterable
from typing import IO, Any

import polars as pl
import xlsxwriter

from chungtay.children.models import Guardian
from chungtay.exchange import present
from chungtay.exchange.cells import ethnic_labels
from chungtay.exchange.columns import COLUMNS, HIDDEN, Column
from chungtay.exchange.groups import choices_of
from chungtay.exchange.hamlets import Hamlets, with_district
from chungtay.law.age import born_after_to_be_child
from chungtay.lib.problems import Problem
from chungtay.places.models import Level

ID = "chungtay-tre-em"
VERSION = "1"
MOST_CHILDREN = 20_000
LINES_MORE = 500  # empty rows that are made ready below the last child
HEAD = 1  # the row below the mark
LISTS = "_dm"
TO_CHECK, POLICE = "Cần kiểm tra", "Công an xã đối chiếu (ký, ghi tên)"
POVERTIES = {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo", "none": "Không"}
SEXES = {"m": "Nam", "f": "Nữ"}
FREE = frozenset({"ds_hoan_canh", "ds_thon"})  # told, not enforced: several, or names of old
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FOOT = 240
TWELVE: dict[str, Any] = {
    "validate": "length", "criteria": "==", "value": 12, "ignore_blank": True,
    "error_type": "warning", "error_title": "Số định danh cá nhân",
    "error_message": "Số định danh cá nhân gồm đúng 12 chữ số.",
}  # fmt: skip


def template(
    hamlets: Hamlets, *, filled: bool, mark: str, asked: dict[str, str] | None = None
) -> tuple[IO[bytes], list[str]]:
    """(an open workbook, the keys of the children in it). `asked`: only these children, by key,
    each with what is to be checked of it, which stands in a last column that is not read back.
    Raises Problem when the unit has more children than are sensibly worked on in one sheet."""
    children = _children(hamlets) if filled else pl.DataFrame(schema=present.CHILD)
    if asked is not None:
        children = children.filter(pl.col("id").is_in(list(asked)))
    if children.height > MOST_CHILDREN:
        raise Problem(
            f"Đơn vị này có hơn {MOST_CHILDREN} trẻ. Hãy chọn từng xã rồi tải mẫu.",
            f"This unit has more than {MOST_CHILDREN} children. Take the template by commune.",
        )
    columns = [one for one in COLUMNS if one.name != "commune" or _many_communes(hamlets)]
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties(
            {"title": "Trẻ em", "keywords": ID, "status": VERSION,
             "category": str(hamlets.unit.pk), "comments": mark}
        )  # fmt: skip
        sheet = book.add_worksheet("Trẻ em")
        lists = _lists(book, hamlets)
        _head(book, sheet, columns, mark)
        _rows(book, sheet, columns, _labelled(children, hamlets))
        _checks(sheet, columns, lists, HEAD + children.height + LINES_MORE)
        if asked is not None:
            _to_check(sheet, len(HIDDEN) + len(columns), children, asked)
    out.seek(0)
    return out, children["id"].to_list()


def _children(hamlets: Hamlets) -> pl.DataFrame:
    after = born_after_to_be_child(hamlets.day)
    return present.living_in(list(hamlets.rows), hamlets.day, after)


def _many_communes(hamlets: Hamlets) -> bool:
    return hamlets.unit.level < Level.COMMUNE


def _lists(book: Any, hamlets: Hamlets) -> dict[str, int]:
    """The choices, each a column of a sheet that Excel does not even offer to show; how long."""
    sheet = book.add_worksheet(LISTS)
    sheet.very_hidden()
    found = _choices(hamlets)
    for place, (name, choices) in enumerate(found.items()):
        sheet.write_string(0, place, name)
        sheet.write_column(1, place, choices)
        letter = xlsxwriter.utility.xl_col_to_name(place)
        last = max(len(choices), 1) + 1
        book.define_name(name, f"={LISTS}!${letter}$2:${letter}${last}")
    return {name: len(choices) for name, choices in found.items()}


def _choices(hamlets: Hamlets) -> dict[str, list[str]]:
    return {
        "ds_gioi_tinh": list(SEXES.values()),
        "ds_dan_toc": list(ethnic_labels().values()),
        "ds_xa": list(communes_named(hamlets).values()),
        "ds_thon": list(dict.fromkeys(one.name for one in hamlets.rows.values())),
        "ds_dien_ho": list(POVERTIES.values()),
        "ds_quan_he": [str(one.label) for one in Guardian.Relation],
        "ds_hoan_canh": choices_of(hamlets.unit, hamlets.day),
    }


def communes_named(hamlets: Hamlets) -> dict[int, str]:
    """Communes by key: with the district where two have one name."""
    titles = [one.title for one in hamlets.communes.values()]
    return {
        pk: one.title if titles.count(one.title) == 1 else with_district(one)
        for pk, one in hamlets.communes.items()
    }


def _head(book: Any, sheet: Any, columns: list[Column], mark: str) -> None:
    told = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    needed = book.add_format({**told, "bg_color": "#cfe8dd"})
    other = book.add_format({**told, "bg_color": "#eef3f1"})
    text = book.add_format({"num_format": "@"})
    sheet.write_string(HEAD - 1, len(HIDDEN), mark, book.add_format({"italic": True}))
    for place, name in enumerate(HIDDEN):
        sheet.write_string(HEAD, place, name)
        sheet.set_column(place, place, 2, text, {"hidden": True})
    for place, column in enumerate(columns, len(HIDDEN)):
        title = f"{column.title} (*)" if column.needed else column.title
        sheet.write_string(HEAD, place, title, needed if column.needed else other)
        sheet.write_comment(HEAD, place, column.note, {"x_scale": 1.6})
        sheet.set_column(place, place, column.width, text)
    sheet.freeze_panes(HEAD + 1, len(HIDDEN) + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.set_footer(f"&L&8{mark[:FOOT].replace('&', '&&')}&R&8&P/&N")


def _labelled(children: pl.DataFrame, hamlets: Hamlets) -> pl.DataFrame:
    """The values as they are written and read again."""
    communes = communes_named(hamlets)
    names = {pk: one.name for pk, one in hamlets.rows.items()}
    above = {pk: communes.get(one.commune_id or 0, "") for pk, one in hamlets.rows.items()}
    relations = {str(one): str(one.label) for one in Guardian.Relation}
    told = [
        _replaced("sex", SEXES), _replaced("ethnic", ethnic_labels()),
        _replaced("poverty", POVERTIES), _replaced("relation", relations),
        _replaced("unit", names).alias("hamlet"), _replaced("unit", above).alias("commune"),
        birth_said().alias("birth"), pl.col("groups").str.replace_all(";", "; "),
        pl.lit(None, pl.String).alias("since"), pl.col("id").alias("__id"),
        pl.col("version").alias("__version"),
    ]  # fmt: skip
    return children.with_columns(told) if children.height else children


def _replaced(name: str, labels: dict[Any, str]) -> pl.Expr:
    return pl.col(name).replace_strict(labels, default=None, return_dtype=pl.String)


def birth_said() -> pl.Expr:
    """A birth date as it is typed."""
    birth, sure = pl.col("birth"), pl.col("precision")
    day = birth.dt.strftime("%d/%m/%Y")
    return (
        pl.when(sure == "year").then(birth.dt.strftime("%Y"))
        .when(sure == "month").then(birth.dt.strftime("%m/%Y"))
        .when(sure == "estimated").then(pl.concat_str(pl.lit("khoảng "), day))
        .otherwise(day)
    )  # fmt: skip


def _rows(book: Any, sheet: Any, columns: list[Column], children: pl.DataFrame) -> None:
    text = book.add_format({"num_format": "@"})
    if not children.height:
        return
    names = [*HIDDEN, *(column.name for column in columns)]
    for down, row in enumerate(children.select(names).iter_rows(), HEAD + 1):
        for place, cell in enumerate(row):
            if cell is not None:
                sheet.write_string(down, place, str(cell), text)


def _to_check(sheet: Any, place: int, children: pl.DataFrame, asked: dict[str, str]) -> None:
    """For the police of the commune: what to look at, and room for their word and name."""
    for at, title in enumerate((TO_CHECK, POLICE)):
        sheet.write_string(HEAD, place + at, title)
        sheet.set_column(place + at, place + at, 30)
    for down, key in enumerate(children["id"].to_list(), HEAD + 1):
        sheet.write_string(down, place, asked[key])


def _checks(sheet: Any, columns: Iterable[Column], lists: dict[str, int], last: int) -> None:
    for place, column in enumerate(columns, len(HIDDEN)):
        if column.choices and lists.get(column.choices):
            stop = "information" if column.choices in FREE else "stop"
            rule = {
                "validate": "list", "source": f"={column.choices}", "error_type": stop,
                "error_title": column.title[:32],
                "error_message": "Hãy chọn một dòng trong danh sách.",
            }  # fmt: skip
            sheet.data_validation(HEAD + 1, place, last, place, rule)
        if column.name == "number":
            sheet.data_validation(HEAD + 1, place, last, place, TWELVE)
