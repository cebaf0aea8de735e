"""Where an installation keeps what is its own: database, key, collected files."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def var_folder() -> Path:
    """CHUNGTAY_VAR, else `var/` of the checkout. Never tracked."""
    return Path(os.environ.get("CHUNGTAY_VAR") or CHECKOUT / "var").resolve()
