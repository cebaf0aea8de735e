"""Reference data of activities."""

from importlib.resources import files

import yaml

from chungtay.activities.models import ModelKind


def load_model_kinds() -> None:
    """Adds the kinds of models that come with the software; what a province changed stays."""
    rows = yaml.safe_load(
        files("chungtay.activities").joinpath("model_kinds.yaml").read_text("utf-8")
    )
    ModelKind.objects.bulk_create((ModelKind(**row) for row in rows), ignore_conflicts=True)
