"""Two people at one record: a stamp of its values tells whether it changed meanwhile."""

import hashlib
import json

from django.db.models import Model


def stamp(record: Model) -> str:
    """The same for the same values, another after any change."""
    fields = sorted(record._meta.concrete_fields, key=lambda field: field.name)
    values = [str(field.value_from_object(record)) for field in fields]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:20]
