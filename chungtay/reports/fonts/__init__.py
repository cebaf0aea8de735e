"""The fonts that reports and charts are set in: every Vietnamese letter, none from the system."""

from pathlib import Path

FOLDER = Path(__file__).parent
SERIF = "Chung Tay Serif"
SANS = "Chung Tay Sans"
