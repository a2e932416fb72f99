"""The network, in JAX: one gated convolution, four gated linear recurrences, heads for every task.

`crates/chancery-syntax/src/network/` runs the same sums in Rust; `fixture` writes
what this side gives for a few sentences, and a test there holds both together.
"""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

DISTANCE = 16  # arcs longer than this share a distance score


@dataclass(frozen=True)
class Size:
    rows: int
    gazetteer: int
    xpos: int
    upos: int
    feats: int
    relations: int
    names: int
    width: int = 128
    memory: int = 112  # units of a recurrence, in each direction
    recurrences: int = 4
    tags_after: int = 3  # blocks
    arc: int = 128
    name_hidden: int = 96


def initial(size: Size, seed: int) -> dict[str, np.ndarray]:
    r = np.random.default_rng(seed)
    d, h = size.width, size.memory

    def matrix(i, o, gain=1.0):
        return (r.standard_normal((i, o)) * gain * (2.0 / (i + o)) ** 0.5).astype(np.float32)

    zeros = lambda *s: np.zeros(s, np.float32)
    ones = lambda *s: np.ones(s, np.float32)
    p = {
        "rows": (r.standard_normal((size.rows, d)) * 0.08).astype(np.float32),
        "gazetteer": (r.standard_normal((size.gazetteer, d)) * 0.08).astype(np.float32),
        "first": (r.standard_normal(d) * 0.08).astype(np.float32),
        "input.scale": ones(d), "input.shift": zeros(d),
        "conv.scale": ones(d), "conv.shift": zeros(d),
        "conv.weight": matrix(3 * d, 2 * d), "conv.bias": zeros(2 * d),
        "final.scale": ones(d), "final.shift": zeros(d),
    }  # fmt: skip
    p["rows"][0] = 0
    for k in range(size.recurrences):
        bias = zeros(6 * h)
        bias[2 * h : 4 * h] = np.tile(np.linspace(-0.5, 3.0, h), 2)
        p |= {
            f"rec{k}.scale": ones(d), f"rec{k}.shift": zeros(d),
            f"rec{k}.weight": matrix(d, 6 * h), f"rec{k}.bias": bias,
            f"rec{k}.out": matrix(2 * h, d),
        }  # fmt: skip

    def linear(name, i, o, gain=1.0):
        p[name + ".weight"], p[name + ".bias"] = matrix(i, o, gain), zeros(o)

    p["mid.scale"], p["mid.shift"] = ones(d), zeros(d)
    linear("mid.xpos", d, size.xpos)
    linear("mid.upos", d, size.upos)
    p["mid.xpos.back"] = matrix(size.xpos, d)
    p["mid.upos.back"] = matrix(size.upos, d)
    for name, n in ("xpos", size.xpos), ("upos", size.upos), ("feats", size.feats):
        linear(name, d, n)
    linear("names.hidden", d, size.name_hidden)
    linear("names", size.name_hidden, size.names)
    a = size.arc
    linear("arc.head", d, a)
    linear("arc.dependent", d, a)
    p["arc.root"] = (r.standard_normal(a) * 0.1).astype(np.float32)
    linear("arc.product", a, a)  # weight = U, bias = u
    linear("arc.distance", a, 2 * DISTANCE + 2, 0.3)
    for name in "label.head", "label.dependent":
        linear(name, d, a)
    p["label.head_gate"] = matrix(d, a)
    p["label.dependent_gate"] = matrix(d, a)
    p["label.root"] = (r.standard_normal(d) * 0.1).astype(np.float32)
    linear("label", 2 * a, size.relations)
    return p


def leaky(x):
    return jnp.maximum(x, 0.1 * x)


def normed(p, name, x):
    m = x.mean(-1, keepdims=True)
    v = ((x - m) ** 2).mean(-1, keepdims=True)
    return (x - m) * jax.lax.rsqrt(v + 1e-5) * p[name + ".scale"] + p[name + ".shift"]


def linear(p, name, x):
    return x @ p[name + ".weight"] + p[name + ".bias"]


def distance_index(t: int) -> np.ndarray:
    """For dependent i (0-based word) and head j (0 = root, else word j-1): which distance value."""
    i = np.arange(t)[:, None]
    j = np.arange(t + 1)[None, :] - 1
    d = np.clip(j - i, -DISTANCE, DISTANCE) + DISTANCE
    d[:, 0] = 2 * DISTANCE + 1
    return d


