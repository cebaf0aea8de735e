"""Where an installation keeps what is its own: database, key, collected files."""

import os
import shutil
from pathlib import Path

from chungtay.lib.problems import Problem

NEARLY_FULL = 64_000_000  # bytes; a database of any size cannot go on with less

CHECKOUT = Path(__file__).resolve().parents[2]


def var_folder() -> Path:
    """CHUNGTAY_VAR, else `var/` of the checkout. Never tracked."""
    return Path(os.environ.get("CHUNGTAY_VAR") or CHECKOUT / "var").resolve()


def full_disk(folder: Path) -> Problem | None:
    """What to tell when the disk of the folder has no room left; None while it has."""
    free = shutil.disk_usage(folder).free
    if free >= NEARLY_FULL:
        return None
    return Problem(
        f"Ổ đĩa chứa {folder} đã đầy (còn {free // 1_000_000} MB). Hãy dọn chỗ rồi chạy lại; "
        "dữ liệu đã ghi trước đó vẫn còn.",
        f"The disk of {folder} is full ({free // 1_000_000} MB left). Make room and run again; "
        "what was stored before is safe.",
    )
