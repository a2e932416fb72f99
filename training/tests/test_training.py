"""Tests of the training code on a tiny treebank of our own: `python -m unittest discover training/tests`."""

import functools
import itertools
import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from chancery_training import decode, features, fixtures, gazetteer, lemmas, network, pack, train, treebank  # noqa: E402

CONLLU = """\
# sent_id = 1
1	Jane	Jane	PROPN	NNP	Number=Sing	3	nsubj	_	_
2	Doe	Doe	PROPN	NNP	Number=Sing	1	flat	_	_
3	left	leave	VERB	VBD	Tense=Past|VerbForm=Fin	0	root	_	_
4	Freedonia	Freedonia	PROPN	NNP	Number=Sing	3	obj	_	_
5	.	.	PUNCT	.	_	3	punct	_	_

# sent_id = 2
1	Envoys	envoy	NOUN	NNS	Number=Plur	2	nsubj	_	_
2	met	meet	VERB	VBD	Tense=Past|VerbForm=Fin	0	root	_	_
3	in	in	ADP	IN	_	4	case	_	_
4	Grandport	Grandport	PROPN	NNP	Number=Sing	2	obl	_	_
5	.	.	PUNCT	.	_	2	punct	_	_

"""


class Training(unittest.TestCase):
    def sentences(self, folder):
        path = Path(folder) / "tiny.conllu"
        path.write_text(CONLLU, encoding="utf-8")
        sentences = treebank.conllu(path, "tiny")
        sentences[0].names = treebank.bilou(["B-PER", "I-PER", "O", "B-LOC", "O"], treebank.PLAIN)
        return sentences * 4

    @functools.cached_property
    def tiny(self):
        """The tiny treebank encoded, and a small network's compiled steps."""
        import tempfile

        import jax

        with tempfile.TemporaryDirectory() as folder:
            sentences = self.sentences(folder)
        self.assertEqual(sentences[0].names, [1, 3, 0, 12, 0])
        labels = train.Labels(sentences)
        vocabulary = features.build([s.forms for s in sentences], gram_rows=50)
        gaz = gazetteer.Gazetteer()
        gaz.add("country", "Freedonia")
        self.assertEqual(gaz.mark(["Freedonia", "freedonia"]), [1, 0])
        encoder = train.Encoded(vocabulary, gaz, labels)
        items = [encoder.sentence(s) for s in sentences]
        size = train.size_of(encoder, width=16, memory=16, recurrences=1, tags_after=2, arc=16, name_hidden=16)
        for form in itertools.chain.from_iterable(e["forms"] for e in items):
            encoder.words([form])
        gradient = jax.jit(jax.value_and_grad(train.loss_of(size, 0.1)))
        return encoder, items, size, gradient, train.optimiser(60, 0.02, warm=5)

    def trained(self, epochs):
        """Losses and parameters of a small network after so many epochs on the tiny treebank."""
        import jax

        encoder, items, size, gradient, update = self.tiny
        types = encoder.types()
        p = {k: jax.numpy.asarray(v) for k, v in network.initial(size, 1).items()}
        m, v = ({k: jax.numpy.zeros_like(x) for k, x in p.items()} for _ in range(2))
        drop = encoder.form_drop()
        positions, train.POSITIONS = train.POSITIONS, 80
        losses, step = [], 0
        for epoch in range(epochs):
            for b in train.epoch_batches(encoder, items, [], drop, 1, epoch):
                value, g = gradient(p, b, types, jax.random.fold_in(jax.random.key(1), step))
                p, m, v = update(p, m, v, g, step)
                losses.append(float(value))
                step += 1
        train.POSITIONS = positions
        return losses, {k: np.asarray(x).tobytes() for k, x in p.items()}

    def test_the_loss_falls_and_a_second_training_gives_the_same_bytes(self):
        losses, parameters = self.trained(30)
        self.assertLess(losses[-1], 0.5 * losses[0])
        self.assertEqual((losses, parameters), self.trained(30))

    def test_nothing_trains_that_names_are_measured_on(self):
        import tempfile

        parts = {"train": ["Jane", "left"], "dev": ["Grandport", "fell"], "test": ["Grandport", "fell"]}
        with tempfile.TemporaryDirectory() as folder:
            for part, words in parts.items():
                text = "".join(f"{w}\t{'B-location' if w == 'Grandport' else 'O'}\n" for w in words)
                (Path(folder) / f"{part}.txt").write_text(text + "\nRufus\tB-person\n" * (part == "test"), encoding="utf-8")
            measured, training = treebank.crossner(Path(folder))
        self.assertEqual([" ".join(forms) for forms, _ in measured], ["Grandport fell"])
        self.assertEqual([" ".join(forms) for forms, _ in training], ["Jane left", "Rufus"])

    def test_trees_are_the_best(self):
        r = np.random.default_rng(1)
        for _ in range(30):
            s = r.integers(-5, 5, (4, 5)).astype(float)
            found = decode.tree(s)
            best = max(sum(s[i, h] for i, h in enumerate(heads)) for heads in itertools.product(range(5), repeat=4)
                       if all(h != i + 1 for i, h in enumerate(heads)) and decode.is_tree(heads))  # fmt: skip
            self.assertTrue(decode.is_tree(list(found)))
            self.assertEqual(sum(s[i, h] for i, h in enumerate(found)), best)

    def test_features_are_those_that_rust_is_held_to(self):
        table = pack.Path(__file__).resolve().parents[2] / "crates/chancery-syntax/src/network/tests/features.tsv"
        self.assertEqual(table.read_text(encoding="utf-8"), fixtures.feature_table())

    def test_lemmas_from_rules_and_list(self):
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            rules = lemmas.Rules(self.sentences(folder), Path(__file__).resolve().parents[1] / "irregular.tsv")
        pairs = [("left", "VBD", "leave"), ("Envoys", "NNS", "envoy"), ("fled", "VBD", "flee"), ("1,100", "CD", "1100")]
        for form, xpos, lemma in pairs:
            self.assertEqual(rules.lemma(form, xpos), lemma)

    def test_weights_survive_packing(self):
        w = np.random.default_rng(2).standard_normal((4, 9)).astype(np.float32)
        scale, q = pack.quantise(w)
        self.assertLess(np.abs(w - scale[:, None] * q).max(), np.abs(w).max() / 200)


if __name__ == "__main__":
    unittest.main()
