"""Files from outside: what they are is told from their content, never from their name."""

from chungtay.lib.uploads.cells import harmless, rows
from chungtay.lib.uploads.checked import KINDS, Upload, checked, clean_name

__all__ = ["KINDS", "Upload", "checked", "clean_name", "harmless", "rows"]
