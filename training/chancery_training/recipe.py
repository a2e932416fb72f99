"""The training as it was done for the model in the project: two teachers side by side, then their pupil, then the file.

Each network is trained by a process of its own on one core. What is finished is not done again, and a run that was
stopped goes on from its last epoch.
"""

import subprocess
import sys
from pathlib import Path

from . import pack

NAME = "en-2026.11"
HERE = Path(__file__).resolve().parent.parent
CRATE = HERE.parent / "crates/chancery-syntax"

TEACHERS = {
    "teacher1": ["--epochs", "13", "--every", "5", "--dropout", "0.3", "--seed", "2"],
    "teacher2": ["--epochs", "12", "--every", "6", "--dropout", "0.33", "--seed", "3"],
}
# Goes on from the first teacher, with half of its loss from what both say.
PUPIL = ["--epochs", "24", "--every", "6", "--dropout", "0.33", "--seed", "4", "--rate", "1.2e-3"]


def pack_to(trained, out, fixtures_to, data, name=NAME):
    to = Path(fixtures_to) if fixtures_to else None
    pack.write(Path(trained), Path(out), Path(data), HERE / "irregular.tsv", name, to)


def train(data: str, work: Path, stages: dict[str, list[str]], quick: bool) -> list[Path]:
    """Trains the networks of `stages` at the same time; what each prints is in `output.txt` of its folder."""
    running, trained = {}, []
    for name, settings in stages.items():
        out = work / name
        trained.append(out / "trained.pickle")
        if trained[-1].exists():
            continue
        out.mkdir(parents=True, exist_ok=True)
        settings = ["--data", data, "--out", str(out), *settings]
        if quick:
            settings += ["--tiny", "100", "--epochs", "1"]
        print(f"== {name}: {' '.join(settings)}", flush=True)
        command = [sys.executable, "-u", "-m", "chancery_training", "train", *settings]
        running[name] = subprocess.Popen(command, cwd=HERE, stdout=open(out / "output.txt", "a"), stderr=subprocess.STDOUT)
    try:
        for name, process in running.items():
            if process.wait():
                raise SystemExit(f"{name} stopped: see {work / name / 'output.txt'}")
            print((work / name / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1], flush=True)
    finally:
        for process in running.values():
            if process.poll() is None:
                process.terminate()
    return trained


def run(data: str, work: Path, quick: bool):
    if quick:
        work = work / "quick"
    teachers = [str(path) for path in train(data, work, TEACHERS, quick)]
    pupil = train(data, work, {"pupil": [*PUPIL, "--start", teachers[0], "--teachers", *teachers]}, quick)[0]
    if quick:
        pack_to(pupil, work / "en.model", work / "tests", data, "en-quick")
    else:
        pack_to(pupil, CRATE / "model/en.model", CRATE / "src/network/tests", data)
