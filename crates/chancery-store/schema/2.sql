-- Form 2: people and bodies are found by their codes in the order of their articles; what an archive holds is counted
-- while it grows; the index of parties knows of an event what a ledger counts; older versions of SQLite read the views.

-- What a person or body is found by: its country, organisation, sectors, both together (RUS/MIL), its id in the world.
CREATE VIEW codes_of_parties AS
  SELECT p.key AS party, c.value AS code
  FROM parties p, json_each('[' || json_quote(p.country) || ',' || json_quote(p.organisation) || ',' || json_quote(p.world) || ']') c
  WHERE c.value IS NOT NULL
  UNION ALL
  SELECT p.key, c.value FROM parties p, json_each('[' || replace(json_quote(p.sectors), '; ', '","') || ']') c
  WHERE c.value IS NOT NULL
  UNION ALL
  SELECT p.key, coalesce(p.country, p.organisation) || '/' || c.value
  FROM parties p, json_each('[' || replace(json_quote(p.sectors), '; ', '","') || ']') c
  WHERE c.value IS NOT NULL AND coalesce(p.country, p.organisation) IS NOT NULL;

CREATE TABLE party_codes (
  code TEXT NOT NULL COLLATE NOCASE,
  articles INTEGER NOT NULL,
  party INTEGER NOT NULL,
  PRIMARY KEY (code, articles, party)
) STRICT, WITHOUT ROWID;
INSERT INTO party_codes (code, articles, party)
  SELECT DISTINCT c.code COLLATE NOCASE, p.articles, p.key FROM parties p JOIN codes_of_parties c ON c.party = p.key;
CREATE TRIGGER parties_coded AFTER INSERT ON parties BEGIN
  INSERT INTO party_codes (code, articles, party)
    SELECT DISTINCT code COLLATE NOCASE, new.articles, new.key FROM codes_of_parties WHERE party = new.key;
END;
CREATE TRIGGER parties_counted AFTER UPDATE OF articles ON parties WHEN new.articles != old.articles BEGIN
  UPDATE party_codes SET articles = new.articles
    WHERE code IN (SELECT code FROM codes_of_parties WHERE party = new.key) AND articles = old.articles AND party = new.key;
END;
CREATE TRIGGER parties_uncoded BEFORE DELETE ON parties BEGIN
  DELETE FROM party_codes
    WHERE code IN (SELECT code FROM codes_of_parties WHERE party = old.key) AND articles = old.articles AND party = old.key;
END;

-- (No OR IGNORE in triggers: what an upsert does with conflicts would go before it.)

-- What countries are called.
CREATE INDEX parties_that_govern ON parties(country, articles, name)
  WHERE kind = 'government' AND office IS NULL AND country IS NOT NULL;

-- What came from each publication (0: from none that is named), kept up with every article.
CREATE TABLE source_sums (
  source INTEGER PRIMARY KEY,
  articles INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  events INTEGER NOT NULL,
  positions INTEGER NOT NULL
) STRICT;
INSERT INTO source_sums (source, articles, copies, unread, statements, events, positions)
  SELECT coalesce(source, 0), count(*), sum(story != key), sum(unread IS NOT NULL), sum(statements), sum(events), sum(positions)
  FROM articles GROUP BY 1;
CREATE TRIGGER articles_summed AFTER INSERT ON articles BEGIN
  INSERT INTO source_sums SELECT coalesce(new.source, 0), 0, 0, 0, 0, 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM source_sums WHERE source = coalesce(new.source, 0));
  UPDATE source_sums SET articles = articles + 1, copies = copies + (new.story != new.key),
    unread = unread + (new.unread IS NOT NULL), statements = statements + new.statements, events = events + new.events,
    positions = positions + new.positions
    WHERE source = coalesce(new.source, 0);
END;
CREATE TRIGGER articles_summed_anew AFTER UPDATE OF source, story, unread, statements, events, positions ON articles BEGIN
  UPDATE source_sums SET articles = articles - 1, copies = copies - (old.story != old.key),
    unread = unread - (old.unread IS NOT NULL), statements = statements - old.statements, events = events - old.events,
    positions = positions - old.positions
    WHERE source = coalesce(old.source, 0);
  INSERT INTO source_sums SELECT coalesce(new.source, 0), 0, 0, 0, 0, 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM source_sums WHERE source = coalesce(new.source, 0));
  UPDATE source_sums SET articles = articles + 1, copies = copies + (new.story != new.key),
    unread = unread + (new.unread IS NOT NULL), statements = statements + new.statements, events = events + new.events,
    positions = positions + new.positions
    WHERE source = coalesce(new.source, 0);
