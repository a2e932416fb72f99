"""Spark for real: a master and two workers on loopback, one of them killed in the middle; asked for by its own command.

    python crates/chancery-py/tests/spark_cluster.py [--articles 10000]

in an environment with the wheel, pyspark, pyarrow, pandas, duckdb and pytest, and with Java 17. It takes minutes, says
what it found, and ends with an error unless

- the events that Spark wrote are, sorted by article, byte for byte those of one process;
- a World and a Lexicon arrive at workers that do not have their files;
- the stories that docs/shards.md asks for are the same in Spark and in DuckDB;
- nulls, huge texts and half characters stop nothing; wrong columns and options are told before the job starts; an
  exception in one partition comes through;
- a worker whose Python has no chancery says what to do, and a job that leaves such workers out is complete.
"""

import argparse
import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings

import duckdb
import pyarrow
import pyarrow.parquet
import pyspark
from pyspark.sql import SparkSession

import chancery
from chancery import spark as reader
from corpus import ROOT, articles, digest, fails, in_order, python_without_the_wheel, write_files

SPARK = pathlib.Path(pyspark.__file__).parent
A_FILE = 100
"""So many articles a file, each of which is one task."""


# Spark warns of a pandas of version 3, which nothing here goes through.
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Cluster:
    """A master, and as many workers as are asked for, each with one core and a Python of its own."""

    def __init__(self, folder):
        self.folder, self.log, self.processes = folder, open(folder / "cluster.log", "w"), []
        port = free_port()
        self.address = f"spark://127.0.0.1:{port}"
        # What PYSPARK_PYTHON names is one path on all machines, and not the same Python on each.
        self.python = folder / "python"
        self.python.write_text(f'#!/bin/sh\nexec "${{PYTHON_OF_WORKER:-{sys.executable}}}" "$@"\n')
        self.python.chmod(0o755)
        self._start({}, "org.apache.spark.deploy.master.Master", "--port", str(port))
        time.sleep(4)

    def worker(self, python=sys.executable):
        """Starts a worker; its process."""
        folder = self.folder / f"worker-{len(self.processes)}"
        own = ("--cores", "1", "--memory", "2g", "--work-dir", str(folder))
        return self._start({"PYTHON_OF_WORKER": str(python)}, "org.apache.spark.deploy.worker.Worker", self.address, *own)

    def _start(self, environment, *command):
        environment = {**os.environ, "SPARK_HOME": str(SPARK), "SPARK_NO_DAEMONIZE": "1", "SPARK_LOCAL_IP": "127.0.0.1", **environment}
        line = [str(SPARK / "bin" / "spark-class"), *command, "--host", "127.0.0.1", "--webui-port", str(free_port())]
        self.processes.append(subprocess.Popen(line, stdout=self.log, stderr=self.log, env=environment, start_new_session=True))
        return self.processes[-1]

    def close(self):
        for process in self.processes[::-1]:
            end(process)

    @contextlib.contextmanager
    def session(self, **settings):
        """A session of its own; names of settings have _ for the full stop."""
        builder = SparkSession.builder.master(self.address).appName("chancery")
        for name, value in {
            "spark.executor.memory": "1g",
            "spark.driver.host": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.pyspark.python": str(self.python),
            "spark.pyspark.driver.python": sys.executable,
            # A file is a task.
            "spark.sql.files.maxPartitionBytes": str(1 << 20),
            "spark.sql.files.openCostInBytes": str(1 << 20),
            "spark.sql.shuffle.partitions": "4",
            "spark.sql.session.timeZone": "UTC",
            # A session takes over what an earlier one was given.
            "spark.excludeOnFailure.enabled": "false",
            "spark.task.maxFailures": "4",
            **{name.replace("_", "."): value for name, value in settings.items()},
        }.items():
            builder = builder.config(name, value)
        os.environ["PYSPARK_PYTHON"] = str(self.python)
        made = builder.getOrCreate()
        made.sparkContext.setLogLevel("OFF")
        try:
            yield made
        finally:
            made.stop()


def kill_in_the_middle(context, worker, n_tasks, killed):
    """Kills a worker, with its executor, when a third of the tasks are done."""
    tracker = context.statusTracker()
    while not killed.is_set():
        done = [stage.numCompletedTasks for stage in map(tracker.getStageInfo, tracker.getActiveStageIds()) if stage]
        if max(done, default=0) >= n_tasks // 3:
            print(f"  killed a worker after {max(done)} of {n_tasks} tasks", flush=True)
            end(worker)
            killed.set()
            return
        time.sleep(0.1)


def same_bytes_though_a_worker_dies(spark, folder, n_tasks, worker, wanted):
    frame = spark.read.parquet(str(folder / "in"))
    killed = threading.Event()
    threading.Thread(target=kill_in_the_middle, args=(spark.sparkContext, worker, n_tasks, killed), daemon=True).start()
    before = time.monotonic()
    reader.read(frame, table="events").write.parquet(str(folder / "events"))
    seconds = time.monotonic() - before
    assert killed.is_set(), "the job was done before a worker could be killed"
    found = in_order(pyarrow.parquet.read_table(folder / "events"), wanted.schema)
    print(f"Spark, one of two workers killed: {found.num_rows} events in {seconds:.0f} s", flush=True)
    assert found.equals(wanted) and digest(found) == digest(wanted), "the events differ"
    print(f"  byte for byte the same: sha256 {digest(found)[:16]}…", flush=True)


