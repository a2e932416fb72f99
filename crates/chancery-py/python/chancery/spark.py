"""Reading on a Spark cluster: one function over record batches, the model loaded once for each Python worker.

    from chancery import spark

    events = spark.read(articles, text="body", published="day", id="key", table="events")
    events.write.parquet("events")

Every worker needs this package (a wheel of it) and pyarrow in the Python that ``PYSPARK_PYTHON`` names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from chancery import _native, cluster

_TYPES = {"text": "string", "integer": "bigint", "real": "double", "day": "date"}


def schema(table: str = "events") -> str:
    """A table's columns as Spark writes a schema.

    >>> schema("mentions")
    '`article` string, `actor` string, `start` bigint, `end` bigint, `text` string, `form` string'
    """
    return ", ".join(f"{_quoted(name)} {_TYPES[kind]}" for name, kind in _native.columns(table))


def _quoted(name: str) -> str:
    """A column's name as it is, whatever is in it."""
    return "`" + name.replace("`", "``") + "`"


def mapper(table: str = "events", **options: Any) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What `DataFrame.mapInArrow` calls: record batches of articles in, record batches of the table out.

    `options` are those of `chancery.read_batch`; a `World`, a `Lexicon` or `Issues` travels by value.
    """
    read_articles = cluster.job(table, **options)

    def read_batches(batches: Iterator[Any]) -> Iterator[Any]:
        for portion in batches:
            yield from read_articles(portion).to_batches()

    return read_batches


def read(
    df: Any,
    *,
    text: str = "text",
    published: str | None = None,
    id: str | None = None,
    table: str = "events",
    **options: Any,
) -> Any:
    """One table of the records of a DataFrame's articles, as a DataFrame.

    `text`, `published` and `id` (and `title`, `source`, `url`, `language`) name columns; without names, columns of
    those names are taken where they are. `world`, `lexicon` and `issues` travel to the workers by value.
    Rows that are no articles do not stop the job: they are in ``table="diagnostics"``.

    Raises, before the job starts, ValueError where a named column is missing or is no text, number or date, and
    TypeError where an option is none of `chancery.read_batch`.
    """
    named = {"text": text, "published": published, "id": id}
    named.update({field: options.pop(field) for field in _native.FIELDS if field in options})
    columns = {field: named.get(field) or field for field in _native.FIELDS}
    kinds = dict(df.dtypes)
    for field, name in columns.items():
        if name not in kinds and named.get(field):
            raise ValueError(f"there is no column {name!r}; the columns are {', '.join(df.columns)}")
        if kinds.get(name, "").startswith(("array", "map", "struct", "variant")):
            raise ValueError(f"the column {name!r} is {kinds[name]}; text, numbers or dates are read")
    # Each by its field's name: mapInArrow does not take every name.
    wanted = [f"{_quoted(name)} AS {_quoted(field)}" for field, name in columns.items() if name in kinds]
    return df.selectExpr(*wanted).mapInArrow(mapper(table, **options), schema(table))
