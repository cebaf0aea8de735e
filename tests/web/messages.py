"""Every string the pages can show, found in the templates, in the code and in the models."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from chungtay.children.models import Guardian, Poverty, Sex
from chungtay.indicators.facts import FACTS
from chungtay.indicators.registry import INDICATORS
from chungtay.support.models import Support

WEB = Path(__file__).resolve().parents[2] / "chungtay" / "web"
CALL = re.compile(r"""(?:\bn?gettext|\b_)\(\s*u?(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
NAMES = {"gettext", "gettext_lazy", "_"}


def in_templates() -> Iterator[str]:
    for path in sorted(WEB.glob("templates/**/*.html")):
        for call in CALL.finditer(templatize(path.read_text("utf-8"))):
            yield ast.literal_eval(call["text"])


def in_code() -> Iterator[str]:
    for path in sorted(WEB.rglob("*.py")):
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


def all_messages() -> set[str]:
    return {*in_templates(), *in_code(), *in_definitions()}