def files_of_ones_own(spark, folder):
    """A world and a lexicon whose files are gone before the job starts."""
    files = [folder / name for name in ("archive.facts", "own-deeds.tsv")]
    for file in files:
        file.write_text((ROOT / "examples" / file.name).read_text())
    given = {"world": chancery.World(files[0]), "lexicon": chancery.Lexicon(files[1])}
    for file in files:
        file.unlink()
    table = pyarrow.parquet.read_table(folder / "in" / "00000.parquet")
    wanted = in_order(chancery.read_batch(table, tables="events", **given).events.to_pyarrow())
    frame = spark.read.parquet(str(folder / "in" / "00000.parquet"))
    found = in_order(reader.read(frame, **given).toArrow(), wanted.schema)
    plain = in_order(chancery.read_batch(table, tables="events").events.to_pyarrow())
    assert found.equals(wanted) and not found.equals(plain)
    print(f"a World and a Lexicon without their files: {found.num_rows} events, the same bytes", flush=True)


def stories(spark):
    sql = (ROOT / "docs" / "shards.md").read_text().split("```sql\n")[1].split("```")[0]
    from test_shards import articles as copied

    small = spark.createDataFrame(pyarrow.Table.from_pylist(list(copied())))
    reader.read(small, table="articles").createOrReplaceTempView("articles")
    told = dict(tuple(row) for row in spark.sql(sql).collect())
    rows = chancery.read_batch(list(copied()), tables="articles").articles.to_pyarrow()
    with duckdb.connect() as connection:
        connection.register("articles", rows)
        assert told == dict(connection.sql(sql).fetchall()), "the stories differ"
    print(f"stories of {len(told)} articles in Spark as in DuckDB: {len(set(told.values()))}", flush=True)


def bad_input(spark, folder):
    shelled = "Sylvania shelled Saltmarsh on Sunday. "
    frame = spark.createDataFrame([("a", shelled, ["x"])], "id string, body string, list array<string>")
    print(fails(lambda: reader.read(frame), "there is no column 'text'; the columns are id, body, list"), flush=True)
    print(fails(lambda: reader.read(frame, text="list"), "the column 'list' is array<string>"), flush=True)
    print(fails(lambda: reader.read(frame, text="body", wrold=None), "wrold"), flush=True)

    # As a feed's JSON has them: half a character, a null, a number; and a column's name with a full stop.
    lines = [{"id": "half", "the.text": "\ud83d " + shelled}, {"id": "null", "the.text": None}, {"id": "huge", "the.text": shelled * 20_000},
             {"id": "one word", "the.text": "x" * 20_000_000}, {"id": "number", "the.text": 7}]  # fmt: skip
    (folder / "odd.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    odd = spark.read.json(str(folder / "odd.jsonl"))
    found = {row["article"]: row for row in reader.read(odd, text="the.text", id="id").collect()}
    assert {"half", "huge"} <= set(found) and found["half"]["start"] == 2, sorted(found)
    told = reader.read(odd, text="the.text", id="id", table="diagnostics").collect()
    assert [row["message"] for row in told if row["code"] == "not-read"] == ["row 2: its text is null"]
    n_read = reader.read(odd, text="the.text", id="id", table="articles").count()
    print(f"half a character, a null, texts of {len(shelled) * 20_000:,} and 20,000,000 characters: {n_read} of 5 articles read", flush=True)

    def one_fails(batches):
        for batch in batches:
            if "000000" in batch["id"].to_pylist():
                raise OSError("the disk went away")
            yield batch

    good = spark.read.parquet(str(folder / "in"))
    broken = reader.read(good.mapInArrow(one_fails, good.schema))
    print(fails(broken.collect, "the disk went away"), flush=True)


def one_worker_without_the_wheel(cluster, folder, wanted):
    """Of two workers one has a Python without chancery."""
    cluster.worker(python_without_the_wheel(folder / "bare"))
    first = [str(folder / "in" / f"{number:05}.parquet") for number in range(4)]
    with cluster.session(spark_excludeOnFailure_enabled="true") as spark:
        found = in_order(reader.read(spark.read.parquet(*first)).toArrow(), wanted.schema)
    n_first = 4 * A_FILE
    assert found.equals(in_order(wanted.filter([int(key) < n_first for key in wanted["article"].to_pylist()])))
    print(f"such a worker left out (spark.excludeOnFailure.enabled): {found.num_rows} events, the same bytes", flush=True)
    # Without this a task that failed there is tried again, and may meet the other worker.
    with cluster.session(spark_task_maxFailures="1") as spark:
        until = time.monotonic() + 120
        while len(spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) < 3:
            assert time.monotonic() < until, "the two executors do not come"
            time.sleep(0.1)
        print(fails(reader.read(spark.read.parquet(*first)).collect, "has no chancery", "PYSPARK_PYTHON"), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    given = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-spark-"))
    table = pyarrow.Table.from_pylist(list(articles(given.articles)))
    n_words = sum(len(text.split()) for text in table["text"].to_pylist())
    n_tasks = write_files(table, folder / "in", A_FILE)
    print(f"{len(table)} articles, {n_words} words, {n_tasks} tasks; Spark {pyspark.__version__}", flush=True)

    before = time.monotonic()
    wanted = in_order(chancery.read_batch(table, tables="events").events.to_pyarrow())
    print(f"one process: {wanted.num_rows} events in {time.monotonic() - before:.0f} s", flush=True)

    cluster = Cluster(folder)
    try:
        workers = [cluster.worker(), cluster.worker()]
        with cluster.session() as spark:
            same_bytes_though_a_worker_dies(spark, folder, n_tasks, workers[1], wanted)
            files_of_ones_own(spark, folder)
            stories(spark)
            bad_input(spark, folder)
        one_worker_without_the_wheel(cluster, folder, wanted)
    finally:
        cluster.close()
    print("all is as it should be")


if __name__ == "__main__":
    main()
