"""Registers in and out: one module per counterpart. Here: Excel workbooks of children."""
