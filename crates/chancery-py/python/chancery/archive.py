"""An archive asked from Python: the command's questions, their answers as Arrow tables."""

from __future__ import annotations

import datetime
import os
import pathlib
import warnings
from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from chancery import _articles, _native
from chancery.batch import Table
from chancery.record import Record

Words: TypeAlias = "str | Iterable[str] | None"
"""One word, or several of which any one is enough."""
Day: TypeAlias = "str | datetime.date | None"
Order: TypeAlias = Literal["newest", "oldest"]
Period: TypeAlias = Literal["day", "week", "month", "year"]


class Archive:
    """An archive that `chancery add` or `chancery follow` made, opened for questions.

    Nothing that is done with it changes the file, and it may be read while articles are being added. Questions are
    those of the command: the same filters by the same names, all of which must hold; of several words for one filter
    any. Each answer is a `Table` of all rows that are asked for, or of the first `limit` of them.

    >>> archive = Archive("news.db")
    >>> archive.events(actor="Sylvania", type="ASSAULT", sort="oldest", limit=1).to_pyarrow().select(["first_day", "mode"]).to_pylist()
    [{'first_day': datetime.date(2031, 2, 8), 'mode': 'heavy-weapons'}]

    Of `events`, `statements` and `positions`:

    - `actor`, `recipient`: who and to whom (of a statement the speaker and the addressee, of a position the holder and
      of whom it is wanted): a country (``RUS``, ``Russia``), an organisation (``NATO``), a sector (``MIL``), both
      (``RUS/MIL``), or words of a name. Whom nobody is called is warned of.
    - `since`, `until`: the first and the last day, as dates or ``2025-03-04``. A record's day is the first of its date,
      or else the day of publication.
    - `source`: the publication. `article`: one article, by its id. `originals`: leave out what copies repeat.
    - `text`: words of the record, all of them; ``"two words"`` in quotation marks together; ``begin*``; ``-not``;
      ``this OR that``.
    - `reported`: only events that are known from what somebody said (True), or that the article itself tells (False);
      only statements told wholly or partly in the article's words (True), or wholly quoted (False).
    - `sort`: by days, ``newest`` or ``oldest`` first; actors and stories by numbers of articles.
    - `count`: in place of the records, how many of each class there are by ``day``, ``week``, ``month`` or ``year``.

    Raises FileNotFoundError where there is no such file, ValueError where it is no archive or has another form.
    """

    def __init__(self, path: str | os.PathLike[str] = "chancery.db") -> None:
        self._native = _native.Archive(os.fspath(path))

    @property
    def path(self) -> pathlib.Path:
        """The file."""
        return pathlib.Path(self._native.path)

    def events(
        self,
        *,
        actor: Words = None,
        recipient: Words = None,
        type: Words = None,
        quad: Words = None,
        status: Words = None,
        reported: bool | None = None,
        since: Day = None,
        until: Day = None,
        source: Words = None,
        text: str | None = None,
        article: str | None = None,
        originals: bool = False,
        sort: Order = "newest",
        limit: int | None = None,
        count: Period | None = None,
    ) -> Table:
        """Events: the columns of the events table, then `title, source, url, published, story` of the article.

        `type`: ``ASSAULT``, ``CONSULT`` …; `quad`: ``material-conflict`` …; `status`: ``occurred``, ``planned`` …

        >>> archive.events(count="month", type="ASSAULT").column_names
        ['first_day', 'class', 'count']
        """
        return self._ask("events", locals())

    def statements(
        self,
        *,
        actor: Words = None,
        recipient: Words = None,
        act: Words = None,
        reported: bool | None = None,
        since: Day = None,
        until: Day = None,
        source: Words = None,
        text: str | None = None,
        article: str | None = None,
        originals: bool = False,
        sort: Order = "newest",
        limit: int | None = None,
        count: Period | None = None,
    ) -> Table:
        """Statements: the columns of the statements table, then those of the article. `act`: ``deny``, ``threaten`` …

        >>> archive.statements(act="deny", sort="oldest", limit=1).to_pyarrow()["speaker_names"].to_pylist()
        ['Sylvania']
        """
        return self._ask("statements", locals())

    def positions(
        self,
        *,
        actor: Words = None,
        recipient: Words = None,
        issue: Words = None,
        stance: Words = None,
        since: Day = None,
        until: Day = None,
        source: Words = None,
        text: str | None = None,
        article: str | None = None,
        originals: bool = False,
        sort: Order = "newest",
        limit: int | None = None,
        count: Period | None = None,
    ) -> Table:
        """Positions: the columns of the positions table, then those of the article.

        `issue`: ``ceasefire``, ``sanctions`` …; `stance`: ``support``, ``demand`` …
        """
        return self._ask("positions", locals())

    def actors(self, *, actor: Words = None, text: str | None = None, sort: Order = "newest", limit: int | None = None) -> Table:
        """People and bodies across articles: who they are, in how many articles, statements and events they are.

        `actor`: of a country, an organisation, a sector; or words of a name, as `text`.
        """
        return self._ask("actors", locals())

    def stories(
        self,
        *,
        since: Day = None,
        until: Day = None,
        source: Words = None,
        text: str | None = None,
        sort: Order = "newest",
        limit: int | None = None,
    ) -> Table:
        """Articles with much the same wording, two or more: how many, and the first. Filters are of the first."""
        return self._ask("stories", locals())

    def articles(
        self,
        *,
        since: Day = None,
        until: Day = None,
        source: Words = None,
        text: str | None = None,
        originals: bool = False,
        sort: Order = "newest",
        limit: int | None = None,
    ) -> Table:
        """Articles, the latest added first: heading, numbers of records, story; why one was not read (`unread`).

        `text`: words of title and text. An article's own text is `record(id).text`.
        """
        return self._ask("articles", locals())

    def record(self, id: str) -> Record:
        """The whole record of the article of this id, with its text. Raises KeyError where there is none."""
        return Record.from_json(*self._native.record(id))

    def sql(self, sql: str, *, limit: int | None = None, seconds: float = 10) -> Table:
        """What a question in SQL gives; docs/archive.md describes tables and views.

        It only reads, and ends after so many `seconds`. A column's kind is that of its values: text where they differ.

        >>> archive.sql("SELECT count(*) AS n, max(published) AS last FROM articles").to_pyarrow().to_pylist()
        [{'n': 33, 'last': '2031-04-11'}]

        Raises ValueError where it is no SQL or would change something, TimeoutError where it takes too long.
        """
        table, has_more = self._native.sql(sql, limit, seconds)
        if has_more and limit is None:
            warnings.warn("there are more rows", stacklevel=2)
        return Table(table, "sql")

    def _ask(self, kind: str, given: dict[str, Any]) -> Table:
        asked: dict[str, Any] = {
            name: _several(given.get(name))
            for name in ("actor", "recipient", "type", "quad", "status", "act", "issue", "stance", "source")
        }
        asked.update({name: given.get(name) for name in ("reported", "limit", "count")})
        asked.update({name: _articles.as_text(given.get(name)) for name in ("since", "until", "text", "article")})
        asked.update(originals=given.get("originals", False), sort=given["sort"])
        table, unknown = self._native.ask(kind, asked)
        for who in unknown:
            warnings.warn(f"nobody in {self.path} is called {who!r}", stacklevel=3)
        return Table(table, kind if given.get("count") is None else f"{kind} by {given['count']}")

    def __repr__(self) -> str:
        articles, statements, events, positions, _ = self._native.totals()
        return f"<Archive {self.path}: {articles} articles, {statements} statements, {events} events, {positions} positions>"


def _several(words: Words) -> list[str | None]:
    return [_articles.as_text(word) for word in ([words] if isinstance(words, str) else words or ())]
