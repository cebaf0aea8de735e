"""What could not be done, as a page tells it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import get_language, gettext

from chungtay.lib.problems import Problem


def sentence_of(problem: Problem) -> str:
    """Its sentence in the reader's language."""
    return problem.en if get_language() == "en" else problem.vi


def sentences(fault: Problem | ValidationError | IntegrityError) -> list[str]:
    """What a write refused, in the reader's language."""
    if isinstance(fault, Problem):
        return [sentence_of(fault)]
    if isinstance(fault, ValidationError):
        return list(fault.messages)
    return [gettext("Người khác vừa ghi dòng trùng với dòng này. Hãy xem lại sổ.")]
