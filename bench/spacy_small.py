"""How fast spaCy's small English pipeline reads, on one thread: `cargo xtask bench peers` runs this.

The pipeline has the shapes of the published `en_core_web_sm` (which is not on PyPI): one shared tok2vec for tagger and
parser, one of its own for names, a rule for each tag's part of speech, the rule lemmatizer. It is trained for a moment
only: its speed hangs on its shapes, not on what it has learnt.
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.training import Example

ROWS = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500, "SPACY": 50, "IS_SPACE": 50}


def tok2vec(attributes):
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "attrs": attributes,
            "rows": [ROWS[a] for a in attributes], "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1,
            "maxout_pieces": 3,
        },
    }  # fmt: skip


def transitions(state, vectors):
    return {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": state, "extra_state_tokens": False,
        "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": vectors,
    }  # fmt: skip


def pipeline():
    nlp = spacy.blank("en")
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    nlp.add_pipe("tok2vec", config={"model": tok2vec(list(ROWS))})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": shared}})
    nlp.add_pipe("parser", config={"model": transitions("parser", shared)})
    nlp.add_pipe("ner", config={"model": transitions("ner", tok2vec(list(ROWS)[:4]))})
    nlp.add_pipe("attribute_ruler")
    nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    return nlp


def blocks(path):
    rows = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line and line[0] != "#":
            rows.append(line.split("\t"))
        elif not line and rows:
            yield rows
            rows = []


def examples(nlp, trees, names):
    """Documents of one sentence each; a sentence whose words the file of names has otherwise gets no names."""
    ents = {tuple(row[1] for row in rows): [row[2] for row in rows] for rows in blocks(names)}
    for rows in blocks(trees):
        rows = [row for row in rows if row[0].isdigit()]
        heads = [int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)]
        words = [row[1] for row in rows]
        gold = Doc(nlp.vocab, words=words, tags=[row[4] for row in rows], heads=heads,
                   deps=[row[7].split(":")[0] if row[6] != "0" else "ROOT" for row in rows],
                   ents=ents.get(tuple(words)))  # fmt: skip
        yield Example(Doc(nlp.vocab, words=words), gold)


def tag_map(trees):
    """Each Penn tag's most frequent part of speech."""
    counts = {}
    for row in (row for rows in blocks(trees) for row in rows if row[0].isdigit()):
        counts.setdefault(row[4], Counter())[row[3]] += 1
    return {tag: of.most_common(1)[0][0] for tag, of in sorted(counts.items())}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--steps", type=int, default=60, help="of training, thirty-two sentences each")
    parser.add_argument("texts", type=Path, nargs="+")
    args = parser.parse_args()
    random.seed(1)
    spacy.util.fix_random_seed(1)
    nlp = pipeline()
    sentences = list(examples(nlp, args.trees, args.names))
    optimiser = nlp.initialize(lambda: sentences)
    for tag, upos in tag_map(args.trees).items():
        nlp.get_pipe("attribute_ruler").add([[{"TAG": tag}]], {"POS": upos})
    for _ in range(args.steps):
        nlp.update(random.sample(sentences, 32), sgd=optimiser, drop=0.1)
    texts = [path.read_text(encoding="utf-8") for path in args.texts]
    for _ in nlp.pipe(texts):
        pass
    before = time.process_time()
    n_tokens = sum(len(doc) for _ in range(args.rounds) for doc in nlp.pipe(texts))
    seconds = time.process_time() - before
    print(json.dumps({"version": spacy.__version__, "tokens": n_tokens, "seconds": seconds}))


if __name__ == "__main__":
    main()
