"""The training loop: seeded, resumable, one core is enough.

Everything random in an epoch comes from (seed, epoch), so that a run that is
stopped and goes on gives the same bytes as one that is not.
"""

import argparse
import json
import os
import pickle
import time
from dataclasses import asdict
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from . import evaluate, features, gazetteer, network, teach, treebank
from .features import clean, norm

BUCKETS = (10, 20, 30, 42, 60, 100)
POSITIONS = 1200  # padded positions of a batch
PARTS = 8 + features.GRAMS
WEIGHTS = {"arcs": 1.0, "labels": 1.0, "xpos": 0.5, "upos": 0.5, "mid.xpos": 0.25, "mid.upos": 0.25,
           "feats": 0.3, "names": 1.0}  # fmt: skip
# How often an epoch sees each sentence of a set that has names only.
NAME_SHARE = {"crossner": 1.5, "wikigold": 1.0, "multiner": 0.35, "re3d": 0.6}
# The same where teachers give those sentences trees.
TAUGHT_SHARE = {"crossner": 1.5, "wikigold": 1.0, "multiner": 0.5, "re3d": 1.0}
SOFT = ("arcs", "labels", "xpos", "upos", "feats", "names")
# News as printed: headlines in capitals, a missing last full stop, all in lower case.
UPPER, TITLE, NO_STOP, LOWER = 0.025, 0.025, 0.05, 0.005


class Labels:
    """The classes of each head, most frequent first."""

    def __init__(self, trees, feats_min=3):
        from collections import Counter

        def by(field, least=1):
            c = Counter(x for s in trees for x in getattr(s, field))
            return [k for k, n in sorted(c.items(), key=lambda kv: (-kv[1], kv[0])) if n >= least]

        self.upos, self.xpos, self.relations = by("upos"), by("xpos"), by("relations")
        self.feats = by("feats", feats_min)
        self.names = treebank.NAME_TAGS


class Encoded:
    """Sentences as arrays of numbers, with a variant in capitals and one in title case."""

    def __init__(self, vocabulary, gaz, labels):
        self.v, self.g, self.labels = vocabulary, gaz, labels
        self.index = {k: {x: i for i, x in enumerate(getattr(labels, k))} for k in ("upos", "xpos", "relations", "feats")}

    def words(self, forms):
        c = [clean(f) for f in forms]
        return (
            np.array([self.v.type_id(norm(x)) for x in c], np.int32),
            np.array([self.v.shape_row(x) for x in c], np.int32),
            np.array(self.g.mark(forms), np.uint32),
        )

    def sentence(self, s):
        n = len(s.forms)
        e = {"forms": s.forms, "words": {None: self.words(s.forms)}, "tree": bool(s.heads), "n": n, "source": s.source}
        if s.heads:
            ids = lambda key, xs: np.array([self.index[key].get(x, 0) for x in xs], np.int32)
            e |= {"upos": ids("upos", s.upos), "xpos": ids("xpos", s.xpos), "labels": ids("relations", s.relations),
                  "feats": ids("feats", s.feats), "arcs": np.array(s.heads, np.int32)}  # fmt: skip
            e["feats"][[x not in self.index["feats"] for x in s.feats]] = -1
            # A last full stop that nothing hangs on may be left out.
            e["stop"] = n > 3 and s.forms[-1] == "." and n not in s.heads
        names = s.names if s.names is not None else [treebank.NO_NAME] * n
        e["names"] = np.array(names, np.int32)
        return e

    def variant(self, e, kind):
        if kind not in e["words"]:
            f = {"upper": str.upper, "lower": str.lower, "title": lambda w: w if len(w) < 4 else w[:1].upper() + w[1:]}[kind]
            e["words"][kind] = self.words([f(w) for w in e["forms"]])
        return e["words"][kind]

    def types(self):
        n = len(self.v.types)
        form, parts, scale = np.zeros(n, np.int32), np.zeros((n, PARTS), np.int32), np.zeros(n, np.float32)
        for i, (f, a, g) in enumerate(self.v.types):
            form[i] = f
            parts[i, : len(a)] = a
            parts[i, 8 : 8 + len(g)] = g
            scale[i] = 2 / (1 + len(g)) ** 0.5
        return {"form": form, "parts": parts, "scale": scale}

    def form_drop(self, a=0.33, floor=0.1):
        """Probability that a type's form row is hidden in training."""
        counts = [0] + [self.v.counts.get(n, 0) for n in self.v._types]
        return np.array([min(1.0, floor + a / (a + c)) if c else 1.0 for c in counts], np.float32)


