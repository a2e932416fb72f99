#!/usr/bin/env python3
"""times_by_kind.py GOLD.jsonl RECORDS.jsonl     (stdlib only)

Value accuracy over the expression sets, by kind. GOLD as for score_times.py (gold-recognizers-en, gold-duckling-en,
gold-timenorm-expr-en), RECORDS what `chancery read --format jsonl` printed for it. An expression is right if a time
that overlaps it has its value, or (sets that give resolutions or the beginning of an interval) the same first day.
These two sets speak to an assistant and look ahead where news looks back, so a weekday is also right a whole number of
weeks off, and a day and month in another year; hours are compared without their day where the set gives none.
Prints for each kind: gold, found, right, accuracy = right / gold.
"""
import collections, datetime, json, sys


def days(gold):
    """The first days that the set allows for an expression."""
    found = set()
    for value in gold.get('values') or []:
        for key in ('FutureResolution', 'PastResolution'):
            resolution = value.get(key) or {}
            for name in ('date', 'dateTime', 'startDate', 'startDateTime'):
                if name in resolution:
                    found.add(resolution[name][:10])
    if 'grain' in gold and isinstance(gold.get('value'), str) and len(gold['value']) >= 10:
        found.add(gold['value'][:10])
    return found


def right(gold, time):
    values = gold['value'] if isinstance(gold['value'], list) else [gold['value']]
    ours = time.get('value')
    if not ours:
        return False
    if ours in values or time.get('from') in days(gold):
        return True
    weekday = time['from'] and datetime.date.fromisoformat(time['from']).isoweekday() if time.get('from') else None
    for value in values:
        value = (value or '').split(',')[0].strip('(')
        if value.startswith('XXXX-WXX-'):
            if str(weekday) == value[9:10] and ours.partition('T')[2] == value.partition('T')[2]:
                return True
        elif value.startswith('XXXX-XX-'):
            if ours[8:] == value[8:]:
                return True
        elif value.startswith('XXXX'):
            if ours[4:] == value[4:]:
                return True
        elif value.startswith('T'):
            hours = ours.partition('T')[2]
            if hours in (value[1:], value[1:] + ':00'):
                return True
        elif gold.get('grain') == 'day' and weekday and any(day in gold['text'].lower() for day in WEEKDAYS):
            if weekday == datetime.date.fromisoformat(value[:10]).isoweekday():
                return True
        elif gold.get('grain') == 'day' and ours[4:] == value[4:10]:
            return True
    return False


WEEKDAYS = ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')


def main(argv):
    records = {}
    for line in open(argv[1], encoding='utf8'):
        record = json.loads(line)
        records[record['article']['id']] = record
    table = collections.defaultdict(lambda: [0, 0, 0])
    for line in open(argv[0], encoding='utf8'):
        doc = json.loads(line)
        times = records.get(doc['id'], {}).get('times', [])
        for gold in doc['timexes']:
            row = table[gold.get('type') or 'other']
            row[0] += 1
            hits = [t for t in times if t['start'] < gold['end'] and gold['start'] < t['end']]
            row[1] += bool(hits)
            row[2] += any(right(gold, t) for t in hits)
    total = [sum(row[n] for row in table.values()) for n in range(3)]
    for kind, (gold, found, good) in sorted(table.items(), key=lambda item: -item[1][0]) + [('all', total)]:
        print(f'{kind:14} gold {gold:5}  found {found:5}  right {good:5}  accuracy {100 * good / max(gold, 1):.1f}')


if __name__ == '__main__':
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1:])
