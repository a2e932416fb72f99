"""One article: typed objects, their JSON form, and what odd input does."""

import datetime
import json
import pathlib
import pickle
import re

import chancery
import pytest
from chancery.record import _fields

ROOT = pathlib.Path(__file__).parents[3]
SCHEMA = ROOT / "docs" / "record.schema.json"


def test_every_citation_quotes_the_text(record):
    def citations(value):
        if isinstance(value, tuple):
            for part in value:
                yield from citations(part)
        elif hasattr(value, "start") and hasattr(value, "text") and not isinstance(value, chancery.Record):
            yield value
        if hasattr(type(value), "from_dict"):
            for name, _, _ in _fields(type(value)):
                yield from citations(getattr(value, name))

    found = list(citations(record))
    assert len(found) > 10
    assert all(record.text[part.start : part.end] == part.text for part in found)


def test_the_record_says_who_did_what(record):
    event = record.events[0]
    assert (event.type, event.mode, event.size.killed) == ("ASSAULT", "heavy-weapons", 3)
    assert record.names(event.actors) == ["Sylvania"]
    assert event.date == chancery.Days("2031-03-02", "2031-03-02")
    statement = record.statements[0]
    assert record.names(statement.speakers) == ["Jane Doe"]
    assert record.why(event.id) and record.article.id == "wire-1"
    with pytest.raises(KeyError):
        record.actor("a99")


def test_the_classes_have_the_fields_of_the_schema():
    schema = json.loads(SCHEMA.read_text())
    definitions = {**schema["$defs"], "Record": schema}
    renamed = {"RecordDiagnostic": "Diagnostic"}
    for name, definition in definitions.items():
        cls = getattr(chancery, renamed.get(name, name), None)
        if "properties" not in definition or cls is None:
            continue
        own = {key for _, key, _ in _fields(cls)} - {"explanations"}
        assert own == set(definition["properties"]), name


def test_json_goes_there_and_back(record):
    again = chancery.Record.from_json(record.to_json(), record.text)
    assert again == record and again.to_dict()["schema"] == "chancery/1"
    assert pickle.loads(pickle.dumps(record)) == record
    later = json.dumps({**record.to_dict(), "added-later": [1]})
    assert chancery.Record.from_json(later, record.text).to_dict()["added-later"] == [1]


def test_it_shows_itself(record):
    assert repr(record).startswith("<Record wire-1: ") and "\n" not in repr(record)
    page = record._repr_html_()
    assert "Saltmarsh" in page and "<script" not in page
    hostile = chancery.read("<script>alert(1)</script> Sylvania shelled Saltmarsh on Sunday.")
    assert "<script" not in hostile._repr_html_()


def test_tables_and_annotations_of_one_record(record):
    assert len(record.table("events")) == len(record.events)
    with pytest.raises(ValueError, match='there is no table "event"; the tables are articles'):
        record.table("event")
    for annotation in record.annotations():
        quote, position = annotation["target"][0]["selector"]
        assert record.text[position["start"] : position["end"]] == quote["exact"]


@pytest.mark.parametrize("published", ["2031-03-04", "2031-03-04T21:00:00Z", datetime.date(2031, 3, 4), datetime.datetime(2031, 3, 4, 21)])
def test_a_day_may_come_in_any_form(published):
    assert chancery.read("x", published=published).article.published == "2031-03-04"


def test_odd_input_is_remarked_on():
    codes = lambda record: [remark.code for remark in record.diagnostics]
    assert "bad-date" in codes(chancery.read("Sylvania shelled Saltmarsh.", published="soon"))
    assert "no-text" in codes(chancery.read(" \n"))
    assert "not-english" in codes(chancery.read("Le ministre a quitté la capitale lundi soir, sans un mot pour les journalistes qui attendaient."))
    for odd, name in ((7, "int"), (None, "NoneType"), (b"x", "bytes")):
        with pytest.raises(TypeError, match=f"`text` is {name}; an article is a str"):
            chancery.read(odd)
    # Half a character counts as one, in Python as in the record.
    record = chancery.read("\ud83d “We will answer,” Jane Doe said. \ud83d\ude00 “Soon,” she said.")
    assert record.text[0] == "\ufffd"
    part = record.statements[-1].content[0]
    assert record.text[part.start : part.end] == part.text


def test_a_world_and_a_lexicon_of_ones_own(tmp_path):
    world = chancery.World(facts="Freedonia = country FRD; adjective Freedonian")
    record = chancery.read("Freedonia shelled Saltmarsh on Sunday.", world=world)
    assert record.actors[0].country == "FRD" and world.country_name("FRD") == "Freedonia"
    with pytest.raises(ValueError):
        chancery.World(facts="Freedonia = nonsense")
    with pytest.raises(OSError, match="nowhere.tsv cannot be read"):
        chancery.World(tmp_path / "nowhere.tsv")
    with pytest.raises(TypeError, match="`world` is str; chancery.World"):
        chancery.read("x", world="facts.txt")
    bad = tmp_path / "bad.tsv"
    bad.write_text("no heading\n")
    with pytest.raises(ValueError, match="bad.tsv"):
        chancery.Lexicon(bad)


def test_a_world_and_a_lexicon_pickle_without_their_files(tmp_path):
    own = [tmp_path / name for name in ("archive.facts", "own-deeds.tsv", "issues.toml")]
    for file in own[:2]:
        file.write_text((ROOT / "examples" / file.name).read_text())
    own[2].write_text('[[issue]]\nid = "pearls"\nname = "Pearls"\ndefinition = "Who may dive for pearls."\nwords = ["pearl right"]\n')
    given = {"world": chancery.World(own[0]), "lexicon": chancery.Lexicon(own[1]), "issues": chancery.Issues(own[2])}
    text = "The Sylvanian navy impressed eleven Freedonian dockhands. Freedonia demanded pearl rights in the bay."
    wanted = chancery.read(text, **given)
    for file in own:
        file.unlink()
    assert chancery.read(text, **pickle.loads(pickle.dumps(given))).to_json() == wanted.to_json()
    assert wanted.events[0].mode == "seize" and wanted.positions[0].issue == "pearls"
    assert wanted.actors[0].country == "SYL" and wanted.reader.issues and wanted.reader.lexicon
    embedded = pickle.loads(pickle.dumps({"world": chancery.World(), "lexicon": chancery.Lexicon(), "issues": chancery.Issues()}))
    assert chancery.read(text, **embedded).to_json() == chancery.read(text).to_json()


def test_the_examples_of_the_docstrings(example, news, monkeypatch):
    import doctest

    pytest.importorskip("pyarrow.compute")
    import pyarrow

    monkeypatch.chdir(pathlib.Path(news).parent)
    example.globs.update(chancery=chancery, datetime=datetime, pyarrow=pyarrow, archive=chancery.Archive("news.db"))
    out = []
    doctest.DocTestRunner().run(example, out=out.append)
    assert not out, "".join(out)


def test_the_examples_of_the_pages(news, monkeypatch):
    import doctest

    for module in ("pandas", "polars"):
        pytest.importorskip(module)
    folder = pathlib.Path(news).parent
    (folder / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(folder)
    page = (ROOT / "docs" / "python.md").read_text()
    examples = re.sub("^```.*$", "", page, flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(examples, {}, "docs/python.md", "docs/python.md", 0)
    assert len(test.examples) > 10
    out = []
    doctest.DocTestRunner().run(test, out=out.append)
    assert not out, "".join(out)
    own = (ROOT / "README.md").read_text().split("## In Python")[1]
    exec(own.split("```python")[1].split("```")[0], {})
