"""Spark for real: a master and two workers on loopback, one of them killed in the middle; asked for by its own command.

    python crates/chancery-py/tests/spark_cluster.py [--articles 10000] [--from FILE.jsonl]

in an environment with the wheel, pyspark, pyarrow, pandas, duckdb and pytest, and with Java 17. It takes minutes, says what it found,
and ends with an error unless

- the events that Spark wrote are, sorted by article, byte for byte those of one process;
- the stories that docs/shards.md asks for are the same in Spark and in DuckDB;
- a worker whose Python has no chancery fails with a message that says what to do.
"""

import argparse
import contextlib
import hashlib
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
import venv

import duckdb
import pyarrow
import pyarrow.parquet
import pyspark
from pyspark.sql import SparkSession

import chancery
from chancery import spark as reader

ROOT = pathlib.Path(__file__).parents[3]
SPARK = pathlib.Path(pyspark.__file__).parent
A_FILE = 100
"""So many articles a file, each of which is one task."""
NAMES = ["Doe", "Roe", "Stahl", "Vane", "Marsh", "Hollis", "Brandt", "Quill", "Ferris", "Aldous"]


def articles(file, n):
    """So many articles: those of the file over and over with other names and days."""
    own = [json.loads(line) for line in file.read_text().splitlines()]
    for number in range(n):
        article, turn = own[number % len(own)], number // len(own)
        text = article["text"].replace("Doe", NAMES[turn % len(NAMES)]).replace("Stahl", NAMES[turn // 10 % len(NAMES)])
        day = f"20{31 + turn // 336 % 60}-{1 + turn // 28 % 12:02}-{1 + turn % 28:02}"
        yield {"id": f"{number:06}", "published": day, "text": text, "source": article.get("source")}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(log, *command):
    environment = {**os.environ, "SPARK_HOME": str(SPARK), "SPARK_NO_DAEMONIZE": "1", "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    return subprocess.Popen([str(SPARK / "bin" / "spark-class"), *command], stdout=log, stderr=log, env=environment, start_new_session=True)


def end(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def cluster(folder):
    """The address of a master, and its two workers."""
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    with open(folder / "cluster.log", "w") as log:
        processes = [start(log, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port()))]
        time.sleep(4)
        for number in (1, 2):
            processes.append(
                start(log, "org.apache.spark.deploy.worker.Worker", address, "--host", "127.0.0.1", "--cores", "1", "--memory", "2g",
                      "--webui-port", str(free_port()), "--work-dir", str(folder / f"worker-{number}"))
            )
        try:
            yield address, processes[1:]
        finally:
            for process in processes[::-1]:
                end(process)


def session(address, python):
    os.environ["PYSPARK_PYTHON"] = python
    builder = SparkSession.builder.master(address).appName("chancery").config("spark.executor.memory", "1g")
    for name, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.pyspark.python": python,
        "spark.pyspark.driver.python": sys.executable,
        # A file is a task.
        "spark.sql.files.maxPartitionBytes": str(1 << 20),
        "spark.sql.files.openCostInBytes": str(1 << 20),
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.session.timeZone": "UTC",
    }.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


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


def in_order(table):
    """The rows by article; those of one article stay in their order."""
    table = table.combine_chunks()
    order = sorted(range(table.num_rows), key=table["article"].to_pylist().__getitem__)
    return table.take(pyarrow.array(order)).combine_chunks()


def digest(table):
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return hashlib.sha256(sink.getvalue()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--from", dest="file", type=pathlib.Path, default=ROOT / "examples" / "archive.jsonl")
    given = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-spark-"))
    table = pyarrow.Table.from_pylist(list(articles(given.file, given.articles)))
    n_words = sum(len(text.split()) for text in table["text"].to_pylist())
    (folder / "in").mkdir()
    for number, at in enumerate(range(0, len(table), A_FILE)):
        pyarrow.parquet.write_table(table.slice(at, A_FILE), folder / "in" / f"{number:05}.parquet")
    n_tasks = number + 1
    print(f"{len(table)} articles, {n_words} words, {n_tasks} tasks; Spark {pyspark.__version__}", flush=True)

    before = time.monotonic()
    alone = chancery.read_batch(table, tables=["events", "articles"])
    wanted = in_order(alone.events.to_pyarrow())
    print(f"one process: {wanted.num_rows} events in {time.monotonic() - before:.0f} s", flush=True)

    with cluster(folder) as (address, workers):
        spark = session(address, sys.executable)
        frame = spark.read.parquet(str(folder / "in"))
        killed = threading.Event()
        threading.Thread(target=kill_in_the_middle, args=(spark.sparkContext, workers[1], n_tasks, killed), daemon=True).start()
        before = time.monotonic()
        reader.read(frame, table="events").write.parquet(str(folder / "events"))
        seconds = time.monotonic() - before
        assert killed.is_set(), "the job was done before a worker could be killed"
        found = pyarrow.parquet.read_table(folder / "events").cast(wanted.schema).replace_schema_metadata(wanted.schema.metadata)
        found = in_order(found)
        print(f"Spark, one of two workers killed: {found.num_rows} events in {seconds:.0f} s", flush=True)
        assert found.equals(wanted) and digest(found) == digest(wanted), "the events differ"
        print(f"  byte for byte the same: sha256 {digest(found)[:16]}…", flush=True)

        sql = (ROOT / "docs" / "shards.md").read_text().split("```sql\n")[1].split("```")[0]
        sys.path.insert(0, str(pathlib.Path(__file__).parent))
        from test_shards import articles as copied

        small = spark.createDataFrame(pyarrow.Table.from_pylist(list(copied())))
        reader.read(small, table="articles").createOrReplaceTempView("articles")
        told = dict(tuple(row) for row in spark.sql(sql).collect())
        rows = chancery.read_batch(list(copied()), tables=["articles"]).articles.to_pyarrow()
        with duckdb.connect() as connection:
            connection.register("articles", rows)
            assert told == dict(connection.sql(sql).fetchall()), "the stories differ"
        print(f"stories of {len(told)} articles in Spark as in DuckDB: {len(set(told.values()))}", flush=True)
        spark.stop()

        # A Python like ours, but without the wheel.
        venv.create(folder / "bare", with_pip=False)
        bare = next((folder / "bare" / "lib").glob("python3*")) / "site-packages"
        own = pathlib.Path(pyarrow.__file__).parents[1]
        for package in own.iterdir():
            if not package.name.startswith("chancery"):
                (bare / package.name).symlink_to(package)
        spark = session(address, str(folder / "bare" / "bin" / "python"))
        frame = spark.read.parquet(str(folder / "in" / "00000.parquet"))
        try:
            reader.read(frame).collect()
        except Exception as error:
            lines = [line.strip() for line in str(error).splitlines() if "has no chancery" in line]
            assert lines, f"a worker without the wheel says only: {error}"
            print(f"a worker without the wheel: {lines[0]}", flush=True)
        else:
            raise AssertionError("a worker without the wheel read articles")
        spark.stop()
    print("all is as it should be")


if __name__ == "__main__":
    main()
