"""What trained networks say of the training sentences, for one more network to learn from.

The average of several networks' distributions carries more than the gold label does, and it gives trees to
sentences that have only names.
"""

import pickle
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from . import decode, evaluate, features, network

HEADS = ("xpos", "upos", "feats", "names")
BUCKETS = (10, 20, 30, 42, 60, 100)


def load(path: Path):
    t = pickle.load(open(path, "rb"))
    parameters = {k: jnp.asarray(v) for k, v in t["parameters"].items()}
    return network.Size(**t["size"]), features.Vocabulary(t["keys"], {}), t["labels"], parameters


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def add_soft_targets(paths, encoder, items):
    """Gives each encoded sentence `soft`: probabilities of every head, and `soft_arcs`, the heads that labels belong to."""
    from .train import Encoded

    teachers = []
    for path in paths:
        size, vocabulary, labels, parameters = load(Path(path))
        for k, v in labels.items():
            assert v == getattr(encoder.labels, k), f"{path} has other labels"
        own = Encoded(vocabulary, encoder.g, encoder.labels)
        for e in items:
            own.words(e["forms"])  # fills the table of types
        types = {k: jnp.asarray(v) for k, v in own.types().items()}
        teachers.append((size, own, types, parameters))
    groups = {t: [] for t in BUCKETS}
    for i, e in enumerate(items):
        groups[next(t for t in BUCKETS if min(e["n"], BUCKETS[-1]) <= t)].append(i)
    for t, ids in groups.items():
        rows = max(1, 1200 // t)
        for s in range(0, len(ids), rows):
            some = [items[i] for i in ids[s : s + rows]]
            passes, sums = [], None
            for size, own, types, p in teachers:
                b = evaluate.batch(some, t, rows, own)
                o = evaluate.forward(size)[0](p, b, types)
                host = {k: np.asarray(o[k]) for k in (*HEADS, "arcs")}
                n = np.array([min(e["n"], t) for e in some] + [t] * (rows - len(some)))
                host["arcs"] = np.where(np.arange(t + 1)[None, None] <= n[:, None, None], host["arcs"], -1e9)
                soft = {k: softmax(v) for k, v in host.items()}
                sums = soft if sums is None else {k: sums[k] + soft[k] for k in sums}
                passes.append((size, p, o["y"]))
            heads = np.zeros((rows, t), np.int32)
            for r, e in enumerate(some):
                n = min(e["n"], t)
                heads[r, :n] = e["arcs"][:n] if e["tree"] else decode.tree(np.log(sums["arcs"][r, :n, : n + 1] + 1e-9))
            labels = sum(softmax(np.asarray(evaluate.forward(size)[1](p, y, heads))) for size, p, y in passes)
            k = 1 / len(teachers)
            for r, e in enumerate(some):
                n = min(e["n"], t)
                e["soft"] = {h: (sums[h][r, :n] * k).astype(np.float16) for h in HEADS}
                e["soft"]["arcs"] = (sums["arcs"][r, :n, : n + 1] * k).astype(np.float16)
                e["soft"]["labels"] = (labels[r, :n] * k).astype(np.float16)
                e["soft_arcs"] = heads[r, :n]
    jax.clear_caches()
