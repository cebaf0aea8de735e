"""From what a person asks for to what becomes what. Raises ValidationError, at the field."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from chungtay.lib import vietnamese
from chungtay.places.changing.asked import KNOWN, Arrangement, Asked, Named, Step
from chungtay.places.models import Change, Confidence, Kind, Level, Unit

What = Change.What
SHORTEST_TEXT = 8
KINDS = {
    Level.DISTRICT: (Kind.URBAN_DISTRICT, Kind.DISTRICT, Kind.TOWN, Kind.CITY),
    Level.COMMUNE: (Kind.WARD, Kind.COMMUNE, Kind.TOWNLET, Kind.SPECIAL_ZONE),
    Level.HAMLET: (
        Kind.THON, Kind.BUON, Kind.STREET_GROUP, Kind.XOM, Kind.BAN, Kind.AP, Kind.KHOM, Kind.LANG,
    ),
}  # fmt: skip
Below = dict[int, list[Unit]]


def arrange(asked: Asked) -> Arrangement:
    """What becomes what. Nothing is written."""
    if len(asked.text.strip()) < SHORTEST_TEXT:
        raise _fault("text", _("Hãy ghi văn bản quyết định việc này: số, ngày, cơ quan ban hành."))
    if asked.what == KNOWN:
        return _known(asked)
    olds = _olds(asked)
    build = {
        What.MERGE: _merged,
        What.SPLIT: _split,
        What.RENAME: _renamed,
        What.TRANSFER: _transferred,
        What.LEVEL_ENDED: _level_ended,
    }[What(asked.what)]
    return build(asked, olds)


def waiting_dates(province: Unit) -> list[tuple[date, str]]:
    """Days on which the data end units of the province, in order, each with its text."""
    ended = Change.objects.filter(old__province=province, old__level=Level.COMMUNE)
    rows = ended.values_list("date", "legal_text").order_by("date", "legal_text").distinct()
    found: dict[date, str] = {}
    for day, text in rows:
        found.setdefault(day, text)
    return list(found.items())


def _fault(field: str, sentence: str) -> ValidationError:
    return ValidationError({field: [sentence]})


def _olds(asked: Asked) -> list[Unit]:
    above = ("parent", "province", "district", "commune")
    found = {one.pk: one for one in Unit.objects.select_related(*above).filter(pk__in=asked.olds)}
    olds = [found[pk] for pk in asked.olds if pk in found]
    if not olds or len(olds) != len(set(asked.olds)):
        raise _fault("olds", _("Hãy chọn đơn vị có trong danh sách."))
    for one in olds:
        _holds(one, asked.day)
    if len({one.level for one in olds}) > 1 or olds[0].level < Level.DISTRICT:
        raise _fault("olds", _("Các đơn vị phải cùng một cấp: huyện, xã hoặc thôn."))
    if len({one.province_id for one in olds}) > 1:
        raise _fault("olds", _("Các đơn vị phải cùng một tỉnh."))
    return olds


def _holds(unit: Unit, day: date) -> None:
    told = {"unit": unit.title}
    if unit.period.lower >= day:
        told["day"] = vietnamese.date(unit.period.lower)
        raise _fault("day", _("%(unit)s chỉ có từ ngày %(day)s: ngày sắp xếp phải sau đó.") % told)
    if unit.period.upper and unit.period.upper <= day:
        told["day"] = vietnamese.date(unit.period.upper)
        raise _fault("day", _("%(unit)s đã kết thúc từ ngày %(day)s.") % told)


def _merged(asked: Asked, olds: list[Unit]) -> Arrangement:
    if len(olds) < 2:
        raise _fault("olds", _("Nhập đơn vị cần ít nhất hai đơn vị."))
    (named,) = asked.into
    new = _made(named, olds, asked)
    below = _below(olds, asked.day)
    steps = [Step(old, new, What.MERGE) for old in olds]
    steps += [step for old in olds for step in _copies(old, new, below, asked.day)]
    return Arrangement(asked, _common(olds), tuple(steps))


def _renamed(asked: Asked, olds: list[Unit]) -> Arrangement:
    (old,), (named,) = olds, asked.into
    if (named.name, named.kind) == (old.name, old.kind):
        raise _fault("name", _("Tên và loại này như cũ."))
    new = _made(named, olds, asked)
    steps = [Step(old, new, What.RENAME), *_copies(old, new, _below(olds, asked.day), asked.day)]
    return Arrangement(asked, old.parent or old, tuple(steps))


def _split(asked: Asked, olds: list[Unit]) -> Arrangement:
    (old,) = olds
    if len(asked.into) < 2:
        raise _fault("name_2", _("Chia tách cần ít nhất hai đơn vị mới."))
    news = [_made(named, olds, asked, which) for which, named in enumerate(asked.into, 1)]
    if len({one.code for one in news}) < len(news):
        raise _fault("code_2", _("Hai đơn vị mới không thể cùng mã."))
    below = _below(olds, asked.day)
    if unsaid := [one for one in below[old.pk] if asked.parts.get(one.pk) not in range(len(news))]:
        names = ", ".join(one.title for one in unsaid[:5])
        told = _("Hãy ghi thuộc đơn vị mới nào: %(names)s.") % {"names": names}
        raise _fault(f"part_{unsaid[0].pk}", told)
    main = news[asked.rest or 0]
    steps = [Step(old, main, What.SPLIT)]
    for one in below[old.pk]:
        steps += _copied(one, news[asked.parts[one.pk]], below, asked.day)
    more = tuple((old, new) for new in news if new is not main)
    return Arrangement(asked, old.parent or old, tuple(steps), more, _heir(asked, news))


def _heir(asked: Asked, news: list[Unit]) -> Unit | None:
    """Which of the new units takes over the Fund's balance, if it was said."""
    if asked.fund is None:
        return None
    if asked.fund not in range(len(news)):
        raise _fault("fund", _("Hãy chọn một trong các đơn vị mới nhận số dư Quỹ."))
    return news[asked.fund]


