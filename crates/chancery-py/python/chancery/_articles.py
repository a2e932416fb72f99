"""What a user gives → the fields of an article, each as clean text."""

from __future__ import annotations

import datetime
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chancery._native import FIELDS

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Article:
    """An article as it comes in. Only `text` is required.

    `published` is the day that "Monday" and "yesterday" are counted from: a date, or text like ``2025-03-04``.
    """

    text: str
    id: str | None = None
    published: str | datetime.date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None


def as_text(value: Any) -> str | None:
    """A field's value as text; half characters (lone surrogates) become U+FFFD, one for one."""
    if value is None or value != value:  # NaN, NaT
        return None
    if isinstance(value, (datetime.date, datetime.datetime)):
        value = value.isoformat()
    elif isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"{type(value).__name__} is no text")
    return _SURROGATE.sub("\ufffd", str(value))


def fields_of(article: Any) -> tuple[str | None, ...] | str:
    """The fields of one article in the order of `FIELDS`; or why it is none, as one text."""
    if isinstance(article, str):
        article = {"text": article}
    elif isinstance(article, Article):
        article = vars(article)
    if not isinstance(article, Mapping):
        return f"it is {type(article).__name__}; an article is a dict with a `text`, or a text"
    if "text" not in article:
        return f"it has no `text`; its keys are {', '.join(sorted(map(str, article))) or 'none'}"
    try:
        if not isinstance(article["text"], (str, type(None))):
            raise TypeError(f"{type(article['text']).__name__} is no text")
        return tuple(as_text(article.get(field)) for field in FIELDS)
    except TypeError as error:
        return f"a field cannot be read: {error}"


class Rows:
    """The fields of many articles, one after the other; dicts may have them under other `names`."""

    def __init__(self, articles: Iterable[Any], names: Mapping[str, str]) -> None:
        self._articles = articles
        self._names = names
        self.unseen = set(names.values())
        """Names that no article had."""

    def __iter__(self) -> Iterator[tuple[str | None, ...] | str]:
        for article in self._articles:
            if self._names and isinstance(article, Mapping):
                own = {field: article[name] for field, name in self._names.items() if name in article}
                self.unseen.difference_update(self._names[field] for field in own)
                article = {**article, **own}
            yield fields_of(article)


def as_table_or_rows(articles: Any, columns: Sequence[str | None]) -> Any:
    """What gives Arrow with these columns as it is; all else as `Rows`. Raises where it is neither."""
    names = {field: name for field, name in zip(FIELDS, columns) if name is not None}
    if isinstance(articles, (str, bytes, Mapping, Article)):
        raise TypeError("one article is read by chancery.read; read_batch takes an iterable of them")
    if isinstance(articles, (os.PathLike, io.IOBase)):
        raise TypeError("a file is no articles; of JSON Lines, map(json.loads, open(path)) gives them")
    pandas = sys.modules.get("pandas")
    if pandas and isinstance(articles, pandas.DataFrame):
        return _frame(articles, names)
    if hasattr(articles, "collect"):
        raise TypeError(
            f"a {type(articles).__name__} has no rows before it is collected: give its collect(); "
            "a cluster's frame is read where it is, by chancery.spark.read or chancery.cluster"
        )
    column = getattr(articles, "to_list", None) or (not hasattr(articles, "schema") and getattr(articles, "to_pylist", None))
    if column:
        return Rows(column(), names)
    if hasattr(articles, "__arrow_c_stream__") or hasattr(articles, "__arrow_c_array__"):
        return articles
    return Rows(articles, names)


def _frame(frame: Any, names: Mapping[str, str]) -> Any:
    """A pandas frame as Arrow, or row by row where its cells are of several kinds or hold what Arrow cannot."""
    for name in ("text", *names.values()) if "text" not in names else names.values():
        if name not in frame.columns:
            raise ValueError(f'there is no column "{name}"; the columns are {", ".join(map(str, frame.columns))}')
    wanted = [name for name in dict.fromkeys(names.get(field, field) for field in FIELDS) if name in frame.columns]
    frame = frame[wanted]
    try:
        import pyarrow

        return pyarrow.Table.from_pandas(frame, preserve_index=False)
    except (ImportError, NotImplementedError, TypeError, ValueError):  # pyarrow's own errors are among these.
        cells = frame.astype(object).where(frame.notna(), None)
        return Rows(cells.to_dict("records"), names)
