"""Reports: choosing one, its figures, one figure opened, its files and drawings."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext

from chungtay.indicators.compute import records
from chungtay.indicators.disclosure import SMALL
from chungtay.indicators.registry import INDICATORS, Indicator, Value
from chungtay.lib.periods import Period
from chungtay.lib.problems import Problem
from chungtay.people.roles import Permission
from chungtay.places.models import Level, Unit
from chungtay.web import figures
from chungtay.web.desk import chosen_unit, desk, drill, is_above_communes, needs, today, unit_within
from chungtay.web.lettering import lettered
from chungtay.web.pager import SIZE, Pager
from chungtay.web.privacy import opens_all, tells_private
from chungtay.web.problems import sentence_of
from chungtay.web.reading import read
from chungtay.web.serving import serves
from chungtay.web.spans import last_ended, offered, period_or_404

FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
CHARTS = ("commune_map", "pyramid")
SLUGS = {"review": "tong-ket", "targets": "muc-tieu", "plan": "ke-hoach", "year": "tom-tat"}


@needs(Permission.FIGURES)
def reports(request: HttpRequest) -> HttpResponse:
    """Choose a unit and a period; with both, straight to the report."""
    unit, day = chosen_unit(request), today(request)
    if "ky" in request.GET:
        return redirect("report", unit.pk, period_or_404(request.GET["ky"]).code)
    shown = {"unit": unit, "drill": drill(request, unit), "periods": offered(day)}
    return render(request, "reports/choose.html", {**shown, "period": last_ended(day)})


@serves("C29")
@needs(Permission.FIGURES)
def report(request: HttpRequest, unit_id: int, period: str) -> HttpResponse:
    unit, span = _asked(request, unit_id, period)
    counted = figures.values(unit, span)
    shown: dict[str, Any] = {"unit": unit, "period": span, "counted": counted}
    shown["sections"] = figures.lines(counted)
    shown["unrecorded"] = figures.unrecorded(counted)
    shown["genres"] = _genres(unit, span)
    shown["charts"] = [(name, _chart(name, unit, span)) for name in _drawn(unit)]
    return render(request, "reports/report.html", shown)


@needs(Permission.FIGURES)
def figure(request: HttpRequest, unit_id: int, period: str, code: str) -> HttpResponse:
    unit, span = _asked(request, unit_id, period)
    one = INDICATORS.get(code)
    if one is None:
        raise Http404(gettext("Không có số liệu này."))
    counted = figures.values(unit, span)
    shown: dict[str, Any] = {"unit": unit, "period": span, "one": one, "counted": counted}
    shown["value"] = figures.value(counted, code)
    shown["number"] = figures.number_of(one, counted)
    parts = figures.breakdown(one, unit, span)
    shown["too_small"] = one.sealed and _gives_away(request, parts)
    shown["breakdown"] = [] if shown["too_small"] else parts
    shown["about_children"] = one.fact.of_children
    shown["opens"] = _opens(request, one, unit)
    if shown["opens"] and not one.fact.of_children:
        shown |= _records(request, one, unit, span)
    return render(request, "reports/figure.html", shown)


@needs(Permission.FIGURES)
def report_file(request: HttpRequest, unit_id: int, period: str, kind: str) -> HttpResponse:
    from chungtay.reports.documents import render as document

    unit, span = _asked(request, unit_id, period)
    if kind not in FILES:
        raise Http404(gettext("Báo cáo chỉ có dạng Word, Excel và PDF."))
    genre = request.GET.get("loai", "")
    try:
        made = document(unit, span, kind, genre)
    except Problem as problem:
        raise Http404(sentence_of(problem)) from problem
    name = f"{SLUGS.get(genre, 'bao-cao')}-{unit.code}-{span.code}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type=FILES[kind], headers=headers)


def _genres(unit: Unit, span: Period) -> list[tuple[str, str]]:
    """The other documents that can be made of the unit in the period: (address word, title)."""
    from chungtay.reports.documents import GENRES
    from chungtay.reports.genres import usual

    has_plan = unit.plans.filter(period__contains=span.last_day, targets__isnull=False).exists()
    english = get_language() == "en"
    return [
        (code, genre.title_en if english else genre.title)
        for code, genre in GENRES.items()
        if code != usual(span)
        and (has_plan or code not in ("plan", "targets"))
        and (span.months() >= 12 or code not in ("year", "review"))
    ]


@needs(Permission.FIGURES)
def report_chart(request: HttpRequest, unit_id: int, period: str, name: str) -> HttpResponse:
    unit, span = _asked(request, unit_id, period)
    if name not in _drawn(unit):
        raise Http404(gettext("Không có hình này."))
    svg = lettered(_chart(name, unit, span).svg)
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Cache-Control": "private"})


def _asked(request: HttpRequest, unit_id: int, period: str) -> tuple[Unit, Period]:
    """The unit and period of an address; 404 if out of reach, unknown, or not of one time."""
    unit, span = unit_within(request, unit_id), period_or_404(period)
    if not unit.valid_on(span.last_day):
        raise Http404(
            gettext("{unit} không có trong cây đơn vị ngày {day}.").format(
                unit=unit.title, day=f"{span.last_day:%d/%m/%Y}"
            )
        )
    return unit, span


def _drawn(unit: Unit) -> tuple[str, ...]:
    """A commune has no map of communes; a hamlet has too few children for a pyramid."""
    if unit.level >= Level.HAMLET:
        return ()
    return CHARTS if is_above_communes(unit) else CHARTS[1:]


def _chart(name: str, unit: Unit, period: Period) -> Any:
    from chungtay.reports import charts

    key = f"chart:{name}:{unit.pk}:{period.code}"
    return figures.kept(key, lambda: getattr(charts, name)(unit, period)).found


def _gives_away(request: HttpRequest, parts: list[tuple[Unit | None, Value]]) -> bool:
    """Whether a part of a sealed figure is so small that it could point to a child."""
    small = any(0 < value.numerator < SMALL for _, value in parts)
    return small and not tells_private(desk(request).posts)


def _opens(request: HttpRequest, one: Indicator, unit: Unit) -> bool:
    """Whether this reader may go from the figure to the rows behind it."""
    here = desk(request)
    if one.sealed:
        return opens_all(here.posts, unit)
    reads = here.may_at(unit, Permission.CHILDREN)
    return reads or not (one.fact.of_children or one.fact.names_children)


def _records(request: HttpRequest, one: Indicator, unit: Unit, period: Period) -> dict[str, Any]:
    """The rows behind the figure, or with `?phan=con-lai` those it left out, 50 a page."""
    whole = figures.value(figures.values(unit, period), one.code)
    rest = request.GET.get("phan") == "con-lai" and whole.denominator is not None
    page = Pager(request.GET.get("trang", "1"), 10**8).page
    found = records(one, unit, period, rest=rest, limit=SIZE + 1, offset=(page - 1) * SIZE)
    told = {"period": period.code, "rows": min(len(found), SIZE)}
    named = [row["child_id"] for row in found[:SIZE] if row.get("child_id")]
    read(request, "read_figure", f"figure:{one.code}:{unit.pk}", shown=named, details=told)
    columns = one.shown
    table = [[row[column.name] for column in columns] for row in found[:SIZE]]
    first = (page - 1) * SIZE + 1
    return {"columns": columns, "rows": table, "rest": rest, "page": page, "first_row": first,
            "last_row": first + len(table) - 1, "more": len(found) > SIZE}  # fmt: skip
