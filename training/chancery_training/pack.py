"""Writes the model file. `crates/chancery-syntax/src/network/packed.rs` reads it and says what each section is.

    magic "CHANCERY", u32 format, then sections: u8 length + name, u32 length + bytes; all little-endian.
"""

import hashlib
import pickle
import struct
from pathlib import Path

import numpy as np

from . import features, gazetteer, lemmas

MAGIC, FORMAT = b"CHANCERY", 1
# Matrices whose rows are looked up, not multiplied: quantised as they stand. All others are
# stored with one row per output, so that each output has its own scale.
TABLES = ("rows", "gazetteer")


def quantise(w: np.ndarray):
    """int8 per row, the largest weight of a row at 127."""
    scale = np.abs(w).max(1) / np.float32(127)
    scale[scale == 0] = 1
    scale = scale.astype("<f4")
    return scale, np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8)


def matrix(w):
    scale, q = quantise(w)
    return struct.pack("<II", *w.shape) + scale.tobytes() + q.tobytes()


def keyed(pairs, form):
    keys = np.array([k for k, _ in pairs], "<u8")
    assert len(set(keys.tolist())) == len(keys), "two keys with one hash"
    return struct.pack("<I", len(pairs)) + keys.tobytes() + np.array([v for _, v in pairs], form).tobytes()


def bare(keys):
    return struct.pack("<I", len(keys)) + np.array(keys, "<u8").tobytes()


def sections(trained: dict, rules: lemmas.Rules, gaz: gazetteer.Gazetteer):
    size, labels, p = trained["size"], trained["labels"], dict(trained["parameters"])
    text = lambda lines: "\n".join(lines).encode()
    yield "sizes", text(f"{k} {v}" for k, v in sorted(size.items()))
    for k, v in labels.items():
        yield f"labels.{k}", text(v)
    keys = trained["keys"]
    forms = [k[1:] for k in keys if k[0] == "w"]
    assert [k[0] for k in keys[: len(forms)]] == ["w"] * len(forms)
    yield "forms", text(forms)
    others = sorted((features.fnv(k), i + 2) for i, k in enumerate(keys) if k[0] != "w")
    order = [0, 1, *range(2, 2 + len(forms)), *(row for _, row in others)]
    yield "parts", keyed([(h, len(forms) + 2 + i) for i, (h, _) in enumerate(others)], "<u4")
    p["rows"] = p["rows"][order]
    for k, v in sorted(p.items()):
        if v.ndim == 2:
            yield "matrix." + k, matrix(v if k in TABLES else np.ascontiguousarray(v.T))
        else:
            yield "vector." + k, v.astype("<f4").tobytes()
    yield "gazetteer.entries", keyed(gaz.hashed(), "<u2")
    yield "gazetteer.begun", bare(gaz.begun())
    exceptions, suffixes, known = rules.hashed()
    yield "lemma.scripts", text(f"{c}\t{cut}\t{add}" for c, cut, add in rules.scripts)
    yield "lemma.exceptions", keyed(exceptions, "<u2")
    yield "lemma.suffixes", keyed(suffixes, "<u2")
    yield "lemma.known", bare(known)


def write(trained: Path, out: Path, data: Path, irregular: Path, name: str, fixtures_to: Path | None):
    from . import fixtures, treebank

    trees, _, _ = treebank.load(data)
    trained, rules, gaz = pickle.load(open(trained, "rb")), lemmas.Rules(trees, irregular), gazetteer.build(data / "world")
    body = bytearray()
    for k, v in sections(trained, rules, gaz):
        body += struct.pack("<B", len(k)) + k.encode() + struct.pack("<I", len(v)) + v
    version = f"{name}-{hashlib.sha256(body).hexdigest()[:6]}"
    head = MAGIC + struct.pack("<I", FORMAT) + struct.pack("<B", 7) + b"version" + struct.pack("<I", len(version)) + version.encode()
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(head + body)
    if fixtures_to:
        fixtures.write(fixtures_to, trained, rules, gaz)
    print(f"{out}: {version}, {len(head) + len(body)} bytes")
