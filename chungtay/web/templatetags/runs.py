"""Long runs of choices and rows, drawn in one go: a template looks up each part of each by name."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from chungtay.places.models import Unit
from chungtay.web.kinds.telling import Line

register = template.Library()
OPTION = '<option value="{}"{}>{}</option>\n'
TICK = """<div class="check">
<input class="form-check-input" type="checkbox" name="{}" value="{}" id="{}"{}>
<label for="{}">{}</label>
</div>
"""


def _run(form: str, each: Iterable[tuple[Any, ...]]) -> SafeString:
    """As `format_html_join`, every part escaped, in a third of its time."""
    drawn = (form.format(*[escape(str(part)) for part in parts]) for parts in each)
    return SafeString("".join(drawn))


@register.simple_tag
def options(choices: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    """The options of a drop-down, the chosen one marked."""
    drawn = ((key, " selected" if key == chosen else "", name) for key, name in choices)
    return _run(OPTION, drawn)


@register.simple_tag
def units(found: Iterable[Unit], before: str = "") -> SafeString:
    """Options of units; `before` stands before each name."""
    return _run(OPTION, ((unit.pk, "", before + unit.title) for unit in found))


@register.simple_tag
def ticks(boxes: BoundField) -> SafeString:
    """A tick box for each choice of a field of many choices."""
    chosen = {str(key) for key in boxes.value() or ()}
    drawn = []
    for n, (key, name) in enumerate(boxes.field.choices):  # type: ignore[attr-defined]
        mark, at = " checked" if str(key) in chosen else "", f"{boxes.auto_id}_{n}"
        drawn.append((boxes.html_name, key, at, mark, at, name))
    return _run(TICK, drawn)


@register.simple_tag
def rows(lines: Iterable[Line]) -> SafeString:
    """The rows of a table of records."""
    return SafeString("".join(line.drawn for line in lines))
