"""One article at a time."""

from __future__ import annotations

import datetime

from chancery import _native
from chancery._articles import Article, fields_of
from chancery._native import Issues, Lexicon, World
from chancery.record import Record


def read(
    text: str,
    *,
    published: str | datetime.date | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    id: str | None = None,
    language: str | None = None,
    world: World | None = None,
    lexicon: Lexicon | None = None,
    issues: Issues | None = None,
) -> Record:
    """Read one English article.

    Reading never fails: what is odd about a text, or that it is in another language, stands in `Record.diagnostics`.
    The clock is never asked: without `published`, "Monday" stays unresolved. The same article gives the same record.
    The interpreter's lock is free meanwhile, so threads read side by side; for many articles use `read_batch`.

    >>> record = read("Sylvania's navy shelled Saltmarsh, Rufus Roe said.", published=datetime.date(2031, 3, 4))
    >>> record.names(record.statements[0].speakers)
    ['Rufus Roe']
    >>> record.events[0].type, record.events[0].reported_by
    ('ASSAULT', 's1')

    Raises TypeError where `text` is no str. A `published` that is no date like 2025-03-04 is left out with a remark.
    """
    fields = fields_of(Article(text, id, published, title, source, url, language))
    if isinstance(fields, str):
        raise TypeError(fields)
    given = {"world": world, "lexicon": lexicon, "issues": issues}
    return Record.from_json(_native.read(fields, given), fields[0] or "")


def explain(term: str) -> str:
    """What a code, a status, a field or a rule means; empty where nothing has that name.

    >>> print(explain("status.planned") or explain("planned"))
    planned (status): It is announced, expected or scheduled. "Troops will cross the river on Monday."
    """
    return "\n".join(f"{name} ({kind}): {meaning}" for name, kind, meaning in _native.explain(term))
