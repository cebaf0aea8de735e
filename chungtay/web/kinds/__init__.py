"""Every kind of record that has pages, by its name in the address."""

from chungtay.web.kinds.areas import AREA_OF, AREAS, KINDS, Area, kind_of
from chungtay.web.kinds.kind import Kind

__all__ = ["AREAS", "AREA_OF", "KINDS", "Area", "Kind", "kind_of"]