def collate(items, t, soft=False):
    """items: (encoded, words, length) → arrays of shape (B, t); `soft` adds the teachers' distributions."""
    b = len(items)
    out = {k: np.zeros((b, t), np.int32) for k in ("type", "shape", "upos", "xpos", "labels", "feats", "arcs", "names")}
    out["mask"] = np.zeros((b, t), np.float32)
    out["tree"] = np.zeros((b, t), np.float32)
    bits = np.zeros((b, t), np.uint32)
    out["names"] -= 1
    for i, (e, (ty, sh, gz), n) in enumerate(items):
        out["type"][i, :n], out["shape"][i, :n], bits[i, :n] = ty[:n], sh[:n], gz[:n]
        out["mask"][i, :n] = 1
        out["names"][i, :n] = e["names"][:n]
        if e["tree"]:
            out["tree"][i, :n] = 1
            for k in ("upos", "xpos", "labels", "feats", "arcs"):
                out[k][i, :n] = e[k][:n]
    if soft:
        for k in SOFT:
            width = t + 1 if k == "arcs" else items[0][0]["soft"][k].shape[1]
            a = out["soft." + k] = np.zeros((b, t, width), np.float32)
            for i, (e, _, n) in enumerate(items):
                rows = e["soft"][k][:n]
                rows = rows[:, : n + 1] if k == "arcs" else rows
                a[i, :n, : rows.shape[1]] = rows
        for i, (e, _, n) in enumerate(items):
            if not e["tree"]:
                out["arcs"][i, :n] = np.minimum(e["soft_arcs"][:n], n)
    out["gaz"] = (bits[..., None] >> np.arange(gazetteer.BITS, dtype=np.uint32) & 1).astype(np.float32)
    return out


