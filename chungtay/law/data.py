"""Reads the law's own files once. Every value in them names its text and confidence."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# C: read in the text itself. M: from memory, believed right. M?: low. U: unknown. D: our own list.
CONFIDENCE = ("C", "M", "M?", "U", "D")


@cache
def law_file(name: str) -> Any:
    """The parsed content of law/<name>.yaml."""
    return yaml.safe_load(files("chungtay.law").joinpath(f"{name}.yaml").read_text("utf-8"))


def text_title(text_id: str) -> str:
    """How a legal text is cited. Raises KeyError for an id that texts.yaml does not hold."""
    return str(law_file("texts")[text_id]["cite"])
