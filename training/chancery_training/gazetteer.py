"""Lists of names known beforehand, as a feature of words: packed as hashes into the model.

Drawn from `../shared/data/world` (rows marked *ship*). A word gets a bit for
beginning, and one for going on with, the longest match of each class.
"""

import csv
import json
import re
from collections import Counter
from pathlib import Path

from .features import clean, fnv, norm

CLASSES = ["country", "nation", "city", "town", "region", "person", "given", "surname", "body", "group"]
BITS = 2 * len(CLASSES)
LONGEST = 6  # words of an entry
_SPLIT = re.compile(r"(?:[A-Za-z]\.){2,}|[A-Z]\.|'s\b|\w+|[^\w\s]")
SEPARATOR = "\x1f"


def words(name: str) -> tuple[str, ...]:
    return tuple(norm(clean(w)) for w in _SPLIT.findall(name))


def key(entry: tuple[str, ...]) -> int:
    return fnv("z" + "".join(w + SEPARATOR for w in entry))


class Gazetteer:
    def __init__(self):
        self.entries: dict[tuple[str, ...], int] = {}

    def add(self, kind: str, name: str):
        w = words(name.strip())
        if 1 <= len(w) <= LONGEST and sum(map(len, w)) >= 2 and any(c.isalpha() for c in w[0]):
            self.entries[w] = self.entries.get(w, 0) | 1 << CLASSES.index(kind)

    def mark(self, forms: list[str]) -> list[int]:
        """A bit set per word: bit 2k begins class k, bit 2k+1 goes on with it."""
        cleaned = [clean(f) for f in forms]
        norms = [norm(c) for c in cleaned]
        out = [0] * len(forms)
        free_from = [0] * len(CLASSES)
        for i, c in enumerate(cleaned):
            if not c[:1].isupper():
                continue
            for n in range(min(LONGEST, len(forms) - i), 0, -1):
                mask = self.entries.get(tuple(norms[i : i + n]))
                if mask is None:
                    continue
                for k in range(len(CLASSES)):
                    if mask >> k & 1 and free_from[k] <= i:
                        free_from[k] = i + n
                        out[i] |= 1 << 2 * k
                        for j in range(i + 1, i + n):
                            out[j] |= 2 << 2 * k
        return out

    def hashed(self) -> list[tuple[int, int]]:
        return sorted((key(entry), m) for entry, m in self.entries.items())

    def begun(self) -> list[int]:
        return sorted({key(entry[:n]) for entry in self.entries for n in range(1, len(entry))})


NOT_NAMES = set("the of and in on de to no for is it at by we he may will mark art".split())


def build(world: Path) -> Gazetteer:
    g = Gazetteer()
    rows = lambda name, **kw: csv.DictReader(open(world / name, encoding="utf-8", newline=""), **kw)
    for r in rows("country-codes.csv"):
        for k in ("UNTERM English Short", "CLDR display name", "official_name_en"):
            if r.get(k):
                g.add("country", re.sub(r"\s*\(.*?\)", "", r[k]))
    for c in json.load(open(world / "factbook-country-lexicon.json", encoding="utf-8")):
        for k in ("short", "long"):
            if c[k] and c[k] != "none":
                g.add("country", re.sub(r"\s*\(.*?\)", "", c[k]))
        for k in ("noun", "adjective"):
            for w in re.split(r"[,;/]| or | and ", re.sub(r"\(([a-z]+)\)", r"", c[k] or "")):
                w = w.strip()
                if re.fullmatch(r"[A-Z][\w' -]+", w):
                    g.add("nation", w)
                    if not w.endswith(("s", "ese")):
                        g.add("nation", w + "s")
    for c in json.load(open(world / "geonames-countries.json", encoding="utf-8")).values():
        for e in c.values() if isinstance(c, dict) and "name" not in c else [c]:
            g.add("country", e["name"])
            if e.get("capital"):
                g.add("city", e["capital"])
    for n in ("US", "U.S.", "USA", "U.S.A.", "UK", "U.K.", "UAE", "America", "Britain", "England", "Scotland",
              "Wales", "Russia", "Soviet Union", "USSR", "Yugoslavia", "Czechoslovakia", "Holland", "DPRK", "DRC",
              "Iran", "Syria", "Burma", "Ivory Coast", "Great Britain", "Northern Ireland", "Palestine", "Kosovo"):  # fmt: skip
        g.add("country", n)
    for r in rows("cities15000.tsv", delimiter="\t", quoting=csv.QUOTE_NONE):
        big = int(r["population"] or 0) >= 150_000
        g.add("city" if big else "town", r["name"])
        if big:
            for a in r["alternates_latin"].split("|"):
                if a.isascii() and a[:1].isupper() and " " not in a and 4 <= len(a):
                    g.add("town", a)
    for r in rows("natural-earth-names.tsv", delimiter="\t", quoting=csv.QUOTE_NONE):
        if r["kind"] != "places":
            name = r["name"].title() if r["name"].isupper() else r["name"]
            if len(name) > 2:
                g.add("region", name)
    given, surname = Counter(), Counter()
    people = {r["person"] for r in rows("officeholders-wikidata-1998-2023.csv")}
    for r in rows("heads-factbook-2015-2026.csv"):
        n = r["name"]
        if n and len(n) < 60:
            people.add(" ".join(w.capitalize() if w.isupper() else w for w in n.split()))
    for r in rows("foreign-ministers-wikidata-2023-01.csv"):
        people.add(r["name"])
    for p in sorted(people):
        p = re.sub(r",.*|\(.*", "", p or "").strip()
        w = p.split()
        if len(w) < 2 or len(w) > LONGEST:
            continue
        g.add("person", p)
        given[w[0]] += 1
        surname[w[-1]] += 1
    for n, c in given.items():
        if c >= 2 and len(n) > 2 and n.lower() not in NOT_NAMES and n.isalpha():
            g.add("given", n)
    for n, c in surname.items():
        if len(n) > 2 and n.lower() not in NOT_NAMES:
            g.add("surname", n)
    for r in rows("igo-membership-factbook.csv"):
        if len(r["acronym"]) > 2:
            g.add("body", r["acronym"])
    for n in ("UN", "U.N.", "EU", "E.U.", "NATO", "African Union", "European Union", "United Nations", "White House",
              "Kremlin", "Pentagon", "Congress", "Senate", "Parliament"):  # fmt: skip
        g.add("body", n)
    for r in rows("armed-groups-factbook.csv"):
        g.add("group", re.sub(r"\s*\(.*?\)", "", r["group"]).strip(" ,"))
    for line in open(world / "phoenix-actors.jsonl", encoding="utf-8"):
        e = json.loads(line)
        codes = {c["code"] for c in e["codes"]}
        code = min(codes) if codes else ""
        if "International" in e["file"] and code[:3] in ("IGO", "NGO", "MNC", "IMG"):
            for n in e["names"]:
                if "+" not in n and "_" not in n and len(n) > 3:
                    g.add("body", n)
        elif "MilNonState" in e["file"]:
            for n in e["names"]:
                if len(n) > 3:
                    g.add("group", n)
    return g