def epoch_batches(encoder, trees, only, drop_p, seed, epoch, soft=False):
    r = np.random.default_rng([seed, epoch])
    chosen = list(trees)
    for e in only:
        share = (TAUGHT_SHARE if soft else NAME_SHARE).get(e["source"], 1.0)
        chosen += [e] * (int(share) + (r.random() < share % 1))
    buckets = {t: [] for t in BUCKETS}
    for e in chosen:
        n = min(e["n"], BUCKETS[-1])
        u = r.random(2)
        kind = None
        if u[0] < UPPER:
            kind = "upper"
        elif u[0] < UPPER + TITLE:
            kind = "title"
        elif u[0] < UPPER + TITLE + LOWER:
            kind = "lower"
        words = encoder.variant(e, kind) if kind else e["words"][None]
        if e["tree"] and e["stop"] and u[1] < NO_STOP:
            n -= 1
        t = next(t for t in BUCKETS if n <= t)
        buckets[t].append((e, words, n))
    batches = []
    for t, items in buckets.items():
        order = r.permutation(len(items))
        size = max(1, POSITIONS // t)
        for i in range(0, len(order), size):
            group = [items[j] for j in order[i : i + size]]
            while len(group) < size:  # one shape per bucket: fill up with what is there
                group.append(items[order[r.integers(len(order))]])
            batches.append((t, group))
    for j in r.permutation(len(batches)):
        t, group = batches[j]
        b = collate(group, t, soft)
        shape = b["type"].shape
        b["keep_form"] = r.random(shape) >= drop_p[b["type"]]
        b["keep_sub"] = (r.random(shape) >= 0.05).astype(np.float32)
        keep = (r.random(shape) >= 0.1) & (r.random((shape[0], 1)) >= 0.1)
        b["gaz"] *= keep[..., None]
        yield b


def loss_of(size, rate, soft_share=0.0):
    def loss(p, b, types, key):
        y, mid, drop = network.encode(p, size, b, types, key, rate)
        logits = network.heads(p, size, y, drop, b["arcs"])
        logits["mid.xpos"], logits["mid.upos"] = mid
        valid = jnp.concatenate([jnp.ones_like(b["mask"][:, :1]), b["mask"]], 1)[:, None, :]
        logits["arcs"] = jnp.where(valid > 0, logits["arcs"], -1e9)
        total = 0.0
        for k, w in WEIGHTS.items():
            target = b[k.split(".")[-1]]
            mask = b["mask"] * (target >= 0) if k == "names" else b["tree"] * (target >= 0)
            hard = network.cross_entropy(logits[k], target, mask)
            if soft_share:
                soft = network.soft_cross_entropy(logits[k], b["soft." + k.split(".")[-1]], b["mask"])
                hard = soft_share * soft + (1 - soft_share) * hard
            total += w * hard
        return total

    return loss


def optimiser(total_steps, peak, warm=300):
    def rate(step):
        up = step / warm
        down = 0.5 * (1 + jnp.cos(jnp.pi * jnp.clip((step - warm) / max(1, total_steps - warm), 0, 1)))
        return peak * jnp.where(step < warm, up, down)

    def update(p, m, v, g, step):
        g["rows"] = g["rows"].at[0].set(0)
        size = jnp.sqrt(sum((x * x).sum() for x in g.values()))
        clip = jnp.minimum(1.0, 5.0 / (size + 1e-6))
        lr = rate(step)
        c1, c2 = 1 - 0.9 ** (step + 1), 1 - 0.98 ** (step + 1)
        out_p, out_m, out_v = {}, {}, {}
        for k in p:
            gk = g[k] * clip
            out_m[k] = 0.9 * m[k] + 0.1 * gk
            out_v[k] = 0.98 * v[k] + 0.02 * gk * gk
            out_p[k] = p[k] - lr * (out_m[k] / c1) / (jnp.sqrt(out_v[k] / c2) + 1e-8)
        return out_p, out_m, out_v

    return jax.jit(update, donate_argnums=(0, 1, 2))


@jax.jit
def _blend(average, p, decay):
    return {k: decay * average[k] + (1 - decay) * p[k] for k in p}


def prepare(data: Path, tiny: int = 0, taught: bool = False):
    trees, only, dev = treebank.load(data)
    if tiny:
        trees, only = trees[::97][:tiny], only[::97][:tiny]
        dev = {k: v[::50][:20] for k, v in dev.items()}
    trees = [s for s in trees if len(s.forms) <= BUCKETS[-1]]
    labels = Labels(trees)
    vocabulary = features.build([s.forms for s in trees], more=[s.forms for s in only] if taught else ())
    gaz = gazetteer.build(data / "world")
    encoder = Encoded(vocabulary, gaz, labels)
    return encoder, [encoder.sentence(s) for s in trees], [encoder.sentence(s) for s in only], dev


def size_of(encoder, **more):
    l = encoder.labels
    return network.Size(encoder.v.rows, gazetteer.BITS, len(l.xpos), len(l.upos), len(l.feats), len(l.relations),
                        len(l.names), **more)  # fmt: skip


def run(args):
    jax.config.update("jax_default_prng_impl", "unsafe_rbg")
    cache = Path(args.out) / "xla-cache"
    jax.config.update("jax_compilation_cache_dir", str(cache))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.5)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    log = open(out / "log.jsonl", "a")
    started = time.process_time()
    encoder, trees, only, dev = prepare(Path(args.data), args.tiny, bool(args.teachers))
    soft = bool(args.teachers)
    if soft:
        teach.add_soft_targets(args.teachers, encoder, trees + only)
        print(f"taught in {time.process_time() - started:.0f} s", flush=True)
    for s in trees + only:
        for kind in ("upper", "title", "lower"):
            encoder.variant(s, kind)
    dev_items = {k: [encoder.sentence(s) for s in v] for k, v in dev.items()}
    size = size_of(encoder)
    types = {k: jnp.asarray(v) for k, v in encoder.types().items()}
    drop_p = encoder.form_drop(a=args.word_drop)
    per_epoch = sum(1 for _ in epoch_batches(encoder, trees, only, drop_p, args.seed, 0, soft))
    total = args.epochs * per_epoch
    print(f"{len(trees)} trees, {len(only)} sentences with names only, {encoder.v.rows} rows, "
          f"{per_epoch} steps an epoch, prepared in {time.process_time() - started:.0f} s", flush=True)  # fmt: skip
    p = network.initial(size, args.seed)
    if args.start:
        start_from(p, Path(args.start), encoder)
    p = {k: jnp.asarray(v) for k, v in p.items()}
    m = {k: jnp.zeros_like(x) for k, x in p.items()}
    v = {k: jnp.zeros_like(x) for k, x in p.items()}
    average = {k: jnp.array(x) for k, x in p.items()}
    step, first_epoch = 0, 0
    saved = out / "checkpoint.pickle"
    if saved.exists():
        s = pickle.load(open(saved, "rb"))
        if settings(s["args"]) != settings(vars(args)):
            raise SystemExit(f"{saved} belongs to a run with other settings")
        p, m, v, average = ({k: jnp.asarray(x) for k, x in s[n].items()} for n in ("p", "m", "v", "average"))
        step, first_epoch = s["step"], s["epoch"]
    gradient = jax.jit(jax.value_and_grad(loss_of(size, args.dropout, args.soft if soft else 0.0)))
    update = optimiser(total, args.rate)
    root = jax.random.key(args.seed)
    for epoch in range(first_epoch, args.epochs):
        losses = []
        for b in epoch_batches(encoder, trees, only, drop_p, args.seed, epoch, soft):
            value, g = gradient(p, b, types, jax.random.fold_in(root, step))
            p, m, v = update(p, m, v, g, step)
            losses.append(value)
            step += 1
            if step % 10 == 0:
                average = _blend(average, p, min(0.98, step / (step + 100)))
            if step % 50 == 0:
                print(f"\r{epoch} {step}/{total} loss {float(np.mean(losses[-50:])):.3f} {time.process_time() - started:.0f} s", end="", flush=True)
        host = lambda tree: {k: np.asarray(x) for k, x in tree.items()}
        state = {"p": host(p), "m": host(m), "v": host(v), "average": host(average), "step": step, "epoch": epoch + 1,
                 "args": vars(args)}  # fmt: skip
        pickle.dump(state, open(str(saved) + ".new", "wb"))
        os.replace(str(saved) + ".new", saved)
        line = {"epoch": epoch + 1, "step": step, "loss": round(float(np.mean(losses)), 4), "cpu": round(time.process_time() - started)}
        if epoch + 1 == args.epochs or (epoch + 1) % args.every == 0:
            types_now = {k: jnp.asarray(x) for k, x in encoder.types().items()}
            for name, items in dev_items.items():
                line[name] = evaluate.score(average, size, types_now, items, encoder.labels)
        log.write(json.dumps(line) + "\n")
        log.flush()
        print("\r" + json.dumps(line), flush=True)
    finish(out, size, encoder, average)