def _transferred(asked: Asked, olds: list[Unit]) -> Arrangement:
    (old,) = olds
    parent = Unit.objects.select_related("province").filter(pk=asked.parent or 0).first()
    if parent is None or parent.level >= old.level or not parent.valid_on(asked.day):
        raise _fault("parent", _("Hãy chọn đơn vị cấp trên có vào ngày này."))
    if parent.province_id != old.province_id:
        raise _fault("parent", _("Đơn vị cấp trên phải cùng tỉnh."))
    if parent.pk == old.parent_id:
        raise _fault("parent", _("Đơn vị này đang thuộc đúng cấp trên đó."))
    new = _copy(old, parent, asked.day)
    steps = [Step(old, new, What.TRANSFER), *_copies(old, new, _below(olds, asked.day), asked.day)]
    return Arrangement(asked, _common([old, parent]), tuple(steps))


def _level_ended(asked: Asked, olds: list[Unit]) -> Arrangement:
    """Districts end; their communes stand under the province from then on."""
    if olds[0].level != Level.DISTRICT:
        raise _fault("olds", _("Chỉ kết thúc được cấp huyện."))
    province, below = olds[0].province, _below(olds, asked.day)
    assert province is not None
    steps = [Step(old, None, What.LEVEL_ENDED) for old in olds]
    for old in olds:
        for commune in below[old.pk]:
            steps += _copied(commune, province, below, asked.day)
    return Arrangement(asked, province, tuple(steps))


def _known(asked: Asked) -> Arrangement:
    """What the country's data say of a province: its communes have ended and others begun."""
    province = Unit.objects.filter(pk__in=asked.olds, level=Level.PROVINCE).first()
    if province is None:
        raise _fault("olds", _("Hãy chọn tỉnh."))
    ended = Unit.objects.filter(province=province, period__endswith=asked.day)
    olds = list(ended.select_related("parent").order_by("level", "pk"))
    became = _became(olds, asked.day)
    communes = [one for one in olds if became.get(one.pk) and one.level == Level.COMMUNE]
    if not communes:
        raise _fault("day", _("Ngày này tỉnh không có xã, phường nào được sắp xếp."))
    below = _hamlets(communes, asked.day)
    there = _there([new for one in communes for new in became[one.pk]], asked.day)
    steps = [Step(one, _only(became, one, asked), "") for one in olds if one.level < Level.HAMLET]
    for one in communes:
        for hamlet in below[one.pk]:
            steps.append(_rehomed(hamlet, _part(hamlet, became[one.pk], asked), there))
    return Arrangement(asked, province, tuple(steps))


def _became(olds: list[Unit], day: date) -> dict[int, list[Unit]]:
    """By old unit its successors of the same level, in order of their names."""
    found = defaultdict(list)
    levels = {one.pk: one.level for one in olds}
    changes = Change.objects.filter(old__in=levels, date=day, new__isnull=False)
    for change in changes.select_related("new").order_by("new__sort_key", "new"):
        if change.new is not None and change.new.level == levels[change.old_id]:
            found[change.old_id].append(change.new)
    return found


def _only(became: dict[int, list[Unit]], old: Unit, asked: Asked) -> Unit | None:
    """What the old unit's own things go to: of several successors the one that was said."""
    news = became.get(old.pk, [])
    said = [one for one in news if one.pk == asked.parts.get(old.pk)]
    return next(iter(said or news), None)


def _part(hamlet: Unit, news: list[Unit], asked: Asked) -> Unit:
    said = [one for one in news if one.pk == asked.parts.get(hamlet.pk)]
    if not said and len(news) > 1:
        told = {"hamlet": hamlet.title, "commune": hamlet.parent and hamlet.parent.title}
        sentence = _("Hãy ghi %(hamlet)s, %(commune)s thuộc xã nào từ ngày này.") % told
        raise _fault(f"part_{hamlet.pk}", sentence)
    return (said or news)[0]


