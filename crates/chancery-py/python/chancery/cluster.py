"""The whole job as one function from Arrow to Arrow, for whatever spreads articles over machines.

Ray Data:

    from chancery import cluster

    events = ray.data.read_parquet("articles").map_batches(cluster.job("events"), batch_format="pyarrow")

Spark has `chancery.spark.read`, which rests on this.
"""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable
from typing import Any

from chancery import _native, batch


def of_batch(data: Any, *, table: str = "events", threads: int = 1, **options: Any) -> Any:
    """The rows of one table from a portion of articles, as a `pyarrow.Table`.

    `data` is a pyarrow record batch or table, or what else `chancery.read_batch` takes; `options` are that function's.
    One thread by default: engines start a worker for each core.

    >>> of_batch([{"id": "a", "text": "Sylvania shelled Saltmarsh."}]).select(["article", "type"]).to_pylist()
    [{'article': 'a', 'type': 'ASSAULT'}]
    """
    return batch.read_batch(data, threads=threads, tables=[table], **options)[table].to_pyarrow()


def job(table: str = "events", **options: Any) -> Callable[[Any], Any]:
    """`of_batch` as a function of one batch that travels to other machines, with the files that its options rest on.

    A `World`, a `Lexicon` or `Issues` goes with it by value: workers need none of the files.

    Raises ValueError where there is no such table, TypeError where an option is none of `of_batch`: before it travels.
    """
    _native.columns(table)
    inspect.signature(batch.read_batch).bind(None, **{"threads": 1, **options, "tables": [table]})
    packed = pickle.dumps({**options, "table": table})

    # An inner function travels by value. It looks for the package, and unpacks what needs it, only where it has arrived,
    # so that it can say what to do where there is none.
    def read_articles(data: Any) -> Any:
        try:
            from chancery import cluster
        except ImportError as error:
            import platform
            import sys

            raise RuntimeError(
                f"the Python of this worker ({sys.executable} on {platform.node()}) has no chancery ({error}): "
                "install the wheel and pyarrow there, or name a Python that has them (Spark: PYSPARK_PYTHON, "
                "Ray: py_executable of the runtime environment)"
            ) from error
        return cluster.of_batch(data, **pickle.loads(packed))

    return read_articles
