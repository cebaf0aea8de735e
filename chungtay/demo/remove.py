"""Takes a locality's records out again, and only its own."""

from importlib.resources import files

import pgtrigger
from django.db import connection

from chungtay.demo.models import Locality
from chungtay.places.models import Unit

CHILDREN = """
CREATE TEMP TABLE c ON COMMIT DROP AS
SELECT DISTINCT r.child_id AS id
FROM children_residence r
JOIN u ON u.id = r.unit_id
JOIN children_child k ON k.id = r.child_id
WHERE k.invented
"""


def remove(locality: Locality) -> None:
    """Deletes invented records only; the unit's real rows and other localities stay."""
    below = list(Unit.objects.under(locality.unit).values_list("pk", flat=True))
    deletions = files("chungtay.demo").joinpath("remove.sql").read_text("utf-8")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE u ON COMMIT DROP AS SELECT unnest(%s::bigint[]) AS id", [below]
        )
        cursor.execute(CHILDREN)
        cursor.execute("ANALYZE u, c")
        with pgtrigger.ignore():  # invented children leave no history, of this removal neither
            cursor.execute(deletions)
        cursor.execute("DROP TABLE u, c")
    locality.delete()
