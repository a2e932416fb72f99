"""The training as it was done for the model in the project: one network, the model file.

With `--pupil` a second network is trained, then a pupil that goes on from the first with what both say: better on
the treebanks, see `eval/MODEL_LOG.md`.
"""

import argparse
from pathlib import Path

from . import pack, train

NAME = "en-2026.11"
HERE = Path(__file__).resolve().parent.parent
CRATE = HERE.parent / "crates/chancery-syntax"

STAGES = {
    "teacher1": ["--epochs", "13", "--every", "5", "--dropout", "0.3", "--seed", "2"],
    "teacher2": ["--epochs", "12", "--every", "6", "--dropout", "0.33", "--seed", "3"],
    "pupil": ["--epochs", "10", "--every", "5", "--dropout", "0.33", "--seed", "4", "--rate", "1.2e-3"],
}


def pack_to(trained, out, fixtures_to, data, name=NAME):
    to = Path(fixtures_to) if fixtures_to else None
    pack.write(Path(trained), Path(out), Path(data), HERE / "irregular.tsv", name, to)


def run(data: str, work: Path, quick: bool, pupil: bool):
    if quick:
        work = work / "quick"
    trained = []
    for name, settings in STAGES.items():
        if name != "teacher1" and not (pupil or quick):
            continue
        out = work / name
        if not (out / "trained.pickle").exists():
            settings = ["--data", data, "--out", str(out), *settings]
            if name == "pupil":
                settings += ["--start", trained[0], "--teachers", *trained]
            if quick:
                settings += ["--tiny", "100", "--epochs", "1"]
            print(f"== {name}: {' '.join(settings)}", flush=True)
            parser = argparse.ArgumentParser()
            train.arguments(parser)
            train.run(parser.parse_args(settings))
        trained.append(str(out / "trained.pickle"))
    if quick:
        pack_to(trained[-1], work / "en.model", work / "tests", data, "en-quick")
    else:
        pack_to(trained[-1], CRATE / "model/en.model", CRATE / "src/network/tests", data)
