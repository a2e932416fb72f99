"""Reads the treebanks and name sets of `../shared/data` (rows marked *ship* only)."""

import glob
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

TYPES = ("PER", "ORG", "LOC")
NAME_TAGS = ["O"] + [f"{p}-{t}" for t in TYPES for p in "BILU"]
NO_NAME = -1  # not annotated: no loss


@dataclass
class Sentence:
    forms: list[str]
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    names: list[int] | None = None  # BILOU index or NO_NAME
    source: str = ""
    id: str = ""


def conllu(path: Path, source: str) -> list[Sentence]:
    out, s, ident = [], Sentence([], source=source), ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("#"):
            if line.startswith("# sent_id = "):
                s.id = line[12:]
        elif not line:
            if s.forms:
                out.append(s)
            s = Sentence([], source=source)
        else:
            c = line.split("\t")
            if not c[0].isdigit():
                continue
            s.forms.append(c[1])
            s.lemmas.append(c[2])
            s.upos.append(c[3])
            s.xpos.append(c[4])
            s.feats.append(c[5])
            s.heads.append(int(c[6]))
            s.relations.append(c[7])
    if s.forms:
        out.append(s)
    return out


def iob2(path: Path) -> dict[str, tuple[list[str], list[str]]]:
    """UNER's files: sentence id → forms, tags."""
    out, ident, forms, tags = {}, "", [], []
    for line in list(open(path, encoding="utf-8")) + ["\n"]:
        line = line.rstrip("\n")
        if line.startswith("# sent_id = "):
            ident = line[12:]
        elif line.startswith("#"):
            continue
        elif not line:
            if forms:
                out[ident] = (forms, tags)
            forms, tags = [], []
        else:
            c = line.split("\t")
            forms.append(c[1])
            tags.append(c[2])
    return out


def columns(path: Path, separator: str | None) -> list[tuple[list[str], list[str]]]:
    out, forms, tags = [], [], []
    for line in [*path.read_text(encoding="utf-8-sig").split("\n"), ""]:
        c = line.strip().split(separator)
        if len(c) < 2 or not c[0]:
            if forms:
                out.append((forms, tags))
            forms, tags = [], []
        elif c[0] != "-DOCSTART-":
            forms.append(c[0].strip())
            tags.append(c[-1].strip())
    return out


def bilou(tags: list[str], kinds: dict[str, str | None]) -> list[int]:
    """IOB1 or IOB2 tags → BILOU numbers; `kinds` maps a type to ours, to "" (no name) or None (no loss)."""
    out = [0] * len(tags)
    i = 0
    while i < len(tags):
        if "-" not in tags[i]:
            i += 1
            continue
        kind = tags[i].split("-", 1)[1]
        j = i + 1
        while j < len(tags) and tags[j] == "I-" + kind:
            j += 1
        to = kinds.get(kind, "")
        if to is None:
            out[i:j] = [NO_NAME] * (j - i)
        elif to:
            t = 1 + 4 * TYPES.index(to)
            if j - i == 1:
                out[i] = t + 3
            else:
                out[i] = t
                out[i + 1 : j - 1] = [t + 1] * (j - i - 2)
                out[j - 1] = t + 2
        i = j
    return out


PLAIN = {t: t for t in TYPES}
CROSSNER = {
    "politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG",
    "country": "LOC", "location": "LOC",
}  # fmt: skip

_TOKEN = re.compile(
    r"(?:[A-Z]\.)+|\d+(?:[.,:]\d+)*|\w+(?='s\b|’s\b)|['’]s\b|\w+|[^\w\s]", re.UNICODE
)


