"""One table: this reader beside what people would use instead, on the same articles, one thread each, in CPU seconds.

    python bench/compare.py --data ../shared/data [--chancery target/release/chancery] [--spacy bench/.venv/bin/python]

in an environment with the wheel and `ufal.udpipe`. Each runs in a process of its own, so that memory and start-up are
its own. Peers are trained for a moment on the treebank, since speed hangs on shapes and not on what was learnt; one
that cannot be had is left out and said so. Words are counted alike for all: what white space parts.
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__)
ROUNDS = 4


def texts(data):
    return [path.read_text() for path in sorted((data / "articles").glob("*.txt"))]


def words(found):
    return sum(len(text.split()) for text in found)


def measured(load, data):
    """Loads something, reads all texts with it some times over; what that took."""
    found = texts(data)
    before = time.process_time()
    read = load()
    start = time.process_time() - before
    read(found[0])
    before = time.process_time()
    for _ in range(ROUNDS):
        for text in found:
            read(text)
    seconds = time.process_time() - before
    return {"start": start, "pace": ROUNDS * words(found) / seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def whole(data):
    def load():
        import chancery

        chancery.read("The envoy left.")
        return lambda text: chancery.read_batch([text], threads=1, tables=["events"])

    # The reader's threads are its own, and this process's time has them in it.
    return measured(load, data)


def udpipe(data):
    import ufal.udpipe as udpipe

    train = (data / "treebanks/UD_English-EWT/en_ewt-ud-train.conllu").read_text().split("\n\n")[:300]
    sentences, reader, error = udpipe.Sentences(), udpipe.InputFormat.newConlluInputFormat(), udpipe.ProcessingError()
    reader.setText("\n\n".join(train) + "\n\n")
    sentence = udpipe.Sentence()
    while reader.nextSentence(sentence, error):
        sentences.append(sentence)
        sentence = udpipe.Sentence()
    quick = "iterations=1;epochs=1;dimension=24;early_stopping=0"
    parser = "iterations=1;embedding_form=50;embedding_feats=20;hidden_layer=200;transition_system=projective;transition_oracle=dynamic"
    model = udpipe.Trainer.train("morphodita_parsito", sentences, udpipe.Sentences(), quick, "iterations=1", parser, error)
    if not model:
        raise RuntimeError(error.message or "it was not trained")
    with tempfile.NamedTemporaryFile(suffix=".udpipe") as file:
        file.write(model if isinstance(model, bytes) else model.encode("latin-1"))
        file.flush()
        script = [sys.executable, str(HERE), "--data", str(data), "--one", "udpipe-read", "--model", file.name]
        return json.loads(subprocess.run(script, capture_output=True, text=True, check=True).stdout)


def udpipe_read(data, model):
    def load():
        import ufal.udpipe as udpipe

        loaded = udpipe.Model.load(model)
        pipeline = udpipe.Pipeline(loaded, "tokenize", udpipe.Pipeline.DEFAULT, udpipe.Pipeline.DEFAULT, "conllu")
        # The pipeline does not keep its model alive.
        return lambda text, loaded=loaded: pipeline.process(text)

    return measured(load, data)


def syntax(data, chancery):
    """Trees and names alone: `chancery parse`, which prints CoNLL-U."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file, tempfile.NamedTemporaryFile("w", suffix=".txt") as empty:
        file.write("\n\n".join(texts(data) * ROUNDS))
        file.flush()
        empty.write("The envoy left.")
        empty.flush()

        def seconds(path):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([chancery, "parse", path], stdout=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024

        start, _ = seconds(empty.name)
        took, memory = seconds(file.name)
    return {"start": start, "pace": ROUNDS * words(texts(data)) / (took - start), "memory": memory}


def spacy(data, python):
    names = [str(path) for path in sorted((data / "articles").glob("*.txt"))]
    script = [python, str(HERE.with_name("spacy_small.py")), "--trees", str(data / "treebanks/UD_English-EWT/en_ewt-ud-train.conllu"),
              "--names", str(data / "names/UNER_English-EWT/en_ewt-ud-train.iob2"), "--rounds", str(ROUNDS), *names]
    quiet = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
    told = json.loads(subprocess.run(script, capture_output=True, text=True, check=True, env=quiet).stdout)
    return {"start": None, "pace": ROUNDS * words(texts(data)) / told["seconds"], "memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}


def own_process(name, given):
    script = [sys.executable, str(HERE), "--data", str(given.data), "--one", name, "--chancery", given.chancery, "--spacy", given.spacy]
    done = subprocess.run(script, capture_output=True, text=True)
    if done.returncode:
        return {"why": (done.stderr.strip().splitlines() or ["no reason given"])[-1]}
    return json.loads(done.stdout)


def growth(data):
    """One article of more and more text."""
    import chancery

    text = "\n\n".join(texts(data))
    while len(text) < 1_000_000:
        text += "\n\n" + text
    print("\n| one article of | CPU-seconds | words per CPU-second |\n|---|---:|---:|")
    for size in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000):
        # Pieces from all over the text, half a million characters of them at least.
        starts = range(0, max(len(text) - size, 1), max(size, len(text) // 500))
        parts = [text[at : at + size] for at in starts][: max(500_000 // size, 1)]
        before = time.process_time()
        for part in parts:
            chancery.read_batch([part], threads=1, tables="events")
        seconds = time.process_time() - before
        print(f"| {size // 1000} kB | {seconds / len(parts):.4f} | {words(parts) / seconds:,.0f} |")


def busy():
    """CPU-seconds that all cores of the machine have worked."""
    fields = [int(ticks) for ticks in pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")


def threads(data, patience):
    """The same articles by one thread and by two, in turns; of each the round in which others worked least."""
    import chancery

    found = texts(data) * ROUNDS
    best, until = {}, time.monotonic() + patience
    while not best or (time.monotonic() < until and max(others for others, *_ in best.values()) > 0.02):
        for n in (1, 2):
            all_before, clock, own = busy(), time.monotonic(), time.process_time()
            chancery.read_batch(found, threads=n, tables="events")
            clock, own = time.monotonic() - clock, time.process_time() - own
            others = max(busy() - all_before - own, 0.0) / clock
            best[n] = min(best.get(n, (others + 1,)), (others, clock, own))
        time.sleep(min(2.0, patience))
    print("\n| threads | seconds on the clock | CPU-seconds | cores that others took meanwhile |\n|---|---:|---:|---:|")
    for n, (others, clock, own) in best.items():
        print(f"| {n} | {clock:.2f} | {own:.2f} | {others:.2f} |")
    print(f"\n{best[1][1] / best[2][1]:.2f} times as fast by two threads, at {best[2][2] / best[1][2]:.2f} times the CPU-seconds; load {os.getloadavg()[0]:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--chancery", default="target/release/chancery")
    parser.add_argument("--spacy", default="bench/.venv/bin/python")
    parser.add_argument("--growth", action="store_true", help="only how time grows with length and threads")
    parser.add_argument("--patience", type=float, default=20, help="so many seconds it waits for a quiet machine to compare threads on")
    parser.add_argument("--one")
    parser.add_argument("--model")
    given = parser.parse_args()
    kinds = {
        "whole": lambda: whole(given.data),
        "syntax": lambda: syntax(given.data, given.chancery),
        "udpipe": lambda: udpipe(given.data),
        "udpipe-read": lambda: udpipe_read(given.data, given.model),
        "spacy": lambda: spacy(given.data, given.spacy),
    }
    if given.one:
        print(json.dumps(kinds[given.one]()))
        return
    if given.growth:
        growth(given.data)
        threads(given.data, given.patience)
        return
    print(f"{len(texts(given.data))} articles, {words(texts(given.data))} words, {ROUNDS} rounds\n")
    print("| | words per CPU-second | start-up, CPU-seconds | peak memory |\n|---|---:|---:|---:|")
    for name, title in (("whole", "chancery, the whole record (wheel)"), ("syntax", "chancery, trees and names alone"),
                        ("spacy", "spaCy, small pipeline"), ("udpipe", "UDPipe 1, small")):
        found = own_process(name, given)
        if "why" in found:
            print(f"| {title} | left out: {found['why']} | | |")
            continue
        start = "–" if found["start"] is None else f"{found['start']:.2f}"
        print(f"| {title} | {found['pace']:,.0f} | {start} | {found['memory']:.0f} MB |")
    growth(given.data)
    threads(given.data, given.patience)


if __name__ == "__main__":
    main()
