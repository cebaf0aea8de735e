"""Runs the measures named, or all of them, on databases of their own."""

import json
import os
import sys
from importlib import import_module

MEASURES = ("demo", "figures", "pages", "access", "search", "audit", "import", "duplicates")
MODULES = {"import": "imports"}  # a word that Python keeps for itself


def main() -> int:
    os.environ.setdefault("CHUNGTAY_SECOND_FACTOR", "optional")  # the demo's invented people
    wanted = sys.argv[1:] or list(MEASURES)
    if unknown := [name for name in wanted if name not in MEASURES]:
        print(
            f"Không có phép đo {', '.join(unknown)}; đang có: {', '.join(MEASURES)}.",
            file=sys.stderr,
        )
        print(
            f"Unknown measure: {', '.join(unknown)}; known: {', '.join(MEASURES)}.", file=sys.stderr
        )
        return 2
    for name in MEASURES:
        if name in wanted:
            for line in import_module(f"bench.{MODULES.get(name, name)}").measures():
                print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
