"""What the report says in sentences. Each sentence follows from counted figures."""

from collections.abc import Iterable, Iterator

from chungtay.fund.models import Donation
from chungtay.indicators.disclosure import SENSITIVE_GROUPS
from chungtay.indicators.registry import Value
from chungtay.law.data import text_title
from chungtay.law.entitlement import grounds
from chungtay.lib.vietnamese import date, money, number, percent
from chungtay.places.models import Kind, Level, Unit
from chungtay.reports.offices import kind_word, lower_first
from chungtay.reports.tables import Tables, sums

KINDS_IN_ORDER = {
    Level.DISTRICT: (Kind.URBAN_DISTRICT, Kind.DISTRICT, Kind.TOWN, Kind.CITY),
    Level.COMMUNE: (Kind.COMMUNE, Kind.WARD, Kind.TOWNLET, Kind.SPECIAL_ZONE),
    Level.HAMLET: (Kind.THON, Kind.BUON, Kind.BAN, Kind.XOM, Kind.AP, Kind.LANG, Kind.KHOM),
}


def kinds(units: Iterable[Unit], level: Level) -> str:
    """What such units are called there: `huyện, thị xã, thành phố`."""
    held = {unit.kind for unit in units}
    last = (Kind.STREET_GROUP,) if level == Level.HAMLET else ()
    words = [
        str(Kind(kind).label).lower() for kind in (*KINDS_IN_ORDER[level], *last) if kind in held
    ]
    return ", ".join(words)


def over(unit: Unit) -> str:
    """toàn tỉnh, cả nước; for a hamlet its own name."""
    if unit.level == Level.HAMLET:
        return lower_first(unit.title)
    return kind_word(unit) if unit.level == Level.NATION else f"toàn {kind_word(unit)}"


def situation(tables: Tables) -> Iterator[str]:
    """I. Tình hình trẻ em."""
    values, unit = tables.values, tables.unit
    boys, girls = (sum(n for (_, s), n in tables.by_age.items() if s == sex) for sex in "mf")
    total = tables.count("children")
    yield (
        f"Đến ngày {date(tables.on)}, {lower_first(unit.title)} có {number(total)} trẻ em (người "
        f"dưới 16 tuổi), trong đó {number(boys)} trẻ em nam và {number(girls)} trẻ em nữ."
    )
    if not total:
        return
    yield (
        "Trẻ em có hoàn cảnh đặc biệt (sau đây viết tắt là HCĐB): "
        f"{among(values['special_circumstances'])} tổng số trẻ em. Trẻ em có nguy cơ rơi vào "
        f"HCĐB: {among(values['at_risk'])}."
    )
    yield (
        f"Trẻ em trong hộ gia đình nghèo: {among(values['poor_households'])}; trẻ em trong hộ "
        f"gia đình cận nghèo: {among(values['near_poor_households'])}."
    )
    yield from filter(None, (_largest_groups(tables), _extremes(tables)))


def among(value: Value) -> str:
    whole = value.denominator or 0
    return f"{number(value.numerator)} trẻ, chiếm {percent(value.numerator, whole)}"


def _largest_groups(tables: Tables) -> str:
    counts = [
        (sum(tables.by_group.get((group.code, sex), 0) for sex in "mf"), group.name)
        for group in tables.groups
        if tables.unit.level <= Level.PROVINCE or group.code not in SENSITIVE_GROUPS
    ]
    most = sorted((row for row in counts if row[0]), reverse=True)[:3]
    if not most:
        return ""
    said = "; ".join(f"{lower_first(name)} ({number(count)} trẻ)" for count, name in most)
    if len(most) == 1:
        return f"Nhóm HCĐB: {said}."
    return f"Các nhóm HCĐB có đông trẻ nhất: {said}. Một trẻ có thể thuộc nhiều nhóm."


def _extremes(tables: Tables) -> str:
    """Where the share in special circumstances is highest and lowest; a tie is not named."""
    rates: dict[str, list[Unit]] = {}
    for unit, counts in by_division(tables):
        if counts["children"]:
            said = percent(counts["special_circumstances"], counts["children"], 2)
            rates.setdefault(said, []).append(unit)
    ordered = sorted(rates, key=lambda said: float(said.rstrip("%").replace(",", ".")))
    ends = (("cao nhất", ordered[-1:]), ("thấp nhất", ordered[:1]))
    named = [
        f"{end} ở {lower_first(rates[said[0]][0].title)} ({said[0]})"
        for end, said in ends
        if len(ordered) > 1 and len(rates[said[0]]) == 1
    ]
    return f"Tỷ lệ trẻ em có HCĐB {', '.join(named)}." if named else ""


