"""Trees from arc scores, names from tag scores: twins of the Rust decoders, for measuring while training."""

import numpy as np


def is_tree(heads) -> bool:
    """heads[i] in 0..n for words 1..n; exactly one root and everything reaches it."""
    n = len(heads)
    if sum(h == 0 for h in heads) != 1:
        return False
    state = [0] * (n + 1)
    state[0] = 2
    for i in range(1, n + 1):
        path = []
        j = i
        while state[j] == 0:
            state[j] = 1
            path.append(j)
            j = heads[j - 1]
        if state[j] == 1:
            return False
        for k in path:
            state[k] = 2
    return True


def tree(scores: np.ndarray):
    """scores (n, n+1): dependents by heads, column 0 the root. Highest-scoring tree with one root."""
    n = scores.shape[0]
    s = scores.astype(np.float64).copy()
    s[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = s.argmax(1)
    if is_tree(heads):
        return heads
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:, :] = s
    full[1:, 0] -= 1e6  # as few words under the root as can be: one
    return np.array(_edmonds(full)[1:])


def _edmonds(s):
    """s[d, h]; node 0 is the root. Returns heads (heads[0] = -1)."""
    n = s.shape[0]
    heads = s.argmax(1)
    heads[0] = -1
    colour = [0] * n
    cycle = None
    for i in range(1, n):
        path, j = [], i
        while j != -1 and colour[j] == 0:
            colour[j] = i
            path.append(j)
            j = heads[j]
        if j > 0 and colour[j] == i and j in path:
            cycle = path[path.index(j) :]
            break
    if cycle is None:
        return list(heads)
    inside = set(cycle)
    rest = [i for i in range(n) if i not in inside]
    m = len(rest)
    t = np.full((m + 1, m + 1), -np.inf)
    t[:m, :m] = s[np.ix_(rest, rest)]
    enter, leave = [0] * m, [0] * m
    total = sum(s[c, heads[c]] for c in cycle)
    for a, r in enumerate(rest):
        gains = [s[c, r] - s[c, heads[c]] for c in cycle]
        k = int(np.argmax(gains))
        t[m, a], enter[a] = total + gains[k], cycle[k]
        if r:
            outs = [s[r, c] for c in cycle]
            k = int(np.argmax(outs))
            t[a, m], leave[a] = outs[k], cycle[k]
    t[m, m] = -np.inf
    sub = _edmonds(t)
    out = list(heads)
    for a, r in enumerate(rest):
        if r:
            out[r] = leave[a] if sub[a] == m else rest[sub[a]]
    a = sub[m]
    out[enter[a]] = rest[a]
    return out


def name_transitions(tags):
    """Allowed moves between BILOU tags; last row: start, last column: end."""
    n = len(tags)
    ok = np.zeros((n + 1, n + 1), bool)
    ends = lambda t: t == "O" or t[0] in "LU"
    starts = lambda t: t == "O" or t[0] in "BU"
    for i, a in enumerate(tags):
        for j, b in enumerate(tags):
            ok[i, j] = starts(b) if ends(a) else (b[0] in "IL" and b[1:] == a[1:])
        ok[i, n] = ends(a)
        ok[n, i] = starts(a)
    return ok


def viterbi(scores, ok):
    n = scores.shape[1]
    bad = np.where(ok, 0.0, -1e9)
    best = scores[0] + bad[n, :n]
    back = []
    for row in scores[1:]:
        m = best[:, None] + bad[:n, :n]
        k = m.argmax(0)
        back.append(k)
        best = m[k, np.arange(n)] + row
    j = int((best + bad[:n, n]).argmax())
    out = [j]
    for k in reversed(back):
        j = int(k[j])
        out.append(j)
    return out[::-1]


def spans(tags, names):
    out, start = set(), 0
    for i, t in enumerate(tags):
        name = names[t] if t >= 0 else "O"
        if name == "O":
            continue
        if name[0] in "BU":
            start = i
        if name[0] in "LU":
            out.add((start, i, name[2:]))
    return out
