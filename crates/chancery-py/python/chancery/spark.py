"""Reading on a Spark cluster: one function over record batches, the model loaded once for each Python worker.

    from chancery import spark

    events = spark.read(articles, text="body", published="day", id="key", table="events")
    events.write.parquet("events")

Every worker needs this package (a wheel of it) and pyarrow in the Python that ``PYSPARK_PYTHON`` names. The same
function serves other engines: `of_batch` takes anything that gives Arrow and gives a `pyarrow.Table`.

Ray Data: ``dataset.map_batches(lambda batch: spark.of_batch(batch, table="events"), batch_format="pyarrow")``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from chancery import _native, batch

_TYPES = {"text": "string", "integer": "bigint", "real": "double", "day": "date"}


def schema(table: str = "events") -> str:
    """A table's columns as Spark writes a schema.

    >>> schema("mentions")
    'article string, actor string, start bigint, end bigint, text string, form string'
    """
    return ", ".join(f"{_quoted(name)} {_TYPES[kind]}" for name, kind in _native.columns(table))


def _quoted(name: str) -> str:
    return f"`{name}`" if name in ("from", "table") else name


def of_batch(data: Any, *, table: str = "events", threads: int = 1, **options: Any) -> Any:
    """The rows of one table from a portion of articles: the whole job, for any engine.

    `data` is a pyarrow record batch or table; `options` are those of `chancery.read_batch`. One thread by default:
    engines start a worker for each core.
    """
    return batch.read_batch(data, threads=threads, tables=[table], **options)[table].to_pyarrow()


def mapper(table: str = "events", **options: Any) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """What `DataFrame.mapInArrow` calls: record batches of articles in, record batches of the table out."""

    # This function travels to the workers by value and looks for the package only there, so that it can say what to do
    # where there is none.
    def read_batches(batches: Iterator[Any]) -> Iterator[Any]:
        try:
            from chancery import spark
        except ImportError as error:
            import platform
            import sys

            raise RuntimeError(
                f"the Python of this worker ({sys.executable} on {platform.node()}) has no chancery ({error}): "
                "install the wheel and pyarrow there, or name a Python that has them with PYSPARK_PYTHON"
            ) from error
        for portion in batches:
            yield from spark.of_batch(portion, table=table, **options).to_batches()

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

    `text`, `published` and `id` name columns; without names, columns of those names are taken where they are.
    Rows that are no articles do not stop the job: they are in ``table="diagnostics"``.

    Raises ValueError where a named column is missing, before the job starts.
    """
    columns = {"text": text, "published": published, "id": id}
    columns.update({name: options.pop(name) for name in ("title", "source", "url", "language") if name in options})
    named = [name for name in columns.values() if name is not None]
    missing = [name for name in named if name not in df.columns]
    if missing:
        raise ValueError(f"there is no column {missing[0]!r}; the columns are {', '.join(df.columns)}")
    wanted = [name for name in df.columns if name in named or (name in columns and columns[name] is None)]
    return df.select(*wanted).mapInArrow(mapper(table, **columns, **options), schema(table))
