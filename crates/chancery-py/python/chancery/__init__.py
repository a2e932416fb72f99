"""chancery reads the news of conflicts and their diplomacy and keeps the record.

Who said what, who did what to whom, who wants what: every entry cites the very characters it rests on.

>>> import chancery
>>> record = chancery.read(
...     "Foreign Minister Jane Doe of Freedonia said on Monday that Sylvania had shelled Saltmarsh.",
...     published="2031-03-05",
... )
>>> record.statements[0].cue.lemma
'say'
>>> record.text[record.events[0].evidence.start : record.events[0].evidence.end] == record.events[0].evidence.text
True

`read` reads one article, `read_batch` many over all cores into Arrow tables, `chancery.spark` a whole cluster;
`Archive` asks what `chancery add` keeps.
Offsets are Unicode code points, as Python counts: ``text[start:end] == quote``, always.
"""

from chancery._articles import Article
from chancery._native import Issues, Lexicon, World, __version__
from chancery.archive import Archive
from chancery.batch import Table, Tables, read_batch
from chancery.reading import explain, read
from chancery.record import (
    Actor,
    ActorMention,
    ArticleInfo,
    Citation,
    Cue,
    Days,
    Diagnostic,
    Event,
    EventPlace,
    Explanation,
    Participant,
    Place,
    Position,
    Reader,
    Record,
    Size,
    Statement,
    When,
)

__all__ = [
    "Actor",
    "ActorMention",
    "Archive",
    "Article",
    "ArticleInfo",
    "Citation",
    "Cue",
    "Days",
    "Diagnostic",
    "Event",
    "EventPlace",
    "Explanation",
    "Issues",
    "Lexicon",
    "Participant",
    "Place",
    "Position",
    "Reader",
    "Record",
    "Size",
    "Statement",
    "Table",
    "Tables",
    "When",
    "World",
    "__version__",
    "explain",
    "read",
    "read_batch",
]
