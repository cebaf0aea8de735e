"""The shape of the tree: foreign keys go downwards, nothing grows too long, names say something."""

import ast
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "chungtay"
SOURCES = sorted(
    path for path in PACKAGE.rglob("*.py") if not {"migrations", "__pycache__"} & set(path.parts)
)
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 45
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "service",
    "services",
    "common",
}


def layers() -> dict[str, int]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    return {
        name.strip(" ()"): depth
        for depth, row in enumerate(contract["layers"])
        for name in row.split("|")
    }


def test_foreign_keys_go_downwards() -> None:
    depth = layers()
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("chungtay.")
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and field.related_model is not None
        and field.related_model.__module__.startswith("chungtay.")
        and model._meta.app_label != field.related_model._meta.app_label
        and depth[model._meta.app_label] >= depth[field.related_model._meta.app_label]
    ]
    assert wrong == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES_OF_A_FILE
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_most_functions_are_a_few_lines() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 12


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in SOURCES if path.stem in VAGUE or path.parent.name in VAGUE] == []


def test_the_law_and_lib_never_import_the_framework() -> None:
    # Period and sealed fields, constraints, generated columns and policies are the framework's own.
    allowed = {"dated.py", "searched.py", "row_security.py", "sealed.py", "undoable.py"}
    for folder in ("law", "lib", "postgres"):
        for path in (PACKAGE / folder).rglob("*.py"):
            if path.name not in allowed:
                assert "django" not in path.read_text("utf-8").replace("Django", ""), path


def test_nothing_reaches_outside_the_project() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    outside = "../" + "shared"
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".sh", ".yaml", ".toml", ".html", ".sql"} and path.is_file():
            assert outside not in path.read_text("utf-8"), name


def test_no_comment_of_a_template_is_shown() -> None:
    """`{# … #}` over two lines is no comment: the page shows it."""
    shown = [
        f"{path.name}:{number}"
        for path in PACKAGE.rglob("*.html")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.count("{#") != line.count("#}")
    ]
    assert shown == []