def settings(args: dict):
    """What a checkpoint must agree in with the run that goes on from it: everything but where files lie."""
    return {k: len(v) if k == "teachers" else v for k, v in args.items() if k not in ("data", "out", "start")}


def start_from(p, path, encoder):
    """Takes over the parameters of a trained network; rows of keys that it does not have keep their first values."""
    trained = pickle.load(open(path, "rb"))
    rows = p["rows"]
    for k, v in trained["parameters"].items():
        if k != "rows":
            p[k] = np.array(v)
    rows[:2] = trained["parameters"]["rows"][:2]
    for i, key in enumerate(trained["keys"]):
        if key in encoder.v.row:
            rows[encoder.v.row[key]] = trained["parameters"]["rows"][i + 2]


def finish(out, size, encoder, average):
    result = {
        "size": asdict(size),
        "labels": {k: getattr(encoder.labels, k) for k in ("upos", "xpos", "feats", "relations", "names")},
        "keys": encoder.v.keys,
        "parameters": {k: np.asarray(x) for k, x in average.items()},
    }
    pickle.dump(result, open(out / "trained.pickle", "wb"))


def arguments(parser: argparse.ArgumentParser):
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=18)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dropout", type=float, default=0.33)
    parser.add_argument("--word-drop", type=float, default=0.33)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--every", type=int, default=3, help="epochs between measurements on dev")
    parser.add_argument("--teachers", nargs="*", default=[], help="trained.pickle files to learn from")
    parser.add_argument("--start", default="", help="a trained.pickle to go on from")
    parser.add_argument("--soft", type=float, default=0.5, help="share of the teachers in the loss")
    parser.add_argument("--tiny", type=int, default=0, help="so many sentences only, for tests")
