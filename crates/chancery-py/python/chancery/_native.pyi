"""The native half: articles in, JSON records and Arrow tables out. Use `chancery`, which wraps it."""

from collections.abc import Iterator, Sequence
from os import PathLike
from typing import Any, TypedDict, final, type_check_only

__all__ = [
    "Archive",
    "FIELDS",
    "Issues",
    "Lexicon",
    "World",
    "__version__",
    "annotations",
    "columns",
    "explain",
    "flatten",
    "read",
    "read_arrow",
    "read_rows",
    "tables",
]

__version__: str
FIELDS: list[str]

@final
class Archive:
    def __new__(cls, path: str | PathLike[str]) -> Archive: ...
    @property
    def path(self) -> PathLike[str]: ...
    def ask(self, kind: str, asked: dict[str, Any]) -> tuple[Any, list[str]]: ...
    def sql(self, sql: str, limit: int | None, seconds: float) -> tuple[Any, bool]: ...
    def record(self, id: str) -> tuple[str, str]: ...
    def totals(self) -> list[int]: ...

@final
class World:
    def __new__(cls, path: str | PathLike[str] | None = None, *, facts: str | None = None) -> World: ...
    @staticmethod
    def _of(given: Sequence[tuple[str, str]]) -> World: ...
    def __reduce__(self) -> tuple[Any, tuple[list[tuple[str, str]]]]: ...
    @property
    def version(self) -> str: ...
    def country_name(self, code: str) -> str | None: ...

@final
class Lexicon:
    def __new__(cls, *paths: str | PathLike[str]) -> Lexicon: ...
    @staticmethod
    def _of(given: Sequence[tuple[str, str]]) -> Lexicon: ...
    def __reduce__(self) -> tuple[Any, tuple[list[tuple[str, str]]]]: ...
    @property
    def mark(self) -> str | None: ...

@final
class Issues:
    def __new__(cls, *paths: str | PathLike[str]) -> Issues: ...
    @staticmethod
    def _of(given: Sequence[tuple[str, str]]) -> Issues: ...
    def __reduce__(self) -> tuple[Any, tuple[list[tuple[str, str]]]]: ...

@type_check_only
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
def flatten(records: Sequence[tuple[str, str]], table: str) -> Any: ...
def tables() -> list[str]: ...
def columns(table: str) -> list[tuple[str, str]]: ...
def annotations(text: str, record: str) -> str: ...
def explain(term: str) -> list[tuple[str, str, str]]: ...
