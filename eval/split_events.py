#!/usr/bin/env python3
"""split_events.py GOLD.jsonl SEEN.jsonl HELD.jsonl        (stdlib only)

Splits a gold file of events in two by the SHA-256 of each sentence's id: one in three is held back from whoever tunes the rules.
Look at SEEN only; HELD is for `score_events.py` without `--misses`.
"""
import hashlib, json, sys

gold, seen, held = sys.argv[1:4]
with open(seen, 'w', encoding='utf8') as out_seen, open(held, 'w', encoding='utf8') as out_held:
    for line in open(gold, encoding='utf8'):
        if line.strip():
            digest = hashlib.sha256(json.loads(line)['id'].encode()).digest()
            (out_held if digest[0] % 3 == 0 else out_seen).write(line)
