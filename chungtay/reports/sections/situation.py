"""How many children live there and how they live."""

from collections.abc import Iterator

from chungtay.indicators.disclosure import SENSITIVE_GROUPS
from chungtay.law.data import text_title
from chungtay.lib.vietnamese import date, number, percent
from chungtay.places.models import Level, Unit
from chungtay.reports.chapters import Matter
from chungtay.reports.offices import lower_first
from chungtay.reports.said import among
from chungtay.reports.tables import Tables, sums


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
    yield from filter(
        None, (_groups_of_the_law(tables), _largest_groups(tables), _extremes(tables))
    )


def _groups_of_the_law(tables: Tables) -> str:
    texts = {group.text for group in tables.groups if group.text}
    if len(texts) != 1:
        return ""
    return (
        f"HCĐB được xác định theo {number(len(tables.groups))} nhóm trẻ em của "
        f"{text_title(texts.pop())}."
    )


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


SITUATION = Matter("Tình hình trẻ em", situation, serves=("C1", "C3", "C5"))
