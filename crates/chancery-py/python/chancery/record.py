"""The record of one article, as typed objects.

Every class here mirrors an object of the JSON form (docs/record.schema.json): same names, same nesting. Two names are
changed because Python keeps them for itself: ``from`` is ``from_``.
A key that this version does not know is kept by `Record.to_dict` and has no attribute.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from dataclasses import dataclass, field
from typing import Any

from chancery import _html, _native

if typing.TYPE_CHECKING:
    from chancery.batch import Table


_Own = typing.TypeVar("_Own", bound="_Entry")


class _Entry:
    """What all parts of a record have in common."""

    __slots__ = ()

    @classmethod
    def from_dict(cls: type[_Own], data: dict[str, Any]) -> _Own:
        """The object of its JSON form."""
        return cls(**{name: decode(data.get(key)) for name, key, decode in _fields(cls)})

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of the object's own fields."""
        return {key: _plain(getattr(self, name)) for name, key, _ in _fields(type(self))}


@dataclass(frozen=True, slots=True)
class Citation(_Entry):
    """Characters of the article, quoted: ``text[start:end] == text``, counted in code points, half open."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Participant(_Entry):
    """An actor in a role, with the very mention that plays it. `Record.actor` gives the actor of its `id`."""

    id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Days(_Entry):
    """First and last day, both included, as ISO 8601 text."""

    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class ActorMention(_Entry):
    """One mention of an actor; `form` is name, description or pronoun."""

    start: int
    end: int
    text: str
    form: str


@dataclass(frozen=True, slots=True)
class Actor(_Entry):
    """Somebody or some body that speaks, acts or is acted upon.

    `country` is ISO 3166-1 alpha-3, `sectors` are PLOVER's (GOV, MIL, REB …), the weightiest first.
    """

    id: str
    name: str
    kind: str
    country: str | None
    organisation: str | None
    sectors: tuple[str, ...]
    office: str | None
    world: str | None
    mentions: tuple[ActorMention, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class When(_Entry):
    """A time expression (TIMEX3): `type`, `value`, and the days it covers where they are known."""

    start: int
    end: int
    text: str
    type: str
    value: str | None
    from_: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class Place(_Entry):
    """A place named in the article; degrees north and east, GeoNames id."""

    start: int
    end: int
    text: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    kind: str
    geonames: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Cue(_Entry):
    """The word that reports a saying, with its dictionary form."""

    start: int
    end: int
    text: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Statement(_Entry):
    """Something said.

    `form`: direct, indirect, mixed. `act`: assert, deny, ask, request, promise, threaten, decline. `speakers` is empty
    where nobody is named; `inside` is the id of the statement that this one is quoted in.
    """

    id: str
    form: str
    act: str
    inside: str | None
    speakers: tuple[Participant, ...]
    addressees: tuple[Participant, ...]
    cue: Cue | None
    content: tuple[Citation, ...]
    date: Days | None
    date_from: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class EventPlace(_Entry):
    """Where an event was."""

    name: str
    country: str | None
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Size(_Entry):
    """Victims and arrests; None where not told."""

    killed: int | None
    wounded: int | None
    detained: int | None


@dataclass(frozen=True, slots=True)
class Event(_Entry):
    """Something done, planned or denied: a PLOVER event.

    `status`: occurred, ongoing, planned, hypothetical, negated. `reported_by` is the id of the statement that it is
    known from, None where the article itself tells it. `intensity` runs from -10 to 10, `confidence` from 0 to 1.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: str
    intensity: float
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    status: str
    reported_by: str | None
    date: Days | None
    date_from: str | None
    place: EventPlace | None
    size: Size
    trigger: Citation
    evidence: Citation
    also: tuple[Citation, ...]
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Position(_Entry):
    """A party's stance on an issue: support, oppose, demand, offer, reject, conditional, undecided."""

    id: str
    holder: Participant
    issue: str
    stance: str
    phrase: Citation | None
    target: Participant | None
    condition: Citation | None
    from_: str | None
    date: Days | None
    date_from: str | None
    evidence: Citation
    rule: str


