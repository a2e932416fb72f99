"""Ray for real, on this machine; asked for by its own command, for Ray is large.

    python crates/chancery-py/tests/ray_local.py [--articles 400]

in an environment with the wheel, ray[data], pyarrow and pandas. It says what it found, and ends with an error unless

- the events of the example in docs/python.md are, sorted by article, byte for byte those of one process;
- a World and a Lexicon arrive at workers that do not have their files;
- a wrong column, an exception in one portion and a Python without the wheel end with what to do;
- nulls are rows of the diagnostics and stop nothing.
"""

import argparse
import logging
import os
import pathlib
import shutil
import tempfile
import time

import pyarrow
import pyarrow.parquet
import ray
import ray.data

import chancery
from chancery import cluster
from corpus import ROOT, articles, digest, fails, in_order, python_without_the_wheel, write_files

A_FILE = 50
"""So many articles a file, each of which is one task."""


def gathered(dataset, schema):
    return in_order(pyarrow.concat_tables(ray.get(dataset.to_arrow_refs())), schema)


def example(wanted):
    """Runs the page's own lines, in a folder with articles."""
    page = (ROOT / "docs" / "python.md").read_text()
    lines = next(block for block in page.split("```python\n")[1:] if "import ray" in block).split("```")[0]
    before = time.monotonic()
    exec(lines, {})
    found = in_order(pyarrow.parquet.read_table("events"), wanted.schema)
    print(f"Ray: {found.num_rows} events in {time.monotonic() - before:.1f} s", flush=True)
    assert found.equals(wanted) and digest(found) == digest(wanted), "the events differ"
    print(f"  byte for byte the same: sha256 {digest(found)[:16]}…", flush=True)


def files_of_ones_own(table):
    """A world and a lexicon whose files are gone before the workers start."""
    for name in ("archive.facts", "own-deeds.tsv"):
        shutil.copy(ROOT / "examples" / name, name)
    given = {"world": chancery.World("archive.facts"), "lexicon": chancery.Lexicon("own-deeds.tsv")}
    wanted = in_order(cluster.of_batch(table, **given))
    for name in ("archive.facts", "own-deeds.tsv"):
        os.remove(name)
    dataset = ray.data.from_arrow(table)
    found = gathered(dataset.map_batches(cluster.job("events", **given), batch_format="pyarrow"), wanted.schema)
    assert found.equals(wanted) and not found.equals(in_order(cluster.of_batch(table)))
    print(f"a World and a Lexicon without their files: {found.num_rows} events, the same bytes", flush=True)


def bad_input(table, folder):
    job = cluster.job("events")
    renamed = ray.data.from_arrow(table.rename_columns(["id", "published", "body", "source"]))
    print(fails(renamed.map_batches(job, batch_format="pyarrow").materialize, 'there is no column "text"', "body"), flush=True)

    def one_fails(batch):
        if "000000" in batch["id"].to_pylist():
            raise OSError("the disk went away")
        return batch

    dataset = ray.data.from_arrow([table.slice(0, 20), table.slice(20, 20)])
    broken = dataset.map_batches(one_fails, batch_format="pyarrow").map_batches(job, batch_format="pyarrow")
    print(fails(broken.materialize, "the disk went away"), flush=True)

    nulls = pyarrow.table({"text": [None, table["text"][0].as_py()], "id": ["a", "b"]})
    remarks = ray.data.from_arrow(nulls).map_batches(cluster.job("diagnostics"), batch_format="pyarrow").take_all()
    assert [row["message"] for row in remarks if row["code"] == "not-read"] == ["row 1: its text is null"], remarks

    bare = {"py_executable": str(python_without_the_wheel(folder / "bare"))}
    told = ray.data.from_arrow(table.slice(0, 5)).map_batches(job, batch_format="pyarrow", runtime_env=bare)
    print(fails(told.materialize, "has no chancery", "py_executable"), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    given = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-ray-"))
    os.chdir(folder)
    table = pyarrow.Table.from_pylist(list(articles(given.articles)))
    n_tasks = write_files(table, folder / "articles", A_FILE)
    print(f"{len(table)} articles in {n_tasks} files; Ray {ray.__version__}", flush=True)
    before = time.monotonic()
    wanted = in_order(chancery.read_batch(table, tables="events").events.to_pyarrow())
    print(f"one process: {wanted.num_rows} events in {time.monotonic() - before:.1f} s", flush=True)
    ray.init(num_cpus=2, include_dashboard=False, logging_level="error", log_to_driver=False)
    logging.disable(logging.ERROR)  # Ray tells every step; what is expected to fail is printed below.
    example(wanted)
    files_of_ones_own(table.slice(0, 2 * A_FILE))
    bad_input(table, folder)
    ray.shutdown()
    print("all is as it should be")


if __name__ == "__main__":
    main()
