"""Changes of units: what is asked for, what becomes what, and drawing it in the tree."""

from chungtay.places.changing.arranging import arrange, waiting_dates
from chungtay.places.changing.asked import Arrangement, Asked, Named, Step
from chungtay.places.changing.drawing import draw

__all__ = ["Arrangement", "Asked", "Named", "Step", "arrange", "draw", "waiting_dates"]