@dataclass(frozen=True, slots=True)
class Diagnostic(_Entry):
    """A remark of the reader: note, warning or error."""

    severity: str
    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Explanation(_Entry):
    """Why an entry is as it is; `about` is its id, empty for what was not recorded."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Reader(_Entry):
    """The versions that made a record: same article and same versions, same record."""

    version: str
    model: str
    world: str
    lexicon: str | None
    issues: str | None


@dataclass(frozen=True, slots=True)
class ArticleInfo(_Entry):
    """What a record keeps of its article; `characters` are code points.

    `published_from` says where the day of publication was taken from; None where whoever gave the article said it.
    """

    id: str
    title: str | None
    source: str | None
    url: str | None
    published: str | None
    published_from: str | None
    language: str | None
    characters: int


@dataclass(frozen=True, slots=True)
class Record(_Entry):
    """All that is read from one article. `chancery.read` makes it.

    >>> import chancery
    >>> record = chancery.read("Sylvania released eleven sailors on Sunday.", published="2031-03-04", id="wire-17")
    >>> record
    <Record wire-17: 0 statements, 1 event, 0 positions>
    >>> event = record.events[0]
    >>> event.type, event.mode, event.date.from_
    ('RETREAT', 'release', '2031-03-02')
    """

    schema: str
    reader: Reader
    article: ArticleInfo
    actors: tuple[Actor, ...]
    times: tuple[When, ...]
    places: tuple[Place, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    positions: tuple[Position, ...]
    diagnostics: tuple[Diagnostic, ...]
    explanations: tuple[Explanation, ...]
    text: str = field(default="", repr=False)
    """The article's text, which all offsets count in."""
    json: str = field(default="", repr=False, compare=False)

    @classmethod
    def from_json(cls, data: str, text: str = "") -> Record:
        """The record of its JSON form, as `chancery read --format jsonl` writes it, with the article's text."""
        record = cls.from_dict(json.loads(data))
        return dataclasses.replace(record, text=text, json=data)

    def to_json(self) -> str:
        """The record as one line of JSON, as `chancery read --explain` writes it: keys of a later version too."""
        return self.json

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts and lists: keys of a later version too."""
        data: dict[str, Any] = json.loads(self.json)
        return data

    def actor(self, id: str) -> Actor:
        """The actor of this id. Raises KeyError where there is none."""
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(f"the record has no actor {id!r}")

    def names(self, participants: tuple[Participant, ...]) -> list[str]:
        """The names of the actors that play a role: ``record.names(event.recipients)``."""
        return [self.actor(participant.id).name for participant in participants]

    def why(self, id: str = "") -> list[str]:
        """Why the entry of this id is as it is; without one, why something was not recorded."""
        return [explanation.text for explanation in self.explanations if explanation.about == id]

    def table(self, name: str) -> Table:
        """The record's rows of one table: events, statements, actors … (see `chancery.read_batch`)."""
        from chancery.batch import Table

        return Table(_native.flatten([(self.json, self.text)], name), name)

    def annotations(self) -> list[dict[str, Any]]:
        """Every statement, event and position as a W3C Web Annotation (JSON-LD)."""
        found: list[dict[str, Any]] = json.loads(_native.annotations(self.text, self.json))
        return found

    def __repr__(self) -> str:
        def count(n: int, what: str) -> str:
            return f"{n} {what}" + ("" if n == 1 else "s")

        found = (
            count(len(self.statements), "statement"),
            count(len(self.events), "event"),
            count(len(self.positions), "position"),
        )
        return f"<Record {self.article.id}: {', '.join(found)}>"

    def _repr_html_(self) -> str:
        return _html.page(self)


_Decoder = typing.Callable[[Any], Any]
_known: dict[type, list[tuple[str, str, _Decoder]]] = {}


def _fields(cls: type) -> list[tuple[str, str, _Decoder]]:
    """Of each field its name, its key in JSON, and what makes its value of JSON's."""
    if cls not in _known:
        hints = typing.get_type_hints(cls)
        own = [entry.name for entry in dataclasses.fields(cls) if not (cls is Record and entry.name in ("text", "json"))]
        _known[cls] = [(name, name.rstrip("_"), _decoder(hints[name])) for name in own]
    return _known[cls]


def _decoder(hint: Any) -> _Decoder:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        inner = _decoder(arguments[0])
        return lambda value: tuple(inner(part) for part in value or ())
    if origin in (types.UnionType, typing.Union):
        inner = _decoder(next(part for part in arguments if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if isinstance(hint, type) and issubclass(hint, _Entry):
        return lambda value: hint.from_dict(value or {})
    return lambda value: value


def _plain(value: Any) -> Any:
    if isinstance(value, _Entry):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
