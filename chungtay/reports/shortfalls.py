"""What the figures show as lacking, and the task that follows from each."""

from collections.abc import Iterator
from typing import NamedTuple

from chungtay.lib.vietnamese import money, number, percent
from chungtay.places.models import Level, Unit
from chungtay.reports.offices import lower_first
from chungtay.reports.prose import kinds
from chungtay.reports.tables import Tables

NAMED = 8  # more units than this are counted, not named


class Shortfall(NamedTuple):
    limit: str
    task: str


def shortfalls(tables: Tables) -> list[Shortfall]:
    return [*_aid(tables), *_units(tables), *_hamlets(tables), *_activity(tables)]


def _aid(tables: Tables) -> Iterator[Shortfall]:
    supported, paid = (
        tables.values[code] for code in ("special_supported", "allowance_paid_in_full")
    )
    if left := supported.remaining:
        yield Shortfall(
            f"Còn {number(left)} trẻ em có HCĐB chưa nhận hỗ trợ nào trong kỳ.",
            f"Rà soát từng trẻ trong số {number(left)} trẻ em có HCĐB chưa nhận hỗ trợ, xác định "
            "nhu cầu và kết nối dịch vụ phù hợp.",
        )
    if left := paid.remaining:
        yield Shortfall(
            f"Còn {number(left)} trẻ em thuộc diện trợ cấp xã hội chưa đủ hồ sơ hoặc chưa hưởng đủ "
            "chế độ.",
            f"Hoàn thiện hồ sơ và chi trả đủ chế độ cho {number(left)} trẻ em thuộc diện trợ cấp "
            "xã hội.",
        )


LACKS = {
    "communes_with_board_and_plan": (
        "chưa có đủ ban chỉ đạo và kế hoạch về công tác trẻ em",
        "Thành lập ban chỉ đạo, ban hành kế hoạch riêng hoặc lồng ghép",
    ),
    "communes_with_officer": (
        "chưa bố trí người làm công tác trẻ em",
        "Bố trí người làm công tác trẻ em",
    ),
    "districts_with_officer": (
        "chưa bố trí công chức tham mưu công tác trẻ em",
        "Bố trí công chức tham mưu công tác trẻ em",
    ),
}


def _units(tables: Tables) -> Iterator[Shortfall]:
    for code, (lack, task) in LACKS.items():
        value = tables.values[code]
        if left := value.remaining:
            units, level = _lacking(tables, code)
            words = kinds(units, level)
            yield Shortfall(
                f"Còn {number(left)} {words} {lack}{_named(units)}.",
                f"{task} tại {number(left)} {words} còn thiếu.",
            )


def _lacking(tables: Tables, code: str) -> tuple[list[Unit], Level]:
    level = Level.DISTRICT if code.startswith("districts") else Level.COMMUNE
    pool = tables.districts if level == Level.DISTRICT else tables.communes
    without = tables.lacking(code)
    return [unit for unit in pool if unit.pk in without], level


def _named(units: list[Unit]) -> str:
    if len(units) > NAMED:
        return ""
    return " (" + ", ".join(lower_first(unit.title) for unit in units) + ")"


def _hamlets(tables: Tables) -> Iterator[Shortfall]:
    whole = len(tables.hamlets)
    left = whole - tables.hamlets_with_collaborator
    if left > 0 and tables.unit.level < Level.HAMLET:
        words = kinds(tables.hamlets, Level.HAMLET)
        yield Shortfall(
            f"Còn {number(left)}/{number(whole)} {words} chưa có cộng tác viên trẻ em.",
            f"Kiện toàn đội ngũ cộng tác viên tại {number(left)} {words} chưa có người phụ trách.",
        )


def _activity(tables: Tables) -> Iterator[Shortfall]:
    """What a province must have done in any period; lower units need not do it themselves."""
    if tables.unit.level > Level.PROVINCE:
        return
    if not tables.count("fund_raised"):
        yield Shortfall(
            "Trong kỳ chưa ghi nhận khoản vận động nào của Quỹ Bảo trợ trẻ em.",
            "Vận động nguồn lực cho Quỹ Bảo trợ trẻ em.",
        )
    if not tables.count("training_classes"):
        yield Shortfall(
            "Trong kỳ chưa tổ chức lớp tập huấn nào cho người làm công tác bảo vệ trẻ em.",
            "Tổ chức tập huấn cho người làm công tác bảo vệ trẻ em các cấp.",
        )


def standing_tasks(tables: Tables) -> Iterator[str]:
    """Tasks that the size of a figure calls for, though nothing is lacking."""
    risk, total = tables.count("at_risk"), tables.count("children")
    if risk:
        yield (
            f"Can thiệp sớm đối với {number(risk)} trẻ em có nguy cơ rơi vào HCĐB "
            f"({percent(risk, total)} tổng số trẻ em), ưu tiên trẻ trong hộ nghèo, hộ cận nghèo."
        )
    poor = tables.count("poor_households") + tables.count("near_poor_households")
    if poor:
        yield (
            f"Lồng ghép chính sách giảm nghèo với trợ giúp {number(poor)} trẻ em trong hộ nghèo, "
            "hộ cận nghèo."
        )
    left = tables.count("fund_raised") - tables.count("fund_spent")
    if left > 0:
        yield (
            f"Phân bổ, sử dụng phần chênh lệch {money(left)} giữa số Quỹ Bảo trợ trẻ em vận động "
            "được và số đã hỗ trợ trong kỳ, đúng đối tượng, công khai."
        )
