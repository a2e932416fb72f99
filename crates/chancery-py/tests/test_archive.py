"""An archive asked from Python gives what the command gives, as Arrow."""

import csv
import datetime
import io
import subprocess
import threading

import chancery
import pytest

pyarrow = pytest.importorskip("pyarrow")


def rows(table):
    return table.to_pyarrow().to_pylist()


@pytest.mark.parametrize(
    "kind, given, options",
    [
        ("events", {}, []),
        ("events", {"actor": "Sylvania", "type": ["ASSAULT", "consult"], "since": "2031-01-10"}, ["--actor", "Sylvania", "--type", "ASSAULT", "--type", "CONSULT", "--since", "2031-01-10"]),
        ("events", {"reported": True, "sort": "oldest", "limit": 7}, ["--reported", "--sort", "oldest", "--limit", "7"]),
        ("events", {"quad": "material-conflict", "status": "occurred", "originals": True}, ["--quad", "material-conflict", "--status", "occurred", "--originals"]),
        ("events", {"count": "week"}, ["--count", "week"]),
        ("statements", {"act": "deny", "text": "port OR ship*"}, ["--act", "deny", "--text", "port OR ship*"]),
        ("statements", {"reported": False, "source": "Example Wire"}, ["--direct", "--source", "Example Wire"]),
        ("positions", {"stance": "demand", "until": datetime.date(2031, 3, 1)}, ["--stance", "demand", "--until", "2031-03-01"]),
        ("positions", {"issue": "ceasefire", "count": "month"}, ["--issue", "ceasefire", "--count", "month"]),
        ("actors", {"text": "Doe"}, ["--text", "Doe"]),
        ("stories", {"since": "2031-01-01"}, ["--since", "2031-01-01"]),
    ],
)
def test_the_rows_are_those_of_the_command(news, command, kind, given, options):
    table = getattr(chancery.Archive(news), kind)(**given).to_pyarrow()
    printed = subprocess.run([command, kind, "--archive", news, "--format", "csv", *options], capture_output=True, text=True, check=True).stdout
    heading, *lines = csv.reader(io.StringIO(printed))
    assert table.column_names == heading and table.num_rows == len(lines)
    as_text = lambda value: "" if value is None else str(value)
    for row, line in zip(table.to_pylist(), lines):
        for (name, value), cell in zip(row.items(), line):
            assert (float(cell) == value) if isinstance(value, float) else (cell == as_text(value)), name


def test_cells_have_their_kinds(news):
    events = chancery.Archive(news).events().to_pyarrow()
    kinds = {name: str(events.schema.field(name).type) for name in ("type", "first_day", "published", "intensity", "killed")}
    assert kinds == {"type": "string", "first_day": "date32[day]", "published": "date32[day]", "intensity": "double", "killed": "int64"}
    counts = chancery.Archive(news).events(count="week").to_pyarrow()
    assert [str(kind) for kind in counts.schema.types] == ["date32[day]", "string", "int64"]
    assert sum(counts["count"].to_pylist()) == events.num_rows


def test_articles_and_their_records(news):
    archive = chancery.Archive(news)
    articles = rows(archive.articles())
    assert len(articles) == 33 and repr(archive).startswith(f"<Archive {news}: 33 articles, ")
    assert [row["id"] for row in rows(archive.articles(sort="oldest", limit=2))] == [row["id"] for row in articles[::-1][:2]]
    row = max(articles, key=lambda row: row["events"])
    record = archive.record(row["id"])
    assert len(record.events) == row["events"] and len(record.text) == row["characters"]
    assert all(record.text[event.trigger.start : event.trigger.end] == event.trigger.text for event in record.events)
    assert {event.id for event in record.events} == {event["id"] for event in rows(archive.events(article=row["id"]))}
    with pytest.raises(KeyError, match="has the id 'nowhere'|has the id \"nowhere\""):
        archive.record("nowhere")


def test_sql_gives_columns_of_the_kinds_of_their_values(news):
    archive = chancery.Archive(news)
    table = archive.sql("SELECT 1 AS whole, 1.5 AS real, 'x' AS word, NULL AS none, 2 AS mixed UNION ALL SELECT 2, 2, 'y', NULL, 'z' ORDER BY 1").to_pyarrow()
    assert [str(kind) for kind in table.schema.types] == ["int64", "double", "string", "string", "string"]
    assert table.to_pylist()[1] == {"whole": 2, "real": 2.0, "word": "y", "none": None, "mixed": "z"}
    assert archive.sql("SELECT count(*) AS n FROM articles").to_pyarrow().to_pylist() == [{"n": 33}]
    for no in ("DELETE FROM articles", "SELECT 1; SELECT 2", "SELEKT", "ATTACH 'other.db' AS other"):
        with pytest.raises(ValueError):
            archive.sql(no)
    forever = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(TimeoutError, match="longer than the limit"):
        archive.sql(forever, seconds=0.2)
    assert len(archive.articles()) == 33


def test_what_is_wrong_is_said_with_the_way_out(news, tmp_path):
    with pytest.raises(FileNotFoundError, match="`chancery add` makes one"):
        chancery.Archive(tmp_path / "nowhere.db")
    other = tmp_path / "other.db"
    other.write_text("no archive at all, " * 100)
    with pytest.raises(ValueError, match="it is no archive of chancery"):
        chancery.Archive(other)
    archive = chancery.Archive(news)
    with pytest.raises(ValueError, match="`type` is \"ATTACK\"; it may be AGREE"):
        archive.events(type="ATTACK")
    with pytest.raises(ValueError, match="`since` is \"soon\", no date like 2025-03-04"):
        archive.events(since="soon")
    with pytest.raises(ValueError, match="`sort` is \"best\"; it may be newest, oldest"):
        archive.events(sort="best")
    with pytest.raises(TypeError):
        archive.events(actors="RUS")
    with pytest.warns(UserWarning, match="nobody in .* is called 'Atlantis'"):
        assert len(archive.events(actor="Atlantis")) == 0


def test_filters_are_text_never_sql(news):
    archive = chancery.Archive(news)
    for odd in ("'; DROP TABLE articles; --", '"', "*", "\0", "\ud800", "%", "x" * 100_000):
        with pytest.warns(UserWarning):
            archive.events(actor=odd)
        assert len(archive.events(text=odd)) == 0
    assert len(archive.articles()) == 33


def test_threads_may_share_an_archive(news):
    archive = chancery.Archive(news)
    wanted, found = rows(archive.events()), []
    threads = [threading.Thread(target=lambda: found.append(rows(archive.events()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 8
