"""What the register says of its children, as the columns that are compared."""

import io
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from pyarrow import csv

from chungtay.law.age import born_after_to_be_child
from chungtay.lib.vietnamese import fold_array
from chungtay.places.models import Unit

# Living children of the day with their latest home and their parents' names.
CHILDREN = """
SELECT c.id, c.full_name, c.search_key AS folded, c.birth_date AS born,
    c.birth_precision = 'day' AS dated, c.personal_number AS number, c.sex,
    m.full_name AS mother, f.full_name AS father,
    h.unit_id AS hamlet, coalesce(u.commune_id, u.id) AS commune, u.province_id AS province
FROM children_child c
JOIN (
    SELECT DISTINCT ON (child_id) child_id, unit_id FROM children_residence
    ORDER BY child_id, period DESC
) h ON h.child_id = c.id
JOIN places_unit u ON u.id = h.unit_id
LEFT JOIN ({mother}) m ON m.child_id = c.id
LEFT JOIN ({father}) f ON f.child_id = c.id
WHERE c.birth_date > %(born_after)s AND c.birth_date <= %(day)s AND c.died_on IS NULL
    AND {where}
"""
PARENT = """
SELECT DISTINCT ON (child_id) child_id, full_name FROM children_guardian
WHERE relation = '{relation}' ORDER BY child_id, period DESC
"""
TYPES = {
    **{name: pa.string() for name in ("id", "full_name", "folded", "number", "sex")},
    **{name: pa.string() for name in ("mother", "father")},
    **{name: pa.int64() for name in ("hamlet", "commune", "province")},
    "born": pa.date32(),
    "dated": pa.bool_(),
}


def read(day: date, unit: Unit | None = None) -> Any:
    """An Arrow table of the children of the day, of the whole register or under a unit."""
    where = "true"
    if unit is not None and unit.ancestor_field:
        column = "id" if unit.ancestor_field == "id" else f"{unit.ancestor_field}_id"
        where = f"{unit.pk} IN (u.id, u.{column})"
    sql = CHILDREN.format(
        mother=PARENT.format(relation="mother"), father=PARENT.format(relation="father"),
        where=where,
    )  # fmt: skip
    text = io.BytesIO()
    with connection.cursor() as cursor:
        copy = f"COPY ({sql}) TO STDOUT (FORMAT csv, HEADER)"
        with cursor.copy(copy, {"born_after": born_after_to_be_child(day), "day": day}) as rows:
            for part in rows:
                text.write(part)
    return folded(_parsed(text))


def _parsed(text: io.BytesIO) -> Any:
    text.seek(0)
    told = csv.ConvertOptions(
        column_types=TYPES, strings_can_be_null=True, quoted_strings_can_be_null=False,
        true_values=["t"], false_values=["f"], null_values=[""],
    )  # fmt: skip
    # A name may hold a line break or a quote; only such rows are quoted.
    broken = csv.ParseOptions(newlines_in_values=True)
    return csv.read_csv(text, parse_options=broken, convert_options=told)


def folded(table: Any) -> Any:
    """The same with the parents' names folded and the child's in one Unicode form."""
    for name in ("mother", "father"):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, fold_array(table[name]))
    place = table.schema.get_field_index("full_name")
    plain = pc.utf8_normalize(table["full_name"], "NFC")
    return table.set_column(place, "full_name", plain)