def re3d(folder: Path) -> list[Sentence]:
    """Government texts on Syria and Iraq. Its spans are wider than names ("the Kurdish YPG"):
    only spans wholly in capitals are names here; within any other no word has a loss."""
    kinds = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
    sentences = []
    for d in sorted(glob.glob(str(folder / "*/documents.json"))):
        spans: dict[str, list] = {}
        for line in open(d.replace("documents.json", "entities.json"), encoding="utf-8-sig"):
            if line.strip():
                e = json.loads(line)
                if e["type"] in kinds:
                    spans.setdefault(e["documentId"], []).append((e["begin"], e["end"], kinds[e["type"]]))
        for line in open(d, encoding="utf-8-sig"):
            if not line.strip():
                continue
            doc = json.loads(line)
            text = doc["text"]
            tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
            names = [0] * len(tokens)
            for b, e, kind in sorted(spans.get(doc["_id"], []), key=lambda x: (x[0], -x[1])):
                inside = [i for i, (s, t, _) in enumerate(tokens) if s < e and t > b]
                if inside and tokens[inside[0]][2].lower() == "the":
                    inside = inside[1:]
                if not inside or names[inside[0]] != 0:
                    continue
                words = [tokens[i][2] for i in inside]
                proper = all(w[0].isupper() or w in ("of", "and", "the", "for", "-", "al") for w in words)
                if kind == "PER" and any(w in ("President", "Minister", "Secretary") for w in words):
                    proper = False
                t = 1 + 4 * TYPES.index(kind)
                if not proper:
                    tags = [NO_NAME] * len(inside)
                elif len(inside) == 1:
                    tags = [t + 3]
                else:
                    tags = [t] + [t + 1] * (len(inside) - 2) + [t + 2]
                for i, x in zip(inside, tags):
                    names[i] = x
            start = 0
            for i, (s, t, w) in enumerate(tokens):
                last = i + 1 == len(tokens)
                if last or (w in ".?!" and tokens[i + 1][0] > t and tokens[i + 1][2][0].isupper()):
                    if i + 1 - start >= 4:
                        sentences.append(
                            Sentence([x[2] for x in tokens[start : i + 1]], names=names[start : i + 1], source="re3d")
                        )
                    start = i + 1
    return sentences


def crossner(folder: Path):
    """What names are measured on, the dev part, and what trains: the train part and the test part, which is three times
    as large and which no figure of ours is on, without the sentences that dev has too."""
    measured = columns(folder / "dev.txt", "\t")
    seen = {tuple(forms) for forms, _ in measured}
    both = columns(folder / "train.txt", "\t") + columns(folder / "test.txt", "\t")
    return measured, [(forms, tags) for forms, tags in both if tuple(forms) not in seen]


def load(data: Path):
    """Training sentences with trees, training sentences with names only, and dev sets."""
    bank = data / "treebanks"
    ewt, gum = bank / "UD_English-EWT", bank / "UD_English-GUM-noNC"
    names = data / "names"

    def with_names(conll, source, ner):
        sentences, found = conllu(conll, source), iob2(ner)
        for s in sentences:
            if s.id in found and found[s.id][0] == s.forms:
                s.names = bilou(found[s.id][1], PLAIN)
        return sentences

    uner = names / "UNER_English-EWT"
    trees = with_names(ewt / "en_ewt-ud-train.conllu", "ewt", uner / "en_ewt-ud-train.iob2")
    trees += with_names(gum / "en_gumfree-ud-train.conllu", "gum", gum / "en_gumfree-ner-train.iob2")
    dev = {
        "ewt": with_names(ewt / "en_ewt-ud-dev.conllu", "ewt", uner / "en_ewt-ud-dev.iob2"),
        "gum": with_names(gum / "en_gumfree-ud-dev.conllu", "gum", gum / "en_gumfree-ner-dev.iob2"),
    }
    only = []

    def add(pairs, kinds, source):
        for forms, tags in pairs:
            only.append(Sentence(forms, names=bilou(tags, kinds), source=source))

    measured, politics = crossner(names / "CrossNER/ner_data/politics")
    add(politics, CROSSNER, "crossner")
    add(columns(names / "wikigold/CONLL-format/data/wikigold.conll.txt", None), PLAIN, "wikigold")
    # MISC there is anything from a law to a year: it says nothing about our three types.
    add(columns(names / "multiNER-en/Final_English.txt", None), PLAIN | {"MISC": None}, "multiner")
    only += re3d(names / "re3d")
    dev["crossner"] = [Sentence(f, names=bilou(t, CROSSNER), source="crossner") for f, t in measured]
    return trees, only, dev