def encode(p, size: Size, b, types, key=None, rate=0.0):
    """Word vectors after all blocks, and the logits of the middle tags.

    `b`: type (B,T), shape (B,T), gaz (B,T,bits), mask (B,T), keep_form, keep_sub.
    `types`: form (N,), parts (N,P), scale (N,) with parts = affixes then n-grams (n-grams from column 8).
    """
    mask = b["mask"][..., None]
    n_batch, t = b["type"].shape
    keys = iter(jax.random.split(key, 16)) if key is not None else None

    def drop(x):
        if keys is None:
            return x
        keep = jax.random.bernoulli(next(keys), 1 - rate, (n_batch, 1, x.shape[-1]))
        return x * keep / (1 - rate)

    form = types["form"][b["type"]]
    form = jnp.where(b["keep_form"], form, jnp.minimum(form, 1))
    parts = types["parts"][b["type"]]
    sub = p["rows"][parts[..., :8]].sum(-2) + p["rows"][b["shape"]]
    sub += p["rows"][parts[..., 8:]].sum(-2) * types["scale"][b["type"]][..., None]
    x = p["rows"][form] + sub * b["keep_sub"][..., None] + b["gaz"] @ p["gazetteer"]
    x = x.at[:, 0].add(p["first"])
    x = drop(normed(p, "input", x)) * mask

    def convolution(x):
        y = normed(p, "conv", x) * mask
        zero = jnp.zeros_like(y[:, :1])
        left = jnp.concatenate([zero, y[:, :-1]], 1)
        right = jnp.concatenate([y[:, 1:], zero], 1)
        u = linear(p, "conv", jnp.concatenate([left, y, right], -1))
        a, g = jnp.split(u, 2, -1)
        return a * jax.nn.sigmoid(g)

    def recurrence(k, x):
        h = size.memory
        u = linear(p, f"rec{k}", normed(p, f"rec{k}", x))
        z, f, o = u[..., : 2 * h], jax.nn.sigmoid(u[..., 2 * h : 4 * h]), u[..., 4 * h :]
        z = (1 - f) * z * mask
        both = lambda v: jnp.concatenate([v[..., :h], v[:, ::-1, h:]], -1)
        zs, fs = both(z).swapaxes(0, 1), both(f).swapaxes(0, 1)

        def step(c, zf):
            c = zf[1] * c + zf[0]
            return c, c

        _, c = jax.lax.scan(step, jnp.zeros_like(zs[0]), (zs, fs))
        c = both(c.swapaxes(0, 1))
        return (c * jax.nn.silu(o)) @ p[f"rec{k}.out"]

    x = x + drop(convolution(x)) * mask
    mid = None
    for k in range(size.recurrences):
        x = x + drop(recurrence(k, x)) * mask
        if k + 2 == size.tags_after:
            y = normed(p, "mid", x)
            mid = linear(p, "mid.xpos", y), linear(p, "mid.upos", y)
            x = x + jax.nn.softmax(mid[0]) @ p["mid.xpos.back"] + jax.nn.softmax(mid[1]) @ p["mid.upos.back"]
    y = normed(p, "final", x)
    return drop(y), mid, drop


def heads(p, size: Size, y, drop, gold=None):
    """All logits. `gold` heads (B,T) choose the pairs of the label head; without it, none are made."""
    out = {k: linear(p, k, y) for k in ("xpos", "upos", "feats")}
    out["names"] = linear(p, "names", drop(leaky(linear(p, "names.hidden", y))))
    n, t, _ = y.shape
    head = drop(leaky(linear(p, "arc.head", y)))
    dep = drop(leaky(linear(p, "arc.dependent", y)))
    head = jnp.concatenate([jnp.broadcast_to(p["arc.root"], (n, 1, size.arc)), head], 1)
    arcs = jnp.einsum("bid,bjd->bij", linear(p, "arc.product", dep), head) / size.arc**0.5
    index = jnp.asarray(distance_index(t))
    values = linear(p, "arc.distance", dep)
    arcs += jnp.take_along_axis(values, jnp.broadcast_to(index, (n, t, t + 1)), 2)
    out["arcs"] = arcs
    if gold is not None:
        out["labels"] = labels(p, size, y, gold, drop)
    return out


def labels(p, size: Size, y, gold, drop=lambda x: x):
    n = y.shape[0]
    with_root = jnp.concatenate([jnp.broadcast_to(p["label.root"], (n, 1, size.width)), y], 1)
    lh, lm = linear(p, "label.head", with_root), with_root @ p["label.head_gate"]
    pick = lambda v: jnp.take_along_axis(v, gold[..., None], 1)
    dep, gate = linear(p, "label.dependent", y), y @ p["label.dependent_gate"]
    pair = jnp.concatenate([leaky(pick(lh) + dep), pick(lm) * gate], -1)
    return linear(p, "label", drop(pair))


def cross_entropy(logits, target, mask):
    logp = jax.nn.log_softmax(logits)
    picked = jnp.take_along_axis(logp, jnp.maximum(target, 0)[..., None], -1)[..., 0]
    return -(picked * mask).sum() / jnp.maximum(mask.sum(), 1.0)


def soft_cross_entropy(logits, target, mask):
    each = (target * jnp.maximum(jax.nn.log_softmax(logits), -30.0)).sum(-1)
    return -(each * mask).sum() / jnp.maximum(mask.sum(), 1.0)
