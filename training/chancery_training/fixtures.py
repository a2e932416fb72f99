"""Tables that hold the Rust twins to this code: features of odd words, and logits of a few sentences."""

from pathlib import Path

import numpy as np

from . import decode, evaluate, features, gazetteer, network, pack

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


SENTENCES = [
    "Jane Doe , the foreign minister of Freedonia , accused Sylvania of shelling its islands .",
    "TALKS IN GRANDPORT COLLAPSE",
    "“ We ca n’t wait , ” said Rufus Roe , whose 1,100 troops left Osterlich on Monday – for good .",
    "Who knows ?",
]


def logit_table(trained: dict, gaz: gazetteer.Gazetteer) -> str:
    """Every score for a few sentences, with the weights as the model file holds them."""
    from .train import Encoded

    class Labels:
        pass

    labels = Labels()
    labels.__dict__.update(trained["labels"])
    size = network.Size(**trained["size"])
    encoder = Encoded(features.Vocabulary(trained["keys"], {}), gaz, labels)
    parameters = {}
    for k, v in trained["parameters"].items():
        parameters[k] = v
        if v.ndim == 2:
            w = v if k in pack.TABLES else np.ascontiguousarray(v.T)
            scale, q = pack.quantise(w)
            w = scale[:, None] * q.astype(np.float32)
            parameters[k] = w if k in pack.TABLES else w.T
    lines = ["# Made by `python -m chancery_training pack`: a sentence, then its scores, word by word"]
    for text in SENTENCES:
        forms = text.split(" ")
        e = {"forms": forms, "words": {None: encoder.words(forms)}, "tree": False, "n": len(forms), "names": np.zeros(len(forms))}
        types = encoder.types()
        b = evaluate.batch([e], len(forms), 1)
        run, label = evaluate.forward(size)
        o = run(parameters, b, types)
        heads = decode.tree(np.asarray(o["arcs"])[0]).astype(np.int32)
        o["labels"] = label(parameters, o["y"], heads[None])
        lines.append(text)
        for k in ("upos", "xpos", "feats", "names", "arcs", "labels"):
            lines.append(k + "\t" + " ".join(f"{x:.6g}" for x in np.asarray(o[k]).ravel()))
        lines.append("heads\t" + " ".join(map(str, heads)))
    return "\n".join(lines) + "\n"


def write(folder: Path, trained: dict, rules, gaz):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "features.tsv").write_text(feature_table(), encoding="utf-8")
    (folder / "lemmas.tsv").write_text(lemma_table(rules), encoding="utf-8")
    (folder / "logits.tsv").write_text(logit_table(trained, gaz), encoding="utf-8")
