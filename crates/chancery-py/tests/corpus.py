"""The sample articles copied up under other ids, names and days, and tables compared byte for byte.

What the opt-in tests on Spark and Ray share: no test is in here.
"""

import hashlib
import json
import pathlib
import venv

import pyarrow
import pyarrow.parquet

ROOT = pathlib.Path(__file__).parents[3]
SAMPLE = ROOT / "examples" / "archive.jsonl"
NAMES = ["Doe", "Roe", "Stahl", "Vane", "Marsh", "Hollis", "Brandt", "Quill", "Ferris", "Aldous"]


def articles(n, file=SAMPLE):
    """So many articles: those of the file over and over with other names and days."""
    own = [json.loads(line) for line in file.read_text().splitlines()]
    for number in range(n):
        article, turn = own[number % len(own)], number // len(own)
        text = article["text"].replace("Doe", NAMES[turn % len(NAMES)]).replace("Stahl", NAMES[turn // 10 % len(NAMES)])
        day = f"20{31 + turn // 336 % 60}-{1 + turn // 28 % 12:02}-{1 + turn % 28:02}"
        yield {"id": f"{number:06}", "published": day, "text": text, "source": article.get("source")}


def write_files(table, folder, n_rows):
    """The table as Parquet files of so many rows; how many files."""
    folder.mkdir()
    starts = range(0, len(table), n_rows)
    for number, at in enumerate(starts):
        pyarrow.parquet.write_table(table.slice(at, n_rows), folder / f"{number:05}.parquet")
    return len(starts)


def in_order(table, schema=None):
    """The rows by article; those of one article stay in their order."""
    if schema is not None:
        table = table.cast(schema).replace_schema_metadata(schema.metadata)
    table = table.combine_chunks()
    order = sorted(range(table.num_rows), key=table["article"].to_pylist().__getitem__)
    return table.take(pyarrow.array(order, pyarrow.int64())).combine_chunks()


def digest(table):
    """The SHA-256 of the table as an Arrow stream."""
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return hashlib.sha256(sink.getvalue()).hexdigest()


def python_without_the_wheel(folder):
    """A Python that has all that this one has, but for chancery."""
    venv.create(folder, with_pip=False)
    bare = next((folder / "lib").glob("python3*")) / "site-packages"
    for package in pathlib.Path(pyarrow.__file__).parents[1].iterdir():
        if not package.name.startswith("chancery"):
            (bare / package.name).symlink_to(package)
    return folder / "bin" / "python"


def fails(run, *wanted):
    """The last line of the exception that holds all these words; an error where there is none."""
    try:
        run()
    except Exception as error:
        for line in reversed(str(error).splitlines()):
            if all(word in line for word in wanted):
                return line.strip()
        raise AssertionError(f"no line of the message has {wanted}: {error}") from error
    raise AssertionError(f"nothing failed, where {wanted} was to be said")
