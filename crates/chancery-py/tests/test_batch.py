"""Many articles: whatever they come from gives the same tables, and a bad row stops nothing."""

import datetime

import chancery
import pytest

pyarrow = pytest.importorskip("pyarrow")


def rows(tables, name):
    return tables[name].to_pyarrow().to_pylist()


def test_tables_have_the_rows_of_the_records(articles):
    tables = chancery.read_batch(articles)
    assert list(tables) == ["articles", "actors", "mentions", "statements", "events", "event_actors", "positions", "times", "places", "diagnostics"]
    assert [row["id"] for row in rows(tables, "articles")] == ["wire-1", "wire-2", "wire-3"]
    assert rows(tables, "articles")[0]["published"] == datetime.date(2031, 3, 4)
    record = chancery.read(**{key: articles[0][key] for key in ("text", "published", "source", "id")})
    for name in tables:
        own = [row for row in rows(tables, name) if "wire-1" in (row.get("article"), row.get("id"))]
        assert own == record.table(name).to_pyarrow().to_pylist(), name
    assert [row["code"] for row in rows(tables, "diagnostics") if row["article"] == "wire-3"] == ["not-english"]
    assert "events: " in repr(tables) and repr(tables.events).startswith("<Table events: ")


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(articles, threads):
    many = [{**article, "id": f"{n}"} for n, article in enumerate(articles * 20)]
    one, some = chancery.read_batch(many, threads=1), chancery.read_batch(iter(many), threads=threads)
    for name in one:
        assert one[name].to_pyarrow().equals(some[name].to_pyarrow()), name


def test_every_kind_of_frame_is_read_alike(articles):
    wanted = rows(chancery.read_batch(articles), "events")
    table = pyarrow.Table.from_pylist(articles)
    frames = [table, table.to_batches()[0], pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches())]
    dated = [{**article, "published": datetime.date.fromisoformat(article["published"]) if "published" in article else None} for article in articles]
    frames.append(pyarrow.Table.from_pylist(dated))
    frames.append(table.set_column(0, "id", table["id"].dictionary_encode()))
    frames.append([chancery.Article(**article) for article in articles])
    for module in ("pandas", "polars"):
        try:
            frame = __import__(module)
        except ImportError:
            continue
        frames.append(frame.DataFrame(articles))
    try:
        import duckdb
    except ImportError:
        pass
    else:
        frames.append(duckdb.from_arrow(table))
    for frame in frames:
        assert rows(chancery.read_batch(frame), "events") == wanted, type(frame)


def test_every_kind_of_frame_is_made_alike(articles):
    events = chancery.read_batch(articles).events
    wanted = events.to_pyarrow()["trigger"].to_pylist()
    duckdb, pandas, polars = (pytest.importorskip(name) for name in ("duckdb", "pandas", "polars"))
    assert [trigger for (trigger,) in duckdb.sql("SELECT trigger FROM events").fetchall()] == wanted
    assert polars.DataFrame(events)["trigger"].to_list() == events.to_polars()["trigger"].to_list() == wanted
    assert pandas.DataFrame.from_arrow(events)["trigger"].tolist() == events.to_pandas()["trigger"].tolist() == wanted


def test_a_column_alone_is_its_texts(articles):
    texts = [article["text"] for article in articles]
    columns = [pyarrow.array(texts), pyarrow.chunked_array([texts])]
    for name in ("pandas", "polars"):
        columns.append(pytest.importorskip(name).Series(texts))
    for column in columns:
        assert len(chancery.read_batch(column, tables="articles").articles) == 3, type(column)


def test_a_pandas_frame_that_arrow_cannot_take_is_read_row_by_row(articles):
    pandas = pytest.importorskip("pandas")
    texts = [articles[0]["text"], 5, None, "\ud83d Sylvania shelled Saltmarsh.", ["x"], float("nan")]
    frame = pandas.DataFrame({"body": texts, "id": [1, 2, 3, 4, 5, 6], "published": pandas.Timestamp("2031-03-04"), "junk": [object()] * 6}, dtype=object)
    tables = chancery.read_batch(frame, text="body")
    assert [row["id"] for row in rows(tables, "articles")] == ["1", "4"]
    assert rows(tables, "articles")[0]["published"] == datetime.date(2031, 3, 4)
    assert [row["message"] for row in rows(tables, "diagnostics") if row["code"] == "not-read"] == [
        "row 2: a field cannot be read: int is no text",
        "row 3: its text is null",
        "row 5: a field cannot be read: list is no text",
        "row 6: its text is null",
    ]
    with pytest.raises(ValueError, match='there is no column "text"; the columns are body, id, published, junk'):
        chancery.read_batch(frame)


