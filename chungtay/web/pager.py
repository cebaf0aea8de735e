"""Pages of a list: 50 rows, numbered from 1."""

from dataclasses import dataclass

SIZE = 50


@dataclass(frozen=True)
class Pager:
    """`asked` is the page as written in the address; out of range gives the nearest page."""

    asked: str
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // SIZE))

    @property
    def page(self) -> int:
        wanted = int(self.asked) if self.asked.isdecimal() and len(self.asked) < 9 else 1
        return min(max(wanted, 1), self.last)

    @property
    def span(self) -> slice:
        return slice((self.page - 1) * SIZE, self.page * SIZE)

    @property
    def first_row(self) -> int:
        return (self.page - 1) * SIZE + 1

    @property
    def last_row(self) -> int:
        return min(self.page * SIZE, self.total)

    @property
    def around(self) -> range:
        return range(max(1, self.page - 1), min(self.last, self.page + 1) + 1)

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.last else None
