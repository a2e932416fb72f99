"""A record as a notebook shows it: the article with everything highlighted, and what was found beneath.

Styles stand inline and colours are half transparent, so that it looks right in light and dark, in Jupyter, VS Code
and where notebooks are shown without scripts and style sheets. Every character of an article is escaped.
"""

from __future__ import annotations

import typing
from html import escape

if typing.TYPE_CHECKING:
    from chancery.record import Event, Participant, Record, Statement

_QUADS = {
    "verbal-cooperation": "31,122,140",
    "material-cooperation": "46,125,50",
    "verbal-conflict": "178,106,0",
    "material-conflict": "179,38,30",
}
_LONGEST = 20_000
"""So many characters of an article are shown."""
_MOST = 50
"""So many statements, events and positions are listed."""


class _Mark(typing.NamedTuple):
    start: int
    end: int
    style: str
    title: str


def page(record: Record) -> str:
    """The record as HTML."""
    about = (record.article.title, record.article.source, record.article.published)
    head = " · ".join(escape(part) for part in about if part)
    shown = record.text[:_LONGEST]
    text = "".join(_segments(shown, _marks(record))) + ("…" if len(record.text) > _LONGEST else "")
    parts = [
        f"<div><b>{escape(record.article.id)}</b> {head}</div>",
        f'<div style="white-space:pre-wrap;max-width:48em;line-height:1.7;margin:.6em 0">{text}</div>',
    ]
    parts += _list("Who said what", [_statement(record, entry) for entry in record.statements[:_MOST]], len(record.statements))
    parts += _list("Who did what to whom", [_event(record, entry) for entry in record.events[:_MOST]], len(record.events))
    positions: list[tuple[str, ...]] = [
        (entry.id, f"<b>{_names(record, (entry.holder,))}</b>", f"{escape(entry.stance)} {escape(entry.issue)}", escape(entry.evidence.text))
        for entry in record.positions[:_MOST]
    ]
    parts += _list("Who wants what", positions, len(record.positions))
    parts += [f"<div><small>{escape(remark.severity)}: {escape(remark.message)}</small></div>" for remark in record.diagnostics[:_MOST]]
    return f"<div>{''.join(parts)}</div>"


def _marks(record: Record) -> list[_Mark]:
    marks = []
    for actor in record.actors:
        style = "border-bottom:1px dotted rgba(138,107,177,.9)"
        marks += [_Mark(mention.start, mention.end, style, actor.name) for mention in actor.mentions]
    for statement in record.statements:
        who = ", ".join(record.names(statement.speakers)) or "somebody"
        title = f"{statement.id}: {who}, {statement.act}"
        marks += [_Mark(part.start, part.end, "background:rgba(90,150,220,.18)", title) for part in statement.content]
        if statement.cue:
            marks.append(_Mark(statement.cue.start, statement.cue.end, "background:rgba(90,150,220,.45)", title))
    for event in record.events:
        style = f"background:rgba({_QUADS.get(event.quad, '128,128,128')},.35);font-weight:bold"
        marks.append(_Mark(event.trigger.start, event.trigger.end, style, f"{event.id}: {event.type} ({event.status})"))
    return marks


def _segments(text: str, marks: list[_Mark]) -> typing.Iterator[str]:
    """The text cut at every boundary of the marks, each piece with the styles of those over it."""
    begins: dict[int, list[_Mark]] = {}
    for mark in marks:
        if mark.start < mark.end:
            begins.setdefault(mark.start, []).append(mark)
    cuts = sorted({0, len(text)} | {at for mark in marks for at in (mark.start, mark.end) if at < len(text)})
    over: list[_Mark] = []
    for start, end in zip(cuts, cuts[1:]):
        over = [mark for mark in over if mark.end > start] + begins.get(start, [])
        over = over[-12:]  # Thousands of nested marks would make a page of quadratic size.
        piece = escape(text[start:end])
        if not over:
            yield piece
            continue
        style = ";".join(dict.fromkeys(mark.style for mark in over))
        title = escape("\n".join(dict.fromkeys(mark.title for mark in over)))
        yield f'<span style="{style}" title="{title}">{piece}</span>'


def _statement(record: Record, statement: Statement) -> tuple[str, ...]:
    said = " … ".join(part.text for part in statement.content)
    verb = statement.cue.text if statement.cue else statement.act
    return statement.id, f"<b>{_names(record, statement.speakers) or 'unattributed'}</b>", escape(verb), escape(said)


def _event(record: Record, event: Event) -> tuple[str, ...]:
    who, whom = _names(record, event.actors) or "—", _names(record, event.recipients)
    told = f", says {escape(event.reported_by)}" if event.reported_by else ""
    what = f"<b>{escape(event.type)}</b> {escape(event.mode or '')} <small>{escape(event.status)}{told}</small>"
    return event.id, f"<b>{who}</b>" + (f" → <b>{whom}</b>" if whom else ""), what, escape(event.evidence.text)


def _names(record: Record, participants: tuple[Participant, ...]) -> str:
    return ", ".join(escape(name) for name in dict.fromkeys(record.names(participants)))


def _list(title: str, rows: list[tuple[str, ...]], n: int) -> list[str]:
    if not rows:
        return []
    cell = '<td style="text-align:left;vertical-align:top">'
    lines = ["<tr>" + "".join(f"{cell}{part}</td>" for part in row) + "</tr>" for row in rows]
    more = f"<div><small>and {n - len(rows)} more</small></div>" if n > len(rows) else ""
    return [f"<details open><summary>{title} ({n})</summary><table>{''.join(lines)}</table>{more}</details>"]
