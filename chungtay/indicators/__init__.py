"""Indicators: one definition each, counted from facts. Importing the package registers all."""

from chungtay.indicators import activities, children, fund, workforce

AREAS = (children, activities, fund, workforce)
