"""Tables that hold the Rust twins to this code: features of odd words, and logits of a few sentences."""

import pickle
from pathlib import Path

import numpy as np

from . import features

WORDS = ["The", "the", "U.S.", "don't", "n’t", "“", "„", "''", "``", "--", "—", "–", "1,100", "2025-03-04", "Braže",
         "ÉTÉ", "straße", "İzmir", "日本", "F-16s", "co-operation", "…", "a", "http://example.org/a/very/long/path/of/words",
         "x" * 100, "ΣΟΦΟΣ", "mRNA", "€50m", "‘tis", "al‑Ani", "WITHDRAWAL", "!!!!", ":-)", "naïve", "’"]  # fmt: skip


def feature_table() -> str:
    lines = ["# Made by `python -m chancery_training fixtures`: word, cleaned, norm, hash of the shape, sum over the keys of its parts"]
    for word in WORDS:
        c = features.clean(word)
        n = features.norm(c)
        total = 0
        for i, key in enumerate(features.affixes(n) + features.grams(n)):
            total = (total + features.fnv(key) * (2 * i + 1)) & 0xFFFFFFFFFFFFFFFF
        lines.append("\t".join([word, c, n, f"{features.fnv('h' + features.shape(c)):016x}", f"{total:016x}"]))
    return "\n".join(lines) + "\n"


LEMMAS = """said VBD;was VBD;is VBZ;'s VBZ;n't RB;ca MD;I PRP;her PRP$;them PRP;met VBD;shot VBN;fled VBD;withdrew VBD
underwent VBD;bombed VBD;shelled VBD;planned VBN;denied VBD;dying VBG;accusing VBG;striking VBG;agrees VBZ;carries VBZ
goes VBZ;ministers NNS;parties NNS;men NNS;people NNS;series NNS;crises NNS;troops NNS;missiles NNS;Nations NNPS
Freedonia NNP;GRANDPORT NNP;Sylvanian JJ;better JJR;biggest JJS;earlier RBR;worst RBS;1,100 CD;15 CD;2025 CD;. .;“ ``
’s POS;‘re VBP;an DT;these DT;United NNP;SAYS VBZ;Talks NNS;left VBN;lies VBZ;leaves VBZ;wounded VBN;wounded JJ
blockades NNS;spokeswomen NNS;brought VBD;overthrown VBN;vetoed VBD;sought VBD;offered VBD;quitting VBG"""


def lemma_table(rules) -> str:
    lines = ["# Made by `python -m chancery_training fixtures`: word, Penn tag, lemma"]
    for pair in LEMMAS.replace("\n", ";").split(";"):
        word, xpos = pair.split(" ")
        lines.append(f"{word}\t{xpos}\t{rules.lemma(word, xpos)}")
    return "\n".join(lines) + "\n"
