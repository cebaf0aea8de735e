"""A stored search key that the database itself keeps, so that no bulk write slips past it."""

import sys
import unicodedata

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce

from chungtay.lib.vietnamese import fold

# Latin letters with every mark that Vietnamese, Ê Đê or M’nông writing uses, and what is dropped.
_LETTERS = [
    chr(point) for point in range(0x250) if unicodedata.category(chr(point)) in ("Lu", "Ll")
] + [chr(point) for point in range(0x1E00, 0x1F00)]
# The database looks a letter up from the left: the frequent ones of a name stand first.
_FREQUENT = "nhgitaoucmyldrvpbkqsxe NTHLPVBCKĐDMQGAYSXễịầảạăáàọấđùươ"
_MARKED = [c for c in _LETTERS if len(fold(c)) == 1 and fold(c) != c and c not in _FREQUENT]
_FROM = _FREQUENT + "".join(_MARKED)
_TO = "".join(fold(c) or c for c in _FROM)
_DROPPED = "".join(
    chr(point)
    for point in (*range(0x300, 0x370), *(ord(c) for c in "’‘ʼʹ`´′＇"))
    if point < sys.maxunicode
)


class Fold(models.Func):
    """`fold` as the database counts it: lower case, no marks. Immutable, so it can be indexed."""

    function = "translate"
    template = (
        f"translate(replace(normalize(%(expressions)s), '''', ''), '{_FROM}{_DROPPED}', '{_TO}')"
    )
    output_field = models.TextField(db_collation="C")


def words_of(field: str) -> models.GeneratedField:
    """A column with the folded words of a field, each between spaces."""
    return models.GeneratedField(
        expression=Spaced(models.F(field)),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
        editable=False,
    )


class Spaced(Fold):
    """`Fold` with a space before the first word and after the last."""

    template = f"(' ' || {Fold.template} || ' ')"


def searched_by(*fields: str) -> models.GeneratedField:
    """A column with the folded text of the fields, in order, apart by a space."""
    text: models.expressions.Combinable = Coalesce(models.F(fields[0]), models.Value(""))
    for field in fields[1:]:
        text = _Joined(text, Coalesce(models.F(field), models.Value("")))
    return models.GeneratedField(
        expression=Fold(text),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
        editable=False,
    )


class _Joined(models.Func):
    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = models.TextField()


def search_index(name: str) -> GinIndex:
    return GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name=name)
