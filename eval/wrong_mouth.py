#!/usr/bin/env python3
"""wrong_mouth.py GOLD.jsonl PRED.jsonl     (stdlib only; scorer in ../shared/eval)

How often a direct quotation is given to a wrong named speaker. Counted are predicted direct statements with a speaker whose
content HALF-matches a gold direct statement that has a source; wrong are those whose speaker shares no word with that source.
Pronouns and relative pronouns count by their own words, as in the scorer. PRED as score_statements.py takes it.
"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
for shared in (os.path.join(HERE, '..', '..', 'shared', 'eval'), '/work/shared/eval'):
    if os.path.isdir(shared):
        sys.path.insert(0, shared)
        break
import score_statements as scorer  # noqa: E402


def main():
    show = '--show' in sys.argv
    paths = [arg for arg in sys.argv[1:] if not arg.startswith('--')]
    if len(paths) != 2:
        raise SystemExit(__doc__)
    gold, pred = scorer.load(paths[0]), scorer.load(paths[1])
    named = wrong = unnamed = total = 0
    for key, document in gold.items():
        text = scorer.Doc(document['text'])
        golds = scorer.units(text, [s for s in document['statements'] if s['kind'] == 'direct'], False)
        preds = scorer.units(text, [s for s in pred.get(key, {}).get('statements', []) if s['kind'] == 'direct'], False)
        for p, g in scorer.match(preds, golds, scorer.half):
            if not golds[g]['s']:
                continue
            total += 1
            if not preds[p]['s']:
                unnamed += 1
                continue
            named += 1
            if not scorer.src_touch(preds[p], golds[g], text):
                wrong += 1
                if show:
                    print(key, [text.word[t] for t in sorted(preds[p]['s'])], [text.word[t] for t in sorted(golds[g]['s'])])
    print('direct quotations matched %d, with a speaker %d, without %d' % (total, named, unnamed))
    print('wrong mouth: %d of %d = %.1f %%' % (wrong, named, 100 * wrong / max(named, 1)))


main()
