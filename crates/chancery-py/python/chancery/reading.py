"""One article at a time."""

from __future__ import annotations

import datetime
import typing

from chancery import _native
from chancery._articles import Article, fields_of
from chancery._native import Issues, Lexicon, World
from chancery.record import Record

if typing.TYPE_CHECKING:
    from chancery._native import Given

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

    >>> record = read("Sylvania shelled Saltmarsh on Sunday, Rufus Roe said.", published=datetime.date(2031, 3, 4))
    >>> record.names(record.statements[0].speakers)
    ['Rufus Roe']
    >>> record.events[0].type, record.events[0].reported_by
    ('ASSAULT', 's1')

    Raises TypeError where `text` is no str. A `published` that is no date like 2025-03-04 is left out with a remark.
    """
    if not isinstance(text, str):
        raise TypeError(f"`text` is {type(text).__name__}; an article is a str")
    fields = fields_of(Article(text, id, published, title, source, url, language))
    if isinstance(fields, str):
        raise TypeError(fields)
    return Record.from_json(_native.read(fields, basis(world, lexicon, issues)), fields[0] or "")


def basis(world: World | None, lexicon: Lexicon | None, issues: Issues | None) -> Given:
    """What a reading rests on besides the article. Raises TypeError where it is of another type."""
    for name, value, wanted in (("world", world, World), ("lexicon", lexicon, Lexicon), ("issues", issues, Issues)):
        if value is not None and not isinstance(value, wanted):
            raise TypeError(f"`{name}` is {type(value).__name__}; chancery.{wanted.__name__}(FILE) makes one of a file")
    return {"world": world, "lexicon": lexicon, "issues": issues}


def explain(term: str) -> str:
    """What a code, a status, a field or a rule means; empty where nothing has that name.

    >>> print(explain("status.planned") or explain("planned"))
    planned (status): It is announced, expected or scheduled. "Troops will cross the river on Monday."
    """
    return "\n".join(f"{name} ({kind}): {meaning}" for name, kind, meaning in _native.explain(term))
