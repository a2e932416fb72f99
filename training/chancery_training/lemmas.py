"""Lemmas: a script per word (casing, cut, append), from exceptions first and suffix rules then.

`crates/chancery-syntax/src/network/lemma.rs` is the twin of `Rules.lemma`.
"""

from collections import Counter, defaultdict
from pathlib import Path

from .features import clean, fnv, norm

SUFFIX = 7
NAMES = ("NNP", "NNPS")
# Scripts that are also tried for an inflected word, where they give a lemma that is known:
# (ending that the word must have, whether the letter before it must be doubled, script).
_ED = (("ed", 0, ("l", 2, "")), ("ed", 0, ("l", 1, "")), ("ed", 1, ("l", 3, "")), ("ied", 0, ("l", 3, "y")))
_ING = (("ing", 0, ("l", 3, "")), ("ing", 0, ("l", 3, "e")), ("ing", 1, ("l", 4, "")))
_S = (("s", 0, ("l", 1, "")), ("es", 0, ("l", 2, "")), ("ies", 0, ("l", 3, "y")))
_ER = (("er", 0, ("l", 2, "")), ("er", 0, ("l", 1, "")), ("er", 1, ("l", 3, "")), ("ier", 0, ("l", 3, "y")))
_EST = (("est", 0, ("l", 3, "")), ("est", 0, ("l", 2, "")), ("est", 1, ("l", 4, "")), ("iest", 0, ("l", 4, "y")))
MORE = {"VBD": _ED, "VBN": _ED, "VBG": _ING, "VBZ": _S, "NNS": _S, "JJR": _ER, "RBR": _ER, "JJS": _EST, "RBS": _EST}
INFLECTED = tuple(MORE)


def more(n: str, xpos: str):
    for ending, doubled, s in MORE[xpos]:
        k = len(n) - len(ending)
        if n.endswith(ending) and k >= 2 and (not doubled or n[k - 1] == n[k - 2]):
            yield s


def cased(form: str, casing: str) -> str:
    if casing == "l":
        return "".join(c.lower() for c in form)
    if casing == "t":
        return form[:1] + "".join(c.lower() for c in form[1:])
    return form


def script(form: str, lemma: str, xpos: str) -> tuple[str, int, str]:
    best = None
    for casing in ("k", "t", "l") if xpos in NAMES else ("l", "k", "t"):
        f = cased(form, casing)
        n = 0
        while n < min(len(f), len(lemma)) and f[n] == lemma[n]:
            n += 1
        cost = len(f) - n + len(lemma) - n
        if best is None or cost < best[0]:
            best = (cost, (casing, len(f) - n, lemma[n:]))
    return best[1]


def apply(form: str, s) -> str:
    f = cased(form, s[0])
    return (f[: len(f) - s[1]] if s[1] <= len(f) else "") + s[2]


def _irregular(path):
    for line in path.read_text(encoding="utf-8").splitlines() if path else ():
        if not line.startswith("#"):
            a, b, c = line.rstrip("\n").split("\t")
            if a == "noun":
                yield b, "NNS", c
            else:
                yield b, "VBD", a
                yield c, "VBN", a


class Rules:
    def __init__(self, sentences, irregular: Path | None = None):
        tokens, pairs = defaultdict(Counter), defaultdict(Counter)
        for s in sentences:
            for form, xpos, lemma in zip(s.forms, s.xpos, s.lemmas):
                if lemma and lemma != "_" and len(form) <= 40:
                    form = clean(form)
                    tokens[norm(form), xpos][script(form, lemma, xpos)] += 1
                    pairs[norm(form), xpos][form, lemma] += 1
        self.known = {(x[0], l) for (_, x), seen in pairs.items() for _, l in seen}
        self.known |= {("*", l) for _, l in self.known}
        by_suffix, kinds = defaultdict(Counter), Counter()
        for (n, xpos), scripts in tokens.items():
            if "0" in n:
                continue  # digits are one in a norm
            top, count = scripts.most_common(1)[0]
            if top[1] >= len(n) and len(n) > 1:
                continue  # wholly irregular: an exception, no rule
            # A word kept whole in lower case is the same script at every length.
            for k in range(0, min(SUFFIX, len(n)) + 1):
                kinds[xpos, n[len(n) - k :]] += 1
                by_suffix[xpos, n[len(n) - k :]][top] += min(3, sum(scripts.values()))
        self.suffix = {}
        for (xpos, suffix), scripts in sorted(by_suffix.items(), key=lambda kv: (len(kv[0][1]), kv[0])):
            top = min(scripts.items(), key=lambda kv: (-kv[1], kv[0]))[0]
            if suffix and (kinds[xpos, suffix] < 2 or sum(scripts.values()) < 3):
                continue
            if not suffix or self.by_rule(suffix[1:], xpos) != top:
                self.suffix[xpos, suffix] = top
        self.exceptions = {}
        for (n, xpos), scripts in sorted(tokens.items()):
            # Which script gives most of the lemmas seen: one of theirs, the rule's, or the lemma itself.
            seen = pairs[n, xpos]
            if "0" in n:
                continue
            rule = self.script(max(seen, key=seen.get)[0], n, xpos)
            whole = [("l", len(form), lemma) for form, lemma in seen]
            right = lambda s: sum(c for (form, lemma), c in seen.items() if apply(form, s) == lemma)
            best = max([rule, *sorted(scripts), *sorted(whole)], key=right)  # the first of equals
            if right(best) > right(rule):
                self.exceptions[n, xpos] = best
        for n, xpos, lemma in _irregular(irregular):
            if (n, xpos) in tokens and xpos == "NNS":
                continue
            # The treebanks have a slip or two here ("fled" from "flead"): the list wins.
            self.exceptions[n, xpos] = script(n, lemma, xpos)
        also = [s for rows in MORE.values() for _, _, s in rows]
        scripts = Counter(list(self.suffix.values()) + list(self.exceptions.values()) + also)
        self.scripts = [s for s, _ in sorted(scripts.items(), key=lambda kv: (-kv[1], kv[0]))]

    def by_rule(self, n, xpos):
        return next(self.chain(n, xpos))

    def chain(self, n, xpos):
        """Scripts of the suffixes that have one, longest first."""
        for k in range(min(SUFFIX, len(n)), -1, -1):
            s = self.suffix.get((xpos, n[len(n) - k :]))
            if s is not None:
                yield s
        yield ("k", 0, "") if xpos in NAMES else ("l", 0, "")

    def script(self, form, n, xpos):
        """The first of the chain that gives a lemma seen in this word class, then in any, then the longest suffix's."""
        if xpos in INFLECTED:
            for letter in xpos[0], "*":
                for s in [*self.chain(n, xpos), *more(n, xpos)]:
                    if (letter, apply(form, s)) in self.known:
                        return s
        return self.by_rule(n, xpos)

    def lemma(self, form: str, xpos: str) -> str:
        if len(form) > 40:
            return form
        form = clean(form)
        n = norm(form)
        if n[:1] == "0" and all(c in "0,." for c in n):
            return form.replace(",", "")
        return apply(form, self.exceptions.get((n, xpos)) or self.script(form, n, xpos))

    def hashed(self):
        number = {s: i for i, s in enumerate(self.scripts)}
        keys = lambda table, letter: sorted((fnv(f"{letter}{x}\x1f{n}"), number[s]) for (n, x), s in table)
        return (
            keys(self.exceptions.items(), "e"),
            keys((((n, x), s) for (x, n), s in self.suffix.items()), "r"),
            sorted(fnv(f"l{letter}{lemma}") for letter, lemma in self.known),
        )
