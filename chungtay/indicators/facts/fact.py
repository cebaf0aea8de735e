"""What a fact table is: flat rows that indicators count."""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

import ibis


@dataclass(frozen=True)
class Column:
    """`type` is an Ibis type. A column with a `label` is shown when a figure is opened."""

    name: str
    type: str
    meaning: str
    label: str = ""


@dataclass(frozen=True)
class Fact:
    name: str
    title: str
    columns: tuple[Column, ...]
    large: bool = False  # a scan of the whole register rather than of a few thousand rows
    census: bool = False  # its rows stand there whether or not any work was recorded
    of_children: bool = False  # a row per child at home: opens as a list of the register
    names_children: bool = False  # rows that name a child: never for one who sees figures only

    @cached_property
    def table(self) -> Any:
        """The unbound Ibis table that definitions are written against."""
        return ibis.table({c.name: c.type for c in self.columns}, name=self.name)

    @cached_property
    def select(self) -> str:
        return files("chungtay.indicators.facts").joinpath(f"{self.name}.sql").read_text("utf-8")

    @property
    def shown(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.label)


PLACE = (
    Column("commune_id", "int64", "xã trong cây đơn vị của ngày chốt"),
    Column("district_id", "int64", "huyện; trống khi cây không có cấp huyện"),
)
