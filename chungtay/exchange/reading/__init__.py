"""A file of rows, whatever program wrote it, as one frame of text."""

from chungtay.exchange.reading.opening import MOST_BYTES, MOST_OF_WORDS, Opened, opened
from chungtay.exchange.reading.sheets import Sheet, sheet_of

__all__ = ["MOST_BYTES", "MOST_OF_WORDS", "Opened", "Sheet", "opened", "sheet_of"]
