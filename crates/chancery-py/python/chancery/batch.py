"""Many articles over all cores, as Arrow tables."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chancery import _articles, _native
from chancery._native import Issues, Lexicon, World
from chancery.reading import basis


class Table:
    """An Arrow table. pyarrow, pandas, polars and DuckDB take it as it is, without copying.

    It speaks the Arrow PyCapsule interface: ``pyarrow.table(t)``, ``polars.DataFrame(t)``, ``pandas.DataFrame`` by
    `to_pandas`, ``duckdb.sql("SELECT … FROM t")``.
    """

    __slots__ = ("_native", "name")

    def __init__(self, native: Any, name: str) -> None:
        self._native = native
        self.name = name

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._native.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> Any:
        return self._native.__arrow_c_schema__()

    def __len__(self) -> int:
        return len(self._native)

    @property
    def column_names(self) -> list[str]:
        """The names of its columns."""
        return list(self._native.column_names)

    def to_pyarrow(self) -> Any:
        """The table as a `pyarrow.Table` (needs pyarrow 14 or later)."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> Any:
        """The table as a pandas frame (needs pandas and pyarrow)."""
        return self.to_pyarrow().to_pandas()

    def to_polars(self) -> Any:
        """The table as a polars frame (needs polars)."""
        import polars

        return polars.DataFrame(self)

    def __repr__(self) -> str:
        return f"<Table {self.name}: {len(self)} rows, {len(self.column_names)} columns>"


class Tables(Mapping[str, Table]):
    """The tables of a batch, by name or as attributes: ``tables.events``, ``tables["events"]``."""

    __slots__ = ("_tables",)

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = dict(tables)

    def __getitem__(self, name: str) -> Table:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __getattr__(self, name: str) -> Table:
        try:
            return self._tables[name]
        except KeyError:
            raise AttributeError(f"there is no table {name!r}; the tables are {', '.join(self._tables)}") from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._tables]

    def __repr__(self) -> str:
        return "<Tables " + ", ".join(f"{name}: {len(table)}" for name, table in self.items()) + ">"


def read_batch(
    articles: Any,
    *,
    threads: int | None = None,
    text: str | None = None,
    published: str | None = None,
    id: str | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    language: str | None = None,
    tables: str | Iterable[str] | None = None,
    world: World | None = None,
    lexicon: Lexicon | None = None,
    issues: Issues | None = None,
) -> Tables:
    """Read many articles over `threads` cores (all of them by default) into Arrow tables.

    `articles` is an iterable of dicts (``{"text": …, "published": …}``), texts or `Article`, which is taken as it is
    read; or a pyarrow table, a polars or pandas frame, a DuckDB result or whatever else gives Arrow (PyCapsule).
    `text`, `published`, `id`, `title`, `source`, `url` and `language` name keys or columns where they have other names.

    Gives the tables articles, actors, mentions, statements, events, event_actors, positions, times, places and
    diagnostics, or those that `tables` names, in the order of the articles, keyed by article id and record id.
    A row that is no article (no text, a text of another type) is a row of diagnostics with the code ``not-read``, and
    the others are read. Memory holds the tables, not the articles; for more than fits, read in portions.

    >>> import chancery
    >>> tables = chancery.read_batch([{"text": "Sylvania shelled Saltmarsh on Sunday.", "id": "a"}, {"body": "?"}])
    >>> tables.events.to_pyarrow().select(["article", "type", "status"]).to_pylist()
    [{'article': 'a', 'type': 'ASSAULT', 'status': 'occurred'}]
    >>> tables.diagnostics.to_pyarrow().filter(pyarrow.compute.field("severity") == "error")["message"].to_pylist()
    ['row 2: it has no `text`; its keys are body']

    Raises ValueError where a column is missing or of a type that is no text, number or date, TypeError where
    `articles` is nothing that can be iterated, and whatever the iterable itself raises. Warns of a name that no dict has.
    """
    if threads is not None and threads < 1:
        raise ValueError(f"`threads` is {threads}; it is 1 or more, or left out for all cores")
    names = list(_native.tables()) if tables is None else [tables] if isinstance(tables, str) else list(tables)
    given = basis(world, lexicon, issues)
    columns = (text, id, published, title, source, url, language)
    rows = _articles.as_table_or_rows(articles, columns)
    if isinstance(rows, _articles.Rows):
        found = _native.read_rows(iter(rows), names, threads or 0, given)
        for name in sorted(rows.unseen):
            warnings.warn(f"no article has {name!r}: `text`, `published` and so on name keys or columns", stacklevel=2)
    else:
        found = _native.read_arrow(rows, columns, names, threads or 0, given)
    return Tables({name: Table(native, name) for name, native in found})