def test_what_is_no_articles_says_what_to_give(articles, tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text("{}")
    with open(path) as file:
        for odd in (path, file):
            with pytest.raises(TypeError, match="map\\(json.loads, open\\(path\\)\\)"):
                chancery.read_batch(odd)
    with pytest.raises(TypeError, match="has no rows before it is collected"):
        chancery.read_batch(pytest.importorskip("polars").LazyFrame(articles))
    with pytest.raises(ValueError, match="`threads` is 0; it is 1 or more"):
        chancery.read_batch(articles, threads=0)
    with pytest.warns(UserWarning, match="no article has '2031-03-04'"):
        chancery.read_batch(["x", {"text": "y"}], published="2031-03-04")


def test_columns_may_have_other_names(articles):
    wanted = rows(chancery.read_batch(articles), "events")
    table = pyarrow.Table.from_pylist(articles).rename_columns(["key", "day", "wire", "body"])
    assert rows(chancery.read_batch(table, text="body", id="key", published="day", source="wire"), "events") == wanted
    dicts = [{"body": article["text"], "key": article["id"], "day": article.get("published")} for article in articles]
    assert rows(chancery.read_batch(dicts, text="body", id="key", published="day"), "events") == wanted


def test_a_bad_row_is_reported_and_the_others_are_read(articles):
    bad = [articles[0], {"body": "x"}, {"text": None}, {"text": 7}, 7, {"text": "x", "title": ["x"]}, articles[1]]
    tables = chancery.read_batch(bad)
    assert [row["id"] for row in rows(tables, "articles")] == ["wire-1", "wire-2"]
    messages = [row["message"] for row in rows(tables, "diagnostics") if row["code"] == "not-read"]
    assert [message.split(":")[0] for message in messages] == [f"row {n}" for n in range(2, 7)]
    assert messages[0] == "row 2: it has no `text`; its keys are body"
    nulls = pyarrow.table({"text": ["Sylvania shelled Saltmarsh on Sunday.", None]})
    tables = chancery.read_batch(nulls)
    assert len(tables.articles) == 1
    assert [row["message"] for row in rows(tables, "diagnostics") if row["code"] == "not-read"] == ["row 2: its text is null"]


def test_wrong_columns_say_what_to_do():
    with pytest.raises(ValueError, match="there is no column \"text\"; the columns are body, day"):
        chancery.read_batch(pyarrow.table({"body": ["x"], "day": ["y"]}))
    with pytest.raises(ValueError, match="there is no column \"when\""):
        chancery.read_batch(pyarrow.table({"text": ["x"]}), published="when")
    with pytest.raises(ValueError, match="the column \"text\" is List"):
        chancery.read_batch(pyarrow.table({"text": [["x"]]}))
    with pytest.raises(ValueError, match="there is no table \"event\""):
        chancery.read_batch([], tables=["event"])
    for odd in ("text", {"text": "x"}, 7):
        with pytest.raises(TypeError):
            chancery.read_batch(odd)


def test_an_exception_of_the_iterable_comes_through(articles):
    def failing():
        yield articles[0]
        raise RuntimeError("the feed broke off")

    with pytest.raises(RuntimeError, match="the feed broke off"):
        chancery.read_batch(failing())


def test_no_articles_give_empty_tables():
    tables = chancery.read_batch([], tables=["events", "diagnostics"])
    assert list(tables) == ["events", "diagnostics"] and len(tables.events) == 0
    assert tables.events.to_pyarrow().column_names == tables.events.column_names
    with pytest.raises(AttributeError, match="there is no table 'articles'"):
        tables.articles


def test_odd_columns_and_cells_stop_nothing():
    long = "Sylvania shelled Saltmarsh on Sunday. " * 5_000
    table = pyarrow.table(
        {
            "text": pyarrow.array(["x", "", long, "\ufffd\0 Sylvania shelled Saltmarsh.", None], pyarrow.large_string()),
            "published": pyarrow.array([None] * 5, pyarrow.null()),
            "id": pyarrow.array([1, 2, 3, 4, 5], pyarrow.int32()),
            "title": pyarrow.array([1.5, float("nan"), None, 2.0, 3.0]),
            "url": pyarrow.array([b"a", b"b", None, b"d", b"e"], pyarrow.binary()),
        }
    )
    tables = chancery.read_batch(table)
    assert [row["id"] for row in rows(tables, "articles")] == ["1", "2", "3", "4"]
    assert rows(tables, "articles")[2]["characters"] == len(long) and len(tables.mentions) > 4_000
    assert [row["message"] for row in rows(tables, "diagnostics") if row["code"] == "not-read"] == ["row 5: its text is null"]
    surrogate = chancery.read_batch([{"text": "\ud83d Sylvania shelled Saltmarsh.", "title": "\udfff", "id": "a"}])
    assert rows(surrogate, "articles")[0]["title"] == "\ufffd" and rows(surrogate, "events")[0]["start"] == 2


def test_bytes_that_are_no_utf_8_are_a_bad_row_among_good_ones():
    table = pyarrow.table({"text": pyarrow.array([b"Sylvania shelled Saltmarsh.", b"caf\xe9", b"Peace."], pyarrow.binary())})
    tables = chancery.read_batch(table)
    assert len(tables.articles) == 2
    assert [row["message"][:6] for row in rows(tables, "diagnostics") if row["code"] == "not-read"] == ["row 2:"]
