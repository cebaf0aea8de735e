"""Which pairs are looked at: two records that share one of these. The others are never compared."""

RULES: tuple[tuple[str, ...], ...] = (
    ("number",),
    ("tight", "year"),
    ("born", "given"),
    ("born", "mother"),
    ("commune", "year", "mother"),
    ("commune", "tight"),
    ("tight", "mother"),
    ("born", "father"),
)
