#!/usr/bin/env python3
"""Scores positions against eval/positions/{seen,held_back}.tsv.

    eval/score_positions.py target/debug/chancery [--errors] [seen|held_back ...]

A gold position is holder, issue, stance and target; a position found is right when holder, issue and stance are those of
a gold position of the same sentence, each gold position counted once. The holder is right when the gold words are the
actor's name or one of its mentions ("the" does not matter). Targets are counted among the right ones. Sentences without
a gold position are traps: whatever is found there is wrong. With --errors the wrong and the missing ones are shown; that
is for `seen` only, so that nobody tunes on the held-back half.
"""
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent / "positions"


def plain(words):
    words = " ".join(words.split())
    return words[4:].lower() if words.lower().startswith("the ") else words.lower()


def names(record, participant):
    actor = next(actor for actor in record["actors"] if actor["id"] == participant["id"])
    found = {plain(actor["name"]), plain(participant["text"])}
    return found | {plain(mention["text"]) for mention in actor["mentions"]}


def is_one(wanted, known):
    wanted = plain(wanted)
    # A gold surname stands for the whole name: "Roe" for "President Rufus Roe".
    if any(wanted.startswith(f"{name} {word} ") for name in known for word in ("in", "of", "for")):
        return True  # "the government" for "the government in Grandport": the phrase's end is not what is measured
    return wanted in known or any(name.endswith(" " + wanted) and wanted.istitle() and " of " not in name for name in known)


def gold_of(cell):
    if cell == "-":
        return []
    return [tuple(part.strip().split("|")) for part in cell.split(";")]


def read(binary, rows):
    articles = "".join(json.dumps({"id": key, "text": text}) + "\n" for key, text, _ in rows)
    command = [binary, "read", "-", "--input", "jsonl", "--format", "jsonl", "--world", str(HERE / "world.txt")]
    done = subprocess.run(command, input=articles, text=True, capture_output=True)
    return {record["article"]["id"]: record for record in map(json.loads, done.stdout.splitlines())}


def score(binary, name, show):
    lines = (HERE / f"{name}.tsv").read_text().splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    records = read(binary, rows)
    n_gold = n_found = n_right = n_targets = n_right_targets = n_traps = n_sprung = 0
    for key, text, cell in rows:
        record, gold = records[key], gold_of(cell)
        found, left, wrong = record["positions"], list(gold), []
        n_gold, n_found = n_gold + len(gold), n_found + len(found)
        n_traps += not gold
        n_sprung += not gold and bool(found)
        for position in found:
            known = names(record, position["holder"])
            match = next((one for one in left if one[1:3] == (position["issue"], position["stance"]) and is_one(one[0], known)), None)
            if match is None:
                wrong.append(position)
                continue
            left.remove(match)
            n_right += 1
            target = position.get("target")
            if match[3] != "-":
                n_targets += 1
                n_right_targets += target is not None and is_one(match[3], names(record, target))
        if show and (wrong or left):
            print(f"{key} {text}")
            for position in wrong:
                target = position.get("target")
                print("   wrong  ", position["holder"]["text"], position["issue"], position["stance"], "of", target and target["text"], position["rule"])
            for one in left:
                print("   missing", *one)
    precision, recall = n_right / max(n_found, 1), n_right / max(n_gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(
        f"{name}: {len(rows)} sentences, {n_gold} positions; found {n_found}, right {n_right}; "
        f"P {100 * precision:.1f} R {100 * recall:.1f} F1 {100 * f1:.1f}; "
        f"targets {n_right_targets} of {n_targets}; traps sprung {n_sprung} of {n_traps}"
    )


if __name__ == "__main__":
    options = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    binary, *names_of_sets = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    for name_of_set in names_of_sets or ["seen", "held_back"]:
        if "--errors" in options and name_of_set != "seen":
            sys.exit("errors are shown for `seen` only")
        score(binary, name_of_set, "--errors" in options)
