"""docs/coverage.md: what people do in the source documents, and what bears the mark of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from chungtay.web.coverage import Cover, State, covers, document_names

WORDS = {State.WORKS: "dùng được", State.THIN: "còn mỏng", State.MISSING: "chưa có"}
HEAD = (
    "| | việc | hồ sơ | trang | số liệu | dòng báo cáo | trạng thái |\n"
    "|---|---|---|---|---|---|---|"
)
RULES = """\
Mỗi dòng là một việc mà người làm công tác trẻ em làm trong năm văn bản nguồn. Hồ sơ, trang, số
liệu, dòng báo cáo được gom từ dấu `serves` ngay tại chỗ định nghĩa chúng, không ghi tay ở đây.

- **works (dùng được)**: có hồ sơ, trang, số liệu và dòng báo cáo.
- **thin (còn mỏng)**: có hồ sơ và trang nhưng thiếu số liệu hoặc dòng báo cáo, hoặc còn phần
  chưa làm (ghi ngay dưới trạng thái).
- **missing (chưa có)**: thiếu hồ sơ hoặc thiếu trang.

Each line is something people do in the five source documents. Records, pages, figures and report
lines are gathered from the mark `serves` where they are defined; nothing is claimed by hand. A line
may be declared thin with a reason; it can never be declared better than its marks.
"""


def lines() -> Iterator[str]:
    found = covers()
    counts = Counter(one.state for one in found)
    yield f"\n{RULES}"
    yield ", ".join(f"**{counts[state]}** {state} ({word})" for state, word in WORDS.items()) + "."
    for area, group in groupby(found, key=lambda one: one.capability.area):
        yield f"\n## {area}\n\n{HEAD}"
        yield from (_row(one) for one in group)


def _row(one: Cover) -> str:
    told = one.capability
    documents = ", ".join(document_names()[name]["vi"] for name in told.documents)
    cells = (
        told.id,
        f"{told.what}<br>{told.what_en}<br>*{documents}*",
        _listed(f"{model._meta.verbose_name} (`{model._meta.label}`)" for model in one.records),
        _listed(f"`{address}`" for address in one.pages),
        _listed(f"`{figure.code}`" for figure in one.figures),
        _listed(one.lines),
        _state(one),
    )
    return f"| {' | '.join(cells)} |"


def _listed(words: Iterable[str]) -> str:
    return "<br>".join(words) or "–"


def _state(one: Cover) -> str:
    told = [f"**{one.state}** ({WORDS[one.state]})"]
    if one.capability.thin:
        told.append(f"{one.capability.thin}; {one.capability.thin_en}")
    lacks = {"hồ sơ": one.records, "trang": one.pages, "số liệu": one.figures,
             "dòng báo cáo": one.lines}  # fmt: skip
    told += [f"chưa có {name}" for name, found in lacks.items() if not found]
    return "<br>".join(told)
