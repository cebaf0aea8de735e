"""Indicators: one definition each, counted from facts. Importing the package registers all."""

from chungtay.indicators import (
    activities,
    children,
    fund,
    gifts,
    health,
    models,
    protection,
    workforce,
)

AREAS = (children, gifts, activities, fund, workforce, protection, health, models)
