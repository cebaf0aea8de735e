"""Boards, officers and collaborators, and the documents they work by."""

from collections import Counter
from collections.abc import Iterator

from chungtay.lib.vietnamese import number
from chungtay.places.models import Level
from chungtay.plans.models import Document
from chungtay.reports.chapters import Matter
from chungtay.reports.offices import kind_word
from chungtay.reports.said import counted, kinds, of, over
from chungtay.reports.tables import Tables


def organisation(tables: Tables) -> Iterator[str]:
    """1. Chỉ đạo, bộ máy, nhân lực."""
    said = (_documents(tables), _boards(tables), _officers(tables), _collaborators(tables))
    yield from filter(None, said)


def _documents(tables: Tables) -> str:
    """What the unit itself issued in the period; its register holds the lower ones of none."""
    issued = tables.during(tables.unit.documents.filter(flow=Document.Flow.ISSUED))
    by_kind = Counter(Document.Kind(kind).label for kind in issued.values_list("kind", flat=True))
    if not by_kind:
        return ""
    return (
        f"Trong kỳ đã ban hành {number(by_kind.total())} văn bản về công tác trẻ em "
        f"({counted(by_kind.items())})."
    )


def _boards(tables: Tables) -> str:
    value = tables.values["communes_with_board_and_plan"]
    if not value.denominator:
        return ""
    if tables.unit.level == Level.COMMUNE:
        done = "đã có" if value.numerator else "chưa có đủ"
        word = kind_word(tables.unit).capitalize()
        return f"{word} {done} ban chỉ đạo và kế hoạch riêng hoặc lồng ghép về công tác trẻ em."
    return (
        f"{of(value)} {kinds(tables.communes, Level.COMMUNE)} đã thành lập ban chỉ đạo, có kế "
        "hoạch riêng hoặc kế hoạch lồng ghép về công tác trẻ em."
    )


def _officers(tables: Tables) -> str:
    communes = tables.values["communes_with_officer"]
    districts = tables.values["districts_with_officer"]
    if not communes.denominator:
        return ""
    if tables.unit.level == Level.COMMUNE:
        done = "đã" if communes.numerator else "chưa"
        return f"{kind_word(tables.unit).capitalize()} {done} bố trí người làm công tác trẻ em."
    said = (
        f"{of(communes)} {kinds(tables.communes, Level.COMMUNE)} bố trí người làm công tác trẻ em"
    )
    if tables.unit.level == Level.DISTRICT:
        done = "đã" if districts.numerator else "chưa"
        return f"{said}; {kind_word(tables.unit)} {done} bố trí công chức tham mưu công tác trẻ em."
    if not districts.denominator:
        return f"{said}."
    return (
        f"{said}; {of(districts)} {kinds(tables.districts, Level.DISTRICT)} bố trí công chức "
        "tham mưu công tác bảo vệ, chăm sóc trẻ em."
    )


def _collaborators(tables: Tables) -> str:
    people, hamlets = tables.count("collaborators"), len(tables.hamlets)
    if not hamlets or tables.unit.level == Level.HAMLET:
        return ""
    words = kinds(tables.hamlets, Level.HAMLET)
    said = (
        f"{over(tables.unit).capitalize()} có {number(people)} cộng tác viên trẻ em; "
        f"{number(tables.hamlets_with_collaborator)}/{number(hamlets)} {words} có cộng tác viên"
    )
    if not people:
        return f"{said}."
    load = number(round(tables.count("children") / people))
    return f"{said}. Bình quân mỗi cộng tác viên phụ trách {load} trẻ em."


ORGANISATION = Matter("Chỉ đạo, bộ máy, nhân lực", organisation, serves=("C20", "C22", "C31"))
