"""The addresses of the site with something in the place of every key, and what a browser would
make of an answer."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PART = re.compile(r"<(?:(\w+):)?(\w+)>")
SAMPLES = {
    "int": "1",
    "str": "1",
    "slug": "van-ban",
    "uuid": "7f1f0c1e-0000-4000-8000-000000000000",
    "path": "a/b",
}
PROBE = "xssprobe"


def routes(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(pattern of the address, page) of every page of the site."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        else:
            yield route, one


def address(route: str, **given: Any) -> str:
    """The address with `given` in the place of its parts, by name; else with a sample."""

    def part(found: re.Match[str]) -> str:
        return str(given.get(found[2], SAMPLES.get(found[1] or "str", "1")))

    return "/" + PART.sub(part, re.sub(r"[\^$]|\\Z", "", route))


def read(answer: Any) -> bytes:
    """The whole answer; read to its end, a file closes."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


class Live(HTMLParser):
    """Collects what would run: foreign elements, handlers, inline script and style, live links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.found += [f"<{tag} {name}>" for name in named if name.startswith("on")]
        self.found += [f"<{tag} style>"] if "style" in named else []
        self.found += [f"<{tag}>"] if tag in (PROBE, "style", "iframe", "object", "base") else []
        if tag == "script" and "src" not in named:
            self.found.append("<script>")
        for name in ("href", "src", "action", "formaction", "hx-get", "hx-post"):
            value = named.get(name, "").strip().lower()
            if value.startswith(("javascript:", "data:text", "vbscript:", "//")):
                self.found.append(f"<{tag} {name}={value[:30]}>")


def live(content: str) -> list[str]:
    reader = Live()
    reader.feed(content)
    return reader.found
