"""What the figures show as lacking, and the task that follows from each."""

from collections.abc import Iterator
from typing import NamedTuple

from chungtay.lib.vietnamese import money, number, percent
from chungtay.places.models import Level, Unit
from chungtay.reports.said import kinds, named
from chungtay.reports.tables import Tables


class Shortfall(NamedTuple):
    limit: str
    task: str


def shortfalls(tables: Tables) -> list[Shortfall]:
    found = (_aid, _of_children, _units, _hamlets, _activity, _overdue)
    return [one for each in found for one in each(tables)]


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


OF_CHILDREN = {
    "orphaned_or_abandoned_supported": (
        "trẻ em mồ côi, bị bỏ rơi, không nơi nương tựa chưa nhận hỗ trợ",
        "Bảo đảm mọi trẻ em mồ côi, bị bỏ rơi, không nơi nương tựa được trợ giúp, còn {n} trẻ",
    ),
    "cards_issued_under_6": (
        "trẻ em dưới 6 tuổi đã đề nghị nhưng chưa được cấp thẻ bảo hiểm y tế",
        "Phối hợp cơ quan bảo hiểm xã hội đối chiếu thông tin, cấp thẻ bảo hiểm y tế cho {n} trẻ "
        "em dưới 6 tuổi còn thiếu",
    ),
    "insurance_rights_kept": (
        "trẻ em khám, chữa bệnh chưa được hưởng đủ quyền lợi bảo hiểm y tế",
        "Rà soát {n} trường hợp chưa được hưởng đủ quyền lợi bảo hiểm y tế khi khám, chữa bệnh",
    ),
    "under_5_measured": (
        "trẻ em dưới 5 tuổi chưa được cân, đo trong kỳ",
        "Cân, đo bổ sung cho {n} trẻ em dưới 5 tuổi còn sót",
    ),
    "under_2_measured_quarterly": (
        "trẻ em dưới 2 tuổi chưa được cân, đo đủ các quý",
        "Theo dõi cân, đo hằng quý đối với {n} trẻ em dưới 2 tuổi còn thiếu lần đo",
    ),
    "fully_immunised": (
        "trẻ em 1 tuổi chưa tiêm đủ các mũi của Chương trình tiêm chủng mở rộng",
        "Tiêm bù cho {n} trẻ em 1 tuổi chưa đủ mũi",
    ),
    "vitamin_a_given": (
        "trẻ em từ 6 đến 35 tháng tuổi chưa uống vitamin A trong kỳ",
        "Cho {n} trẻ em từ 6 đến 35 tháng tuổi uống bổ sung vitamin A",
    ),
    "cases_filed_and_supported": (
        "vụ việc trẻ em bị xâm hại chưa lập hồ sơ hoặc hỗ trợ chưa kịp thời",
        "Lập hồ sơ, xây dựng kế hoạch hỗ trợ ngay đối với {n} vụ việc còn chậm",
    ),
}


def _of_children(tables: Tables) -> Iterator[Shortfall]:
    """Only of what the unit keeps records of; small sealed numbers stay out."""
    for code, (lack, task) in OF_CHILDREN.items():
        value = tables.value(code)
        if value and value.remaining and not tables.private(value):
            left = number(value.remaining)
            yield Shortfall(f"Còn {left} {lack}.", f"{task.format(n=left)}.")


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
    "communes_with_fund": (
        "chưa thành lập Quỹ Bảo trợ trẻ em",
        "Thành lập Quỹ Bảo trợ trẻ em",
    ),
    "child_friendly_communes": (
        "chưa được công nhận phù hợp với trẻ em",
        "Hướng dẫn xây dựng, tự chấm điểm tiêu chuẩn phù hợp với trẻ em",
    ),
}
KEPT_EVERYWHERE = tuple(LACKS)[:3]


def _units(tables: Tables) -> Iterator[Shortfall]:
    for code, (lack, task) in LACKS.items():
        value = tables.values[code] if code in KEPT_EVERYWHERE else tables.value(code)
        if value and (left := value.remaining):
            units, level = _lacking(tables, code)
            words = kinds(units, level)
            yield Shortfall(
                f"Còn {number(left)} {words} {lack}{named(units)}.",
                f"{task} tại {number(left)} {words} còn thiếu.",
            )


def _lacking(tables: Tables, code: str) -> tuple[list[Unit], Level]:
    level = Level.DISTRICT if code.startswith("districts") else Level.COMMUNE
    pool = tables.districts if level == Level.DISTRICT else tables.communes
    without = tables.lacking(code)
    return [unit for unit in pool if unit.pk in without], level


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


def _overdue(tables: Tables) -> Iterator[Shortfall]:
    late = [task for task in tables.unit.tasks.all() if task.overdue(tables.on)]
    if late:
        yield Shortfall(
            f"Còn {number(len(late))} nhiệm vụ giao các ngành đã quá hạn.",
            f"Đôn đốc các ngành hoàn thành {number(len(late))} nhiệm vụ đã quá hạn.",
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
