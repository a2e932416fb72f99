"""The functions that Spark and Ray call, without either: record batches in, record batches out."""

import sys

import chancery
import pytest

pyarrow = pytest.importorskip("pyarrow")
from chancery import cluster, spark  # noqa: E402


def test_batches_in_batches_out(articles):
    table = pyarrow.Table.from_pylist(articles)
    wanted = chancery.read_batch(table).events.to_pyarrow()
    batches = table.to_batches(max_chunksize=1)
    mapped = pyarrow.Table.from_batches(spark.mapper("events")(iter(batches)), schema=wanted.schema)
    assert mapped.combine_chunks().equals(wanted.combine_chunks())
    assert cluster.of_batch(table).equals(wanted) and cluster.job("events")(table).equals(wanted)


@pytest.mark.parametrize("table", [name for name in chancery.read_batch([])])
def test_spark_and_arrow_have_the_same_columns(table):
    spark_types = {"string": "string", "bigint": "int64", "double": "double", "date": "date32[day]"}
    schema = chancery.read_batch([], tables=[table])[table].to_pyarrow().schema
    ours = [f"{field.name.strip('`')}" for field in schema]
    written = [column.split(" ") for column in spark.schema(table).split(", ")]
    assert [name.strip("`") for name, _ in written] == ours
    assert [spark_types[kind] for _, kind in written] == [str(field.type) for field in schema]


class Frame:
    """As much of a DataFrame as `spark.read` uses."""

    def __init__(self, columns, kind="string"):
        self.columns = columns
        self.dtypes = [(name, kind) for name in columns]

    def selectExpr(self, *names):
        return Frame(list(names))

    def mapInArrow(self, function, schema):
        return self.columns, schema


def test_columns_are_chosen_and_wrong_ones_named_before_the_job():
    frame = Frame(["body", "id", "the.day", "source", "other"])
    columns, schema = spark.read(frame, text="body", published="the.day", table="mentions")
    assert columns == ["`body` AS `text`", "`id` AS `id`", "`the.day` AS `published`", "`source` AS `source`"]
    assert schema == spark.schema("mentions")
    with pytest.raises(ValueError, match="there is no column 'text'; the columns are body, id, the.day, source, other"):
        spark.read(frame)
    with pytest.raises(ValueError, match="the column 'text' is array<string>; text, numbers or dates are read"):
        spark.read(Frame(["text"], "array<string>"))
    with pytest.raises(ValueError, match="there is no table \"event\""):
        spark.read(Frame(["text"]), table="event")
    with pytest.raises(TypeError, match="wrold"):
        spark.read(Frame(["text"]), wrold=chancery.World())


def test_a_job_takes_world_lexicon_and_issues_with_it(articles):
    world = chancery.World(facts="Freedonia = country FRD; adjective Freedonian")
    job = cluster.job("actors", world=world, lexicon=chancery.Lexicon(), issues=chancery.Issues())
    packed = {name: cell.cell_contents for name, cell in zip(job.__code__.co_freevars, job.__closure__)}["packed"]
    assert b"adjective Freedonian" in packed
    assert "FRD" in job(pyarrow.Table.from_pylist(articles))["country"].to_pylist()


def test_an_exception_in_one_partition_comes_through_after_what_was_read(articles):
    def partition():
        yield pyarrow.RecordBatch.from_pylist([{"id": "a", "text": articles[0]["text"]}])
        raise OSError("the disk went away")

    found = spark.mapper("events")(partition())
    assert next(found).num_rows > 0
    with pytest.raises(OSError, match="the disk went away"):
        next(found)


def test_a_worker_without_the_package_is_told_what_to_do(monkeypatch):
    read, portion = spark.mapper("events", world=chancery.World()), pyarrow.RecordBatch.from_pylist([{"text": "x"}])
    monkeypatch.setitem(sys.modules, "chancery", None)
    with pytest.raises(RuntimeError, match="has no chancery .* PYSPARK_PYTHON"):
        next(read(iter([portion])))


def test_a_portion_with_the_wrong_columns_names_those_it_has():
    with pytest.raises(ValueError, match="there is no column \"text\"; the columns are body"):
        next(spark.mapper("events")(iter([pyarrow.RecordBatch.from_pylist([{"body": "x"}])])))
