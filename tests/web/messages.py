"""Every string the pages can show, found in the templates, in the code and in the models."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation.template import templatize

from chungtay.children.models import Guardian, Poverty, Sex
from chungtay.indicators.facts import FACTS
from chungtay.indicators.registry import INDICATORS
from chungtay.law.data_rights import bases, duties, purposes
from chungtay.support.models import Support
from chungtay.web.inputs.fields import HINTS, LABELS, path_of
from chungtay.web.inputs.form import form_of
from chungtay.web.kinds import KINDS
from chungtay.web.kinds.kind import Kind

WEB = Path(__file__).resolve().parents[2] / "chungtay" / "web"
CALL = re.compile(r"""(?:\bn?gettext|\b_)\(\s*u?(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
NAMES = {"gettext", "gettext_lazy", "_"}


def in_templates() -> Iterator[str]:
    for path in sorted(WEB.glob("templates/**/*.html")):
        for call in CALL.finditer(templatize(path.read_text("utf-8"))):
            yield ast.literal_eval(call["text"])


def in_code() -> Iterator[str]:
    """What the pages say themselves, and the sentences of the models' own rules."""
    models = (path for path in WEB.parent.rglob("models*/**/*.py"))
    for path in sorted({*WEB.rglob("*.py"), *models, *WEB.parent.glob("*/models.py")}):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in NAMES
            if named and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def in_definitions() -> Iterator[str]:
    """Words of the models and indicators that a template translates by their value."""
    for choices in (Sex, Guardian.Relation, Support.Kind, Poverty.Status):
        yield from (str(label) for label in choices.labels)
    yield from {one.section for one in INDICATORS.values()}
    yield from {one.unit for one in INDICATORS.values()}
    yield from {column.label for fact in FACTS for column in fact.shown}
    yield from (row.name for rows in (purposes(), bases(), duties()) for row in rows.values())
    yield from (one.data for one in purposes().values())
    for kind in KINDS.values():
        yield from _in_fields(kind)


def _in_fields(kind: Kind) -> Iterator[str]:
    """Labels, hints and choices of a form, where the model gives them."""
    for name in form_of(kind).base_fields:
        field: Any = kind.model._meta.get_field(name)
        shown = LABELS.get(path_of(field), field.verbose_name)
        hint = HINTS.get(path_of(field), "" if field.is_relation else field.help_text)
        choices = [label for key, label in field.choices or () if label]
        yield from (str(text) for text in (shown, hint, *choices) if text)


def all_messages() -> set[str]:
    return {*in_templates(), *in_code(), *in_definitions()}
