"""What the network sees of a word. `crates/chancery-syntax/src/network/features.rs` is its twin.

Every function here must give the same result as its twin for every string: the
packed model holds only hashes, so a difference is silent. `tests` hold both to
one table of examples.
"""

from collections import Counter

CHARACTERS = str.maketrans(
    {
        **{c: '"' for c in "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"},
        **{c: "'" for c in "\u2018\u2019\u201a\u201b\u2039\u203a\u2032`\u00b4"},
        **{c: "-" for c in "\u2010\u2011"},
        **{c: "\u2013" for c in "\u2012\u2014\u2015\u2212"},
        "\u2026": "...",
    }
)
WHOLE = {"''": '"', "--": "\u2013", "---": "\u2013"}
LONGEST = 40  # characters of a word that are looked at: its first and last twenty

PAD, UNKNOWN = 0, 1
AFFIX_LENGTHS = (1, 2, 3, 4)
GRAM_LENGTHS = (3, 4, 5)
GRAMS = 20  # at most so many character n-grams a word
SHAPE_LENGTH = 8


def clean(form: str) -> str:
    """One kind of quotation mark, apostrophe and dash; at most LONGEST characters."""
    if len(form) > LONGEST:
        form = form[: LONGEST // 2] + form[-LONGEST // 2 :]
    form = form.translate(CHARACTERS)
    return WHOLE.get(form, form)


def norm(cleaned: str) -> str:
    """Lower case, every ASCII digit as 0."""
    return "".join("0" if "0" <= c <= "9" else c.lower() for c in cleaned)


def shape(cleaned: str) -> str:
    """X, x, d and punctuation, runs cut to two, at most eight characters."""
    out = []
    for c in cleaned:
        if "a" <= c <= "z":
            k = "x"
        elif "A" <= c <= "Z":
            k = "X"
        elif "0" <= c <= "9":
            k = "d"
        elif c < "\x80":
            k = c
        elif c.isupper():
            k = "X"
        elif c.isalpha():
            k = "x"
        else:
            k = "~"
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        out.append(k)
        if len(out) == SHAPE_LENGTH:
            break
    return "".join(out)


def affixes(n: str) -> list[str]:
    """Keys of the prefixes (`p`) and suffixes (`s`) of a norm."""
    out = []
    for k in AFFIX_LENGTHS:
        if len(n) >= k:
            out.append("p" + n[:k])
            out.append("s" + n[-k:])
    return out


def grams(n: str) -> list[str]:
    """Keys of the distinct character n-grams of ^norm$, shorter ones first."""
    s = "^" + n + "$"
    seen = {}
    for k in GRAM_LENGTHS:
        for i in range(len(s) - k + 1):
            seen.setdefault("g" + s[i : i + k])
    return list(seen)


def fnv(text: str, start: int = 0xCBF29CE484222325) -> int:
    """FNV-1a, 64 bits, over the UTF-8 bytes: the key of a vocabulary row in the model file."""
    h = start
    for b in text.encode("utf-8", "surrogatepass"):
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


class Vocabulary:
    """Rows of the one embedding table: keys are a letter for the kind and the string."""

    def __init__(self, keys: list[str], counts: dict[str, int]):
        self.keys = keys  # row = position + 2
        self.row = {k: i + 2 for i, k in enumerate(keys)}
        self.counts = counts  # of norms, for word dropout
        self._types: dict[str, int] = {}
        self.types: list[tuple[int, list[int], list[int]]] = [(PAD, [], [])]

    @property
    def rows(self) -> int:
        return len(self.keys) + 2

    def of_type(self, n: str):
        """Form row, affix rows and n-gram rows of a norm."""
        row = self.row
        a = [row[k] for k in affixes(n) if k in row]
        g = [row[k] for k in grams(n) if k in row][:GRAMS]
        return row.get("w" + n, UNKNOWN), a, g

    def type_id(self, n: str) -> int:
        i = self._types.get(n)
        if i is None:
            i = self._types[n] = len(self.types)
            self.types.append(self.of_type(n))
        return i

    def shape_row(self, cleaned: str) -> int:
        return self.row.get("h" + shape(cleaned), PAD)


def build(sentences, *, form_min=2, affix_min=3, shape_min=5, gram_rows=16000, more=(), more_min=3) -> Vocabulary:
    """`sentences`: lists of raw forms; forms that are in `more` often enough get a row too."""
    norms, shapes, extra = Counter(), Counter(), Counter()
    for forms in more:
        extra.update(norm(clean(f)) for f in forms)
    for forms in sentences:
        for f in forms:
            c = clean(f)
            norms[norm(c)] += 1
            shapes[shape(c)] += 1
    affix_types, gram_types = Counter(), Counter()
    for n in norms:
        affix_types.update(set(affixes(n)))
        gram_types.update(grams(n))
    by = lambda items: sorted(items, key=lambda kv: (-kv[1], kv[0]))
    known = {n: c for n, c in norms.items() if c >= form_min}
    known |= {n: extra[n] + norms[n] for n in sorted(extra) if n not in known and extra[n] + norms[n] >= more_min}
    norms.update({n: c for n, c in extra.items() if n in known})  # counts for word dropout
    keys = ["w" + n for n, c in by(known.items())]
    keys += [k for k, c in by(affix_types.items()) if c >= affix_min]
    keys += ["h" + s for s, c in by(shapes.items()) if c >= shape_min]
    keys += [k for k, _ in by(gram_types.items())[:gram_rows]]
    return Vocabulary(keys, dict(norms))
