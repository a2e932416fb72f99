"""What a user gives → the fields of an article, each as clean text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
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


def rows(articles: Iterable[Any]) -> Iterator[tuple[str | None, ...] | str]:
    """The fields of many articles, one after the other."""
    return (fields_of(article) for article in articles)
