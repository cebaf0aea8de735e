"""The annexes of a report: what each table counts, row by row."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from chungtay.children.models import Group, Sex
from chungtay.indicators.compute import Values
from chungtay.indicators.disclosure import HIDDEN, SMALL, shown
from chungtay.indicators.registry import INDICATORS, Time, Value
from chungtay.law.age import CHILD_UNTIL_AGE
from chungtay.lib.vietnamese import date
from chungtay.places.models import Level, Unit
from chungtay.reports.chapters import ROMAN
from chungtay.reports.charts import pyramid_of
from chungtay.reports.layout import Annex, Cell, Column, Row, Table
from chungtay.reports.offices import lower_first
from chungtay.reports.said import kinds
from chungtay.reports.sections.situation import by_division
from chungtay.reports.tables import SITUATION, Tables, sums

UNKNOWN = "Chưa xác định đơn vị"
ALWAYS = frozenset(
    {
        *SITUATION,
        "allowance_paid_in_full",
        "special_supported",
        "training_classes",
        "staff_trained",
        "fund_raised",
        "fund_benefits",
        "fund_spent",
        "communes_with_board_and_plan",
        "collaborators",
        "communes_with_officer",
        "districts_with_officer",
    }
)
DISTRICT_ONLY = ("districts_with_officer", "interpreters")


def annexes(tables: Tables) -> tuple[Annex, ...]:
    made = [
        _figures(tables),
        *_divisions(tables),
        _by_group(tables),
        _by_age(tables),
        _definitions(tables),
    ]
    return _numbered(made)


def short_annexes(tables: Tables) -> tuple[Annex, ...]:
    """The figures and how they are counted, without the tables by place, group and age."""
    return _numbered([_figures(tables), _definitions(tables)])


def _numbered(made: list[Annex]) -> tuple[Annex, ...]:
    return tuple(replace(one, number=f"Phụ lục {ROMAN[i]}") for i, one in enumerate(made))


def reported(tables: Tables) -> list[Value]:
    """The figures that have a meaning for the unit and the tree of the day, by section."""
    values = [tables.values[code] for code in INDICATORS if code in tables.values]
    held = [value for value in values if _applies(value, tables)]
    return sorted(held, key=lambda value: value.indicator.order)


def _applies(value: Value, tables: Tables) -> bool:
    """The figures of the six-month report always; of the others, those there are records of."""
    code = value.indicator.code
    if code in DISTRICT_ONLY and not tables.districts:
        return False
    if code not in ALWAYS:
        return tables.value(code) is not None and (value.numerator or value.denominator or 0) > 0
    return value.denominator != 0


def note(tables: Tables, more: str = "") -> str:
    said = (
        f"Số liệu chốt ngày {date(tables.on)}; nguồn: sổ theo dõi trẻ em và hồ sơ công tác của "
        f"{lower_first(tables.unit.title)}."
    )
    return f"{said} {more}".strip()


def _figures(tables: Tables) -> Annex:
    columns = (
        Column("STT", 1.4),
        Column("Nội dung", 8, words=True),
        Column("Đơn vị tính", 2.6, words=True),
        Column("Kết quả", 3.5),
        Column("Trên tổng", 2.4),
        Column("Tỷ lệ (%)", 1.9),
    )
    rows = [
        Row((i, v.indicator.title, v.indicator.unit, *_cells(v, tables)))
        for i, v in enumerate(reported(tables), 1)
    ]
    hidden = any(HIDDEN in row.cells for row in rows)
    told = f"“{HIDDEN}”: số cần bảo mật, có phần dưới {SMALL}." if hidden else ""
    return _annex(
        "Kết quả công tác trẻ em", "PL1 Kết quả", Table(columns, tuple(rows)), note(tables, told)
    )


def _cells(value: Value, tables: Tables) -> tuple[Cell, Cell, Cell]:
    if tables.private(value):
        return HIDDEN, HIDDEN, HIDDEN
    return value.numerator, value.denominator, value.share


_SITUATION_COLUMNS = (
    Column("Trẻ em", 1.9),
    Column("Trẻ em HCĐB", 1.9),
    Column("Tỷ lệ (%)", 1.4),
    Column("Trẻ em có nguy cơ", 1.9),
    Column("Tỷ lệ (%)", 1.4),
    Column("Trẻ em hộ nghèo", 1.9),
    Column("Tỷ lệ (%)", 1.4),
    Column("Trẻ em hộ cận nghèo", 1.9),
    Column("Tỷ lệ (%)", 1.4),
)


def _columns(place: str) -> tuple[Column, ...]:
    return (Column("STT", 1.25), Column(place, 5, words=True), *_SITUATION_COLUMNS)


def _situation(number: Cell, name: str, counts: dict[str, int], bold: bool = False) -> Row:
    total = counts["children"]
    cells: list[Cell] = [total]
    for code in SITUATION[1:]:
        cells += [counts[code], Fraction(counts[code], total) if total else None]
    return Row((number, name, *cells), bold)


def _total(tables: Tables) -> Row:
    return _situation("", "Tổng cộng", {code: tables.count(code) for code in SITUATION}, bold=True)


def _divisions(tables: Tables) -> Iterator[Annex]:
    """By district and by commune; for a commune by hamlet; for a hamlet nothing."""
    level = tables.unit.level
    if level < Level.DISTRICT and tables.districts:
        word = kinds(tables.districts, Level.DISTRICT)
        rows = _ordered(by_division(tables))
        yield _places(tables, word, rows, "huyện", tables.by_commune)
    if level < Level.COMMUNE:
        word = kinds(tables.communes, Level.COMMUNE)
        yield _places(tables, word, _communes(tables), "xã", tables.by_commune)
    elif level == Level.COMMUNE and tables.hamlets:
        word = kinds(tables.hamlets, Level.HAMLET)
        rows = _ordered((u, _counts(tables.by_hamlet, u)) for u in tables.hamlets)
        yield _places(tables, word, rows, "thôn", tables.by_hamlet)


def _places(
    tables: Tables, words: str, rows: Iterable[Row], short: str, held: dict[int | None, Values]
) -> Annex:
    known = {unit.pk for unit in (*tables.communes, *tables.hamlets)}
    astray = [values for key, values in held.items() if key not in known]
    extra = [_situation("", UNKNOWN, sums(astray))] if astray else []
    return _annex(
        f"Tình hình trẻ em theo {words}",
        f"Theo {short}",
        Table(_columns(words.capitalize()), (*rows, *extra, _total(tables))),
        note(tables, "Tỷ lệ so với số trẻ em của đơn vị."),
        landscape=True,
    )


def _ordered(rows: Iterable[tuple[Unit, dict[str, int]]]) -> Iterator[Row]:
    for i, (unit, counts) in enumerate(rows, 1):
        yield _situation(i, unit.title, counts)


def _counts(held: dict[int | None, Values], unit: Unit) -> dict[str, int]:
    return sums([held[unit.pk]] if unit.pk in held else [])


def _communes(tables: Tables) -> Iterator[Row]:
    """Communes, each district's under a row of the district's own sums."""
    grouped = tables.unit.level < Level.DISTRICT and tables.districts
    heads = {unit.pk: counts for unit, counts in by_division(tables)} if grouped else {}
    above = 0
    for i, unit in enumerate(tables.communes, 1):
        if grouped and unit.district and unit.district.pk != above:
            above = unit.district.pk
            yield _situation("", unit.district.title, heads[above], bold=True)
        yield _situation(i, unit.title, _counts(tables.by_commune, unit))


def _by_group(tables: Tables) -> Annex:
    columns = (
        Column("STT", 1.4),
        Column("Nhóm trẻ em có hoàn cảnh đặc biệt", 8, words=True),
        Column("Căn cứ", 5.4, words=True),
        Column("Tổng số", 1.8),
        Column("Nam", 1.6),
        Column("Nữ", 1.6),
    )
    rows = [_of_group(i, group, tables) for i, group in enumerate(tables.groups, 1)]
    distinct = [tables.special_by_sex.get(sex, 0) for sex in Sex]
    total = _by_sex("", ("Tổng cộng (mỗi trẻ tính một lần)", ""), distinct, bold=True)
    told = "Một trẻ có thể thuộc nhiều nhóm, nên tổng các dòng có thể lớn hơn Tổng cộng."
    if any(HIDDEN in row.cells for row in rows):
        told += f" “{HIDDEN}”: nhóm cần bảo mật có số dưới {SMALL}."
    return _annex(
        "Trẻ em có hoàn cảnh đặc biệt theo nhóm và giới tính",
        "Nhóm HCĐB",
        Table(columns, (*rows, total)),
        note(tables, told),
    )


def _of_group(number: int, group: Group, tables: Tables) -> Row:
    counts = [tables.by_group.get((group.code, sex), 0) for sex in Sex]
    cells = shown(group.code, [sum(counts), *counts], tables.unit.level)
    return Row((number, group.name, group.article, *cells))


def _by_sex(number: Cell, words: tuple[str, str], counts: list[int], bold: bool = False) -> Row:
    return Row((number, *words, sum(counts), *counts), bold)


def _by_age(tables: Tables) -> Annex:
    columns = (
        Column("Tuổi", 3, words=True),
        Column("Tổng số", 2),
        Column("Nam", 2),
        Column("Nữ", 2),
        Column("Tỷ trọng (%)", 2),
    )
    whole = tables.count("children")
    ages = [
        (age, [tables.by_age.get((age, sex), 0) for sex in Sex]) for age in range(CHILD_UNTIL_AGE)
    ]
    rows = [_of_age(_age(age), counts, whole) for age, counts in ages]
    sexes = [sum(counts[i] for _, counts in ages) for i in range(2)]
    total = _of_age("Tổng cộng", sexes, whole, bold=True)
    return _annex(
        "Trẻ em theo tuổi và giới tính",
        "Tuổi và giới",
        Table(columns, (*rows, total)),
        note(tables, "Tuổi tròn năm vào ngày chốt số liệu."),
        picture=pyramid_of(tables).svg,
    )


def _age(age: int) -> str:
    return f"{age} tuổi" if age else "Dưới 1 tuổi"


def _of_age(name: str, counts: list[int], whole: int, bold: bool = False) -> Row:
    share = Fraction(sum(counts), whole) if whole else None
    return Row((name, sum(counts), *counts, share), bold)


def _definitions(tables: Tables) -> Annex:
    columns = (
        Column("STT", 1.2),
        Column("Chỉ tiêu", 5.5, words=True),
        Column("Cách tính", 10, words=True),
        Column("Căn cứ", 5.5, words=True),
        Column("Thời điểm, thời kỳ", 4.2, words=True),
    )
    rows = (
        Row((i, v.indicator.title, v.indicator.how, _grounds(v), _time(v, tables)))
        for i, v in enumerate(reported(tables), 1)
    )
    return _annex(
        "Định nghĩa và cách tính",
        "Cách tính",
        Table(columns, tuple(rows)),
        note(tables, "HCĐB: hoàn cảnh đặc biệt."),
        landscape=True,
    )


def _grounds(value: Value) -> str:
    return value.indicator.grounds or "Không có văn bản định nghĩa riêng"


def _time(value: Value, tables: Tables) -> str:
    last = date(tables.on)
    if value.indicator.time == Time.STOCK:
        return f"Ngày {last}"
    return f"{date(tables.period.start)} đến {last}"


def _annex(
    title: str, short: str, table: Table, note: str, *, landscape: bool = False, picture: str = ""
) -> Annex:
    return Annex("", title, short, table, note, landscape, picture)
