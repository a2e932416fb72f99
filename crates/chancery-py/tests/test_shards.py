"""Stories put together from the shards of four machines are those of an archive."""

import json
import pathlib
import random
import subprocess

import chancery
import pytest

duckdb = pytest.importorskip("duckdb")

ROOT = pathlib.Path(__file__).parents[3]
SQL = (ROOT / "docs" / "shards.md").read_text().split("```sql\n")[1].split("```")[0]
PARTIES = ["Sylvania", "Freedonia", "Osterlich", "the envoys", "a harbour pilot", "the island council", "two ministers", "the ferry crews"]
DEEDS = ["shelled", "left", "asked for", "turned down", "signed", "praised", "closed", "counted"]
THINGS = ["the port of Saltmarsh", "the talks", "a second truce", "the fishing treaty", "the northern lighthouse", "eleven sailors", "the winter grain", "an old map"]
DAYS = ["on Monday", "before dawn", "after a week", "in the rain", "without a word", "once more", "that evening", "late on Sunday"]


def articles(n=240, seed=7):
    """Articles, half of them copies of an earlier one with sentences left out, added and moved; some of a few words."""
    chance = random.Random(seed)
    sentence = lambda: f"{chance.choice(PARTIES).capitalize()} {chance.choice(DEEDS)} {chance.choice(THINGS)} {chance.choice(DAYS)}."
    told = []
    for nr in range(n):
        if told and chance.random() < 0.5:
            sentences = [one for one in chance.choice(told) if chance.random() > chance.choice([0.05, 0.2, 0.4])]
            sentences.insert(chance.randrange(len(sentences) + 1), sentence())
        else:
            sentences = [sentence() for _ in range(chance.randrange(12, 30))]
        if nr % 40 == 9:
            sentences = ["Peace at last."]
        told.append(sentences)
        yield {"id": f"{nr:04}", "published": f"2031-{1 + nr // 28:02}-{1 + nr % 28:02}", "text": " ".join(sentences)}


def stories_of_archive(command, path, file):
    subprocess.run([command, "add", str(file), "--archive", str(path)], capture_output=True, check=True)
    archive = chancery.Archive(path)
    return dict(
        archive.sql("SELECT a.id, f.id FROM articles a JOIN articles f ON f.key = a.story").to_pyarrow().rename_columns(["article", "first"]).to_pandas().itertuples(index=False)
    )


def test_shards_give_the_stories_of_an_archive(command, tmp_path):
    pytest.importorskip("pandas")
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in articles()))
    for shard in range(1, 5):
        done = subprocess.run([command, "read", str(file), "--shard", f"{shard}/4", "--format", "parquet", "--output", str(tmp_path / "tables")])
        assert done.returncode == 0
    assert len(list((tmp_path / "tables" / "articles").rglob("*.parquet"))) > 4
    with duckdb.connect() as connection:
        connection.sql(f"CREATE VIEW articles AS SELECT * FROM '{tmp_path}/tables/articles/*/*/*.parquet'")
        found = dict(connection.sql(SQL).fetchall())
    wanted = stories_of_archive(command, tmp_path / "news.db", file)
    assert len(wanted) == 240 and 100 < len(set(wanted.values())) < 160
    assert found == wanted


def test_bands_are_the_same_from_every_door(command, tmp_path):
    some = list(articles(20))
    table = chancery.read_batch(some).articles.to_pyarrow()
    by_record = [chancery.read(**article).table("articles").to_pyarrow()["bands"][0].as_py() for article in some]
    assert table["bands"].to_pylist() == by_record
    assert [bands is None for bands in by_record] == [article["text"] == "Peace at last." for article in some]
    assert all(len(bands.split("; ")) == 32 for bands in by_record if bands)