END;
CREATE INDEX articles_by_source ON articles(source, published);
CREATE INDEX articles_that_copy ON articles(key, story) WHERE story != key;

-- Of an event, class also tells the status (from bit 8), whether it is only known from what somebody said (bit 12), and
-- the intensity in tenths above -12.8 (from bit 16).
UPDATE postings SET class = class | (
    SELECT (CASE status WHEN 'occurred' THEN 0 WHEN 'ongoing' THEN 1 WHEN 'planned' THEN 2 WHEN 'hypothetical' THEN 3 ELSE 4 END << 8)
      | ((reported_by IS NOT NULL) << 12)
      | (CAST(min(max(round(intensity * 10), -128), 127) + 128 AS INTEGER) << 16)
    FROM events WHERE key = postings.record)
  WHERE role IN (0, 1) AND EXISTS (SELECT 1 FROM events WHERE key = postings.record);

DROP VIEW statements_view;
CREATE VIEW statements_view AS
  SELECT a.id AS article, a.title, s.name AS source, a.published, r.id, r.form, r.act, r.inside,
         (SELECT group_concat(part, '; ') FROM (SELECT x.name AS part FROM statement_actors m JOIN actors x ON x.key = m.actor
            WHERE m.statement = r.key AND m.role = 'speaker' ORDER BY m.number)) AS speaker_names,
         (SELECT group_concat(part, '; ') FROM (SELECT coalesce(x.country, x.organisation) AS part FROM statement_actors m JOIN actors x ON x.key = m.actor
            WHERE m.statement = r.key AND m.role = 'speaker' ORDER BY m.number)) AS speaker_countries,
         (SELECT group_concat(part, '; ') FROM (SELECT x.name AS part FROM statement_actors m JOIN actors x ON x.key = m.actor
            WHERE m.statement = r.key AND m.role = 'addressee' ORDER BY m.number)) AS addressee_names,
         r.cue, r.cue_lemma, r.content, r.start, r."end", r.first_day, r.last_day, r.date_from, r.rule,
         r.key AS statement_key
  FROM statements r JOIN articles a ON a.key = r.article LEFT JOIN sources s ON s.key = a.source;

DROP VIEW events_view;
CREATE VIEW events_view AS
  SELECT a.id AS article, a.title, s.name AS source, a.published, e.id, e.type, e.mode, e.contexts, e.quad, e.intensity,
         (SELECT group_concat(part, '; ') FROM (SELECT x.name AS part FROM event_actors m JOIN actors x ON x.key = m.actor
            WHERE m.event = e.key AND m.role = 'actor' ORDER BY m.number)) AS actor_names,
         (SELECT group_concat(part, '; ') FROM (SELECT coalesce(x.country, x.organisation) AS part FROM event_actors m JOIN actors x ON x.key = m.actor
            WHERE m.event = e.key AND m.role = 'actor' ORDER BY m.number)) AS actor_countries,
         (SELECT group_concat(part, '; ') FROM (SELECT x.name AS part FROM event_actors m JOIN actors x ON x.key = m.actor
            WHERE m.event = e.key AND m.role = 'recipient' ORDER BY m.number)) AS recipient_names,
         (SELECT group_concat(part, '; ') FROM (SELECT coalesce(x.country, x.organisation) AS part FROM event_actors m JOIN actors x ON x.key = m.actor
            WHERE m.event = e.key AND m.role = 'recipient' ORDER BY m.number)) AS recipient_countries,
         e.status, e.reported_by, e.first_day, e.last_day, e.date_from, e.place, e.place_country, e.geonames,
         e.killed, e.wounded, e.detained, e.trigger, e.evidence, e.start, e."end", e.confidence, e.rule,
         e.key AS event_key
  FROM events e JOIN articles a ON a.key = e.article LEFT JOIN sources s ON s.key = a.source;

