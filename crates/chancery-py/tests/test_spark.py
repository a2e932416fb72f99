"""The function that Spark and Ray call, without Spark: record batches in, record batches out."""

import chancery
import pytest

pyarrow = pytest.importorskip("pyarrow")
from chancery import spark  # noqa: E402


def test_batches_in_batches_out(articles):
    table = pyarrow.Table.from_pylist(articles)
    wanted = chancery.read_batch(table).events.to_pyarrow()
    batches = table.to_batches(max_chunksize=1)
    mapped = pyarrow.Table.from_batches(spark.mapper("events")(iter(batches)), schema=wanted.schema)
    assert mapped.combine_chunks().equals(wanted.combine_chunks())
    assert spark.of_batch(table).equals(wanted)


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

    def __init__(self, columns):
        self.columns = columns

    def select(self, *names):
        return Frame(list(names))

    def mapInArrow(self, function, schema):
        return self.columns, schema


def test_columns_are_chosen_and_missing_ones_named_before_the_job():
    frame = Frame(["body", "id", "day", "other"])
    columns, schema = spark.read(frame, text="body", published="day", table="mentions")
    assert columns == ["body", "id", "day"] and schema == spark.schema("mentions")
    with pytest.raises(ValueError, match="there is no column 'text'; the columns are body, id, day, other"):
        spark.read(frame)


def test_an_exception_in_one_partition_comes_through_after_what_was_read(articles):
    def partition():
        yield pyarrow.RecordBatch.from_pylist([{"id": "a", "text": articles[0]["text"]}])
        raise OSError("the disk went away")

    found = spark.mapper("events")(partition())
    assert next(found).num_rows > 0
    with pytest.raises(OSError, match="the disk went away"):
        next(found)


def test_a_worker_without_the_package_is_told_what_to_do(monkeypatch):
    read = spark.mapper("events")
    monkeypatch.setitem(__import__("sys").modules, "chancery", None)
    with pytest.raises(RuntimeError, match="has no chancery .* PYSPARK_PYTHON"):
        next(read(iter([])))


def test_a_portion_with_the_wrong_columns_names_those_it_has():
    with pytest.raises(ValueError, match="there is no column \"text\"; the columns are body"):
        next(spark.mapper("events")(iter([pyarrow.RecordBatch.from_pylist([{"body": "x"}])])))
