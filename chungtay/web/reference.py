"""Writes the pages of docs/ that are made from definitions, so that they cannot go out of date."""

import sys
from collections.abc import Iterator

from django.apps import apps

from chungtay.indicators.facts import FACTS
from chungtay.indicators.registry import INDICATORS, Indicator, Time
from chungtay.lib.folders import CHECKOUT
from chungtay.web import coverage_page

MADE = "<!-- Made by `chungtay docs`; change the definitions, not this page. -->"
TIMES = {Time.STOCK: "ngày chốt", Time.FLOW: "trong kỳ"}


def write_docs(*, check: bool) -> int:
    """Writes the pages; with `check`, changes nothing and gives 1 when one is out of date."""
    pages = {
        "indicators.md": indicators(),
        "data-dictionary.md": data_dictionary(),
        "coverage.md": coverage(),
    }
    stale = [name for name, text in pages.items() if _standing(name) != text]
    for name in stale:
        if check:
            print(f"docs/{name}: đã cũ, hãy chạy chungtay docs (out of date)", file=sys.stderr)
        else:
            (CHECKOUT / "docs" / name).write_text(pages[name], "utf-8")
    return 1 if check and stale else 0


def _standing(name: str) -> str | None:
    path = CHECKOUT / "docs" / name
    return path.read_text("utf-8") if path.exists() else None


def indicators() -> str:
    return _page("Chỉ tiêu (indicators)", [*_indicators(), *_facts()])


def _indicators() -> Iterator[str]:
    section = ""
    for one in sorted(INDICATORS.values(), key=lambda one: one.order):
        if one.section != section:
            section = one.section
            yield f"\n## {section}\n"
        yield from _indicator(one)


def _indicator(one: Indicator) -> Iterator[str]:
    yield f"### {one.title}\n"
    yield f"`{one.code}`, {one.title_en}. Đơn vị: {one.unit}; tính {TIMES[one.time]}; "
    yield f"đếm từ bảng `{one.fact.name}`.\n"
    yield f"{one.how}\n\n{one.how_en}\n"
    if one.grounds:
        yield f"Căn cứ: {one.grounds}.\n"


def _facts() -> Iterator[str]:
    yield "\n## Bảng dữ kiện (facts)\n"
    for fact in FACTS:
        yield f"### {fact.name}\n\n{fact.title}.\n\n| cột | kiểu | nghĩa |\n|---|---|---|"
        yield from (f"| {c.name} | {c.type} | {c.meaning} |" for c in fact.columns)
        yield ""


def coverage() -> str:
    return _page("Độ phủ (coverage)", list(coverage_page.lines()))


def data_dictionary() -> str:
    return _page("Từ điển dữ liệu (data dictionary)", list(_models()))


def _models() -> Iterator[str]:
    ours = [m for m in apps.get_models() if m.__module__.startswith("chungtay.")]
    for model in sorted(ours, key=lambda m: (m._meta.app_label, m.__name__)):
        meta = model._meta
        said = " ".join((model.__doc__ or "").split())
        said = "" if said.startswith(f"{model.__name__}(") else f"{said}\n\n"
        yield f"## {meta.app_label}.{model.__name__}: {meta.verbose_name}\n\n{said}"
        yield "| trường | kiểu | nhãn | tới |\n|---|---|---|---|"
        for field in meta.concrete_fields:
            to = field.related_model._meta.label if field.related_model else ""
            kind = field.get_internal_type()
            yield f"| {field.name} | {kind} | {field.verbose_name} | {to} |"
        for constraint in meta.constraints:
            yield f"\nRàng buộc `{constraint.name}` ({type(constraint).__name__})."
        yield ""


def _page(title: str, lines: list[str]) -> str:
    return "\n".join([f"# {title}", "", MADE, *lines]).rstrip() + "\n"
