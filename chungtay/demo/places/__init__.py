"""A locality: one YAML file of units, figures to reproduce and mixes. See README.md beside it."""

from chungtay.demo.places.description import Description, Expected, describe, known

__all__ = ["Description", "Expected", "describe", "known"]