def _hamlets(communes: list[Unit], day: date) -> Below:
    """By commune, its hamlets of the day before."""
    before = day - timedelta(days=1)
    found: Below = defaultdict(list)
    rows = Unit.objects.on(before).filter(parent__in=communes).select_related("parent")
    for one in rows.order_by("sort_key", "pk"):
        found[one.parent_id or 0].append(one)
    return found


def _there(communes: list[Unit], day: date) -> dict[tuple[int, str], Unit]:
    """Hamlets that stand in the new communes already, by commune and code: an earlier change that
    was taken back may have left none, an office's own list some."""
    rows = Unit.objects.on(day).filter(parent__in=communes).select_related("parent")
    return {(one.parent_id or 0, one.code): one for one in rows}


def _rehomed(hamlet: Unit, commune: Unit, there: dict[tuple[int, str], Unit]) -> Step:
    if found := there.get((commune.pk, hamlet.code)):
        return Step(hamlet, found, "")
    return Step(hamlet, _copy(hamlet, commune, commune.period.lower, ends=()), What.TRANSFER)


def _common(units: Iterable[Unit]) -> Unit:
    """The lowest unit above all of them."""
    above = [[one.commune, one.district, one.province] for one in units]
    own = {one.pk for one in units}
    for rank in above[0]:
        if rank is not None and rank.pk not in own and all(rank in others for others in above):
            return rank
    raise _fault("olds", _("Các đơn vị phải cùng một tỉnh."))


def _below(olds: list[Unit], day: date) -> Below:
    """By unit those right below it on the day, however deep. One that begins later is a fault."""
    found: Below = defaultdict(list)
    wave = olds
    while wave:
        rows = Unit.objects.filter(parent__in=wave, period__overlap=DateRange(day, None))
        wave = list(rows.select_related("parent").order_by("sort_key", "pk"))
        for one in wave:
            if one.period.lower >= day:
                told = {"unit": one.title, "day": vietnamese.date(one.period.lower)}
                raise _fault("day", _("%(unit)s lập từ %(day)s, sau ngày sắp xếp.") % told)
            found[one.parent_id or 0].append(one)
    return found


def _copies(old: Unit, new: Unit, below: Below, day: date) -> Iterator[Step]:
    for one in below[old.pk]:
        yield from _copied(one, new, below, day)


def _copied(one: Unit, parent: Unit, below: Below, day: date) -> Iterator[Step]:
    """The unit under another one, and all below it."""
    made = _copy(one, parent, day)
    yield Step(one, made, What.TRANSFER)
    yield from _copies(one, made, below, day)


def _copy(old: Unit, parent: Unit, day: date, ends: Iterable[Unit] | None = None) -> Unit:
    """The same unit under another one; `ends`: what it does not outlive, else the old one."""
    named = Named(old.name, old.kind, old.code)
    made = _unit(named, old.level, parent, day, [old] if ends is None else ends)
    made.latitude, made.longitude = old.latitude, old.longitude
    made.confidence, made.source = old.confidence, old.source
    return made


def _made(named: Named, olds: list[Unit], asked: Asked, which: int | None = None) -> Unit:
    """The unit that a person names; `which`: of several, for the fault's field."""
    main, end = olds[0], f"_{which}" if which else ""
    if not named.name.strip():
        raise _fault(f"name{end}", _("Hãy ghi tên đơn vị mới."))
    if named.kind not in KINDS[Level(main.level)]:
        raise _fault(f"kind{end}", _("Hãy chọn loại đơn vị của cấp này."))
    code = named.code.strip() or _code(main, which)
    assert main.parent is not None
    named = Named(named.name.strip(), named.kind, code)
    made = _unit(named, main.level, main.parent, asked.day, olds)
    taken = Unit.objects.filter(code=code, period__overlap=made.period)
    if found := taken.exclude(pk__in=[one.pk for one in olds]).first():
        told = {"code": code, "unit": found.title}
        raise _fault(f"code{end}", _("Mã %(code)s đang là mã của %(unit)s.") % told)
    return made


def _code(main: Unit, which: int | None) -> str:
    """One unit keeps the old code. A hamlet's further parts get one of ours; a commune's, the
    statistical office's, is for the person to say."""
    if which in (None, 1):
        return main.code
    if main.level == Level.HAMLET:
        return f"{main.code[:20]}-{which}"
    raise _fault(f"code_{which}", _("Hãy ghi mã của đơn vị mới này."))


def _unit(named: Named, level: int, parent: Unit, day: date, olds: Iterable[Unit]) -> Unit:
    """A unit to be made. It holds no longer than the old ones and the one above it would have:
    a change that the data already know of comes to it in turn."""
    ends = [one.period.upper for one in (*olds, parent) if one.period.upper]
    period = DateRange(day, min(ends, default=None))
    return Unit(
        code=named.code, name=named.name, kind=named.kind, level=level, parent=parent,
        period=period, confidence=Confidence.CONFIRMED,
    )  # fmt: skip
