"""The native half: articles in, JSON records and Arrow tables out. Use `chancery`, which wraps it."""

from collections.abc import Iterator, Sequence
from os import PathLike
from typing import Any, TypedDict

__version__: str
FIELDS: list[str]

class World:
    def __init__(self, path: str | PathLike[str] | None = None, *, facts: str | None = None) -> None: ...
    @property
    def version(self) -> str: ...
    def country_name(self, code: str) -> str | None: ...

class Lexicon:
    def __init__(self, *paths: str | PathLike[str]) -> None: ...
    @property
    def mark(self) -> str | None: ...

class Issues:
    def __init__(self, *paths: str | PathLike[str]) -> None: ...

class Given(TypedDict):
    world: World | None
    lexicon: Lexicon | None
    issues: Issues | None

def read(fields: Sequence[str | None], given: Given) -> str: ...
def read_rows(
    rows: Iterator[Sequence[str | None] | str],
    tables: Sequence[str],
    threads: int,
    given: Given,
) -> list[tuple[str, Any]]: ...
def read_arrow(
    data: Any,
    columns: Sequence[str | None],
    tables: Sequence[str],
    threads: int,
    given: Given,
) -> list[tuple[str, Any]]: ...
def flatten(records: Sequence[str], table: str) -> Any: ...
def tables() -> list[str]: ...
def columns(table: str) -> list[tuple[str, str]]: ...
def annotations(text: str, record: str) -> str: ...
def explain(term: str) -> list[tuple[str, str, str]]: ...
