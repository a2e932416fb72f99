"""Figures on gold tokens: tags, features, trees, exact-span names."""

import jax
import numpy as np

from . import decode, network


def _forward(size):
    def run(p, b, types):
        y, _, drop = network.encode(p, size, b, types)
        out = network.heads(p, size, y, lambda x: x)
        n, t, _ = y.shape
        out["y"] = y
        return out

    return jax.jit(run)


_CACHE = {}


def forward(size):
    """Compiled: all heads but labels, and labels."""
    if size not in _CACHE:
        _CACHE[size] = (_forward(size), jax.jit(lambda p, y, h: network.labels(p, size, y, h)))
    return _CACHE[size]


def batch(some, t, rows, encoder=None):
    """Encoded sentences as one batch of `rows`, filled up with the last; `encoder` encodes the words anew."""
    from .train import collate

    words = lambda e: encoder.words(e["forms"]) if encoder else e["words"][None]
    group = [(e, words(e), min(e["n"], t)) for e in some]
    group += [group[-1]] * (rows - len(group))
    b = collate(group, t)
    b["keep_form"] = np.ones(b["type"].shape, bool)
    b["keep_sub"] = np.ones(b["type"].shape, np.float32)
    return b


def predict(p, size, types, items, buckets=(12, 24, 40, 64, 110, 180, 400)):
    """What the network says of each encoded sentence, in order."""
    run, label = forward(size)
    groups = {}
    for i, e in enumerate(items):
        t = next((t for t in buckets if e["n"] <= t), None)
        groups.setdefault(t, []).append(i)
    result = [None] * len(items)
    for t, ids in groups.items():
        size_b = max(1, 1200 // t)
        for s in range(0, len(ids), size_b):
            some = ids[s : s + size_b]
            b = batch([items[i] for i in some], t, size_b)
            o = run(p, b, types)
            host = {k: np.asarray(v) for k, v in o.items()}
            heads = np.zeros(b["type"].shape, np.int32)
            for r, i in enumerate(some):
                n = items[i]["n"]
                heads[r, :n] = decode.tree(host["arcs"][r, :n, : n + 1])
            relations = np.asarray(label(p, o["y"], heads)).argmax(-1)
            for r, i in enumerate(some):
                n = items[i]["n"]
                result[i] = {
                    "heads": heads[r, :n],
                    "labels": relations[r, :n],
                    "names": host["names"][r, :n],
                    **{k: host[k][r, :n].argmax(-1) for k in ("upos", "xpos", "feats")},
                }
    return result


def score(p, size, types, items, labels):
    ok = decode.name_transitions(labels.names)
    bare = np.array([labels.relations.index(r.split(":")[0]) if r.split(":")[0] in labels.relations else i
                     for i, r in enumerate(labels.relations)])  # fmt: skip
    c = dict.fromkeys(("n", "upos", "xpos", "feats", "uas", "las", "full"), 0)
    right = found = wanted = 0
    for e, o in zip(items, predict(p, size, types, items)):
        if e["tree"]:
            c["n"] += e["n"]
            for k in ("upos", "xpos", "feats"):
                c[k] += int((o[k] == e[k]).sum())
            arc = o["heads"] == e["arcs"]
            c["uas"] += int(arc.sum())
            c["las"] += int((arc & (bare[o["labels"]] == bare[e["labels"]])).sum())
            c["full"] += int((arc & (o["labels"] == e["labels"])).sum())
        if (e["names"] >= 0).any():
            a = decode.spans(decode.viterbi(o["names"], ok), labels.names)
            b = decode.spans(e["names"], labels.names)
            right, found, wanted = right + len(a & b), found + len(a), wanted + len(b)
    out = {k: round(100 * v / c["n"], 2) for k, v in c.items() if k != "n"} if c["n"] else {}
    out["names"] = round(200 * right / max(1, found + wanted), 2)
    return out