def by_division(tables: Tables) -> Iterator[tuple[Unit, dict[str, int]]]:
    """The unit's districts, or its communes where it has none, with the counts of each."""
    if tables.unit.level < Level.DISTRICT and tables.districts:
        for district in tables.districts:
            inside = (u.pk for u in tables.communes if u.district_id == district.pk)
            yield district, sums(tables.by_commune[k] for k in inside if k in tables.by_commune)
        return
    if tables.unit.level < Level.COMMUNE:
        for commune in tables.communes:
            held = tables.by_commune.get(commune.pk)
            yield commune, sums([held] if held else [])


def organisation(tables: Tables) -> Iterator[str]:
    """1. Chỉ đạo, bộ máy, nhân lực."""
    yield from filter(None, (_boards(tables), _officers(tables), _collaborators(tables)))


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


def communication(tables: Tables) -> Iterator[str]:
    """2. Truyền thông, tập huấn."""
    classes, trained = tables.count("training_classes"), tables.count("staff_trained")
    if classes:
        yield (
            f"Trong kỳ đã tổ chức {number(classes)} lớp tập huấn cho người làm công tác bảo vệ trẻ "
            f"em, với {number(trained)} cán bộ {_staff_levels(tables)} tham dự."
        )
    else:
        yield "Trong kỳ không ghi nhận lớp tập huấn nào do đơn vị tổ chức."
    banners, slogans = tables.count("banners"), tables.count("slogans")
    if banners or slogans:
        yield (
            f"Hưởng ứng Tháng hành động vì trẻ em, đã treo {number(banners)} băng rôn và "
            f"{number(slogans)} khẩu hiệu."
        )
    if interpreters := tables.count("interpreters"):
        yield (
            f"Có {number(interpreters)} cán bộ cấp huyện tham gia hệ thống cộng tác viên của Tổng "
            "đài Quốc gia bảo vệ trẻ em 111, phiên dịch tiếng dân tộc thiểu số."
        )


def _staff_levels(tables: Tables) -> str:
    return "cấp huyện, cấp xã" if tables.districts else "cấp xã"


def aid(tables: Tables) -> Iterator[str]:
    """3. Trợ giúp trẻ em."""
    paid, supported = (
        tables.values[code] for code in ("allowance_paid_in_full", "special_supported")
    )
    law = "".join(f" theo {text_title(ground.text)}" for ground in grounds(tables.on)[:1])
    if paid.denominator:
        yield (
            f"{share(paid)} trẻ em thuộc diện hưởng trợ cấp xã hội{law} đã có hồ sơ hoàn chỉnh và "
            "được hưởng đủ chế độ trong kỳ."
        )
    else:
        yield f"Không có trẻ em thuộc diện hưởng trợ cấp xã hội hằng tháng{law}."
    if supported.denominator:
        yield f"{share(supported)} trẻ em có HCĐB được chăm sóc, hỗ trợ dưới mọi hình thức."
    else:
        yield "Không có trẻ em có HCĐB cần chăm sóc, hỗ trợ."


def fund(tables: Tables) -> Iterator[str]:
    """4. Quỹ Bảo trợ trẻ em."""
    raised, times = tables.count("fund_raised"), tables.count("fund_benefits")
    if raised:
        forms = ", ".join(
            f"{form.label} {money(tables.by_form[form])}"
            for form in Donation.Form
            if tables.by_form.get(form)
        )
        yield f"Quỹ Bảo trợ trẻ em vận động được {money(raised)}, gồm: {forms}."
    else:
        yield "Trong kỳ không ghi nhận khoản vận động nào của Quỹ Bảo trợ trẻ em."
    if times:
        yield (
            f"Quỹ đã hỗ trợ {number(times)} lượt trẻ em với kinh phí "
            f"{money(tables.count('fund_spent'))}."
        )


def of(value: Value) -> str:
    return f"{number(value.numerator)}/{number(value.denominator or 0)}"


def share(value: Value) -> str:
    return f"{percent(value.numerator, value.denominator or 0)} ({of(value)})"
