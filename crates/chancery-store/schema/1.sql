-- Form 1 of the archive.
--
-- Every record (statement, event, position) has a key that begins with its day: day (days since 0001-01-01, 22 bits),
-- article (26 bits), number within the article (15 bits). So whatever is in the order of keys is in the order of days,
-- and a stretch of days is a stretch of keys.
-- Offsets are Unicode code points of articles.text, half open.
-- Lists within a cell are joined by "; ", as in the CSV tables.

CREATE TABLE runs (
  key INTEGER PRIMARY KEY,
  reader_version TEXT NOT NULL,
  model TEXT NOT NULL,
  world TEXT NOT NULL,
  lexicon TEXT NOT NULL, -- a mark of the user's own lexicon, or nothing
  issues TEXT NOT NULL, -- a mark of the user's own issues, or nothing
  schema TEXT NOT NULL,
  UNIQUE (reader_version, model, world, lexicon, issues, schema)
) STRICT;

CREATE TABLE sources (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- What `chancery follow` remembers of a feed: validators and what was seen, as JSON.
CREATE TABLE feeds (
  url TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stories (
  key INTEGER PRIMARY KEY REFERENCES articles(key) DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL UNIQUE,
  articles INTEGER NOT NULL
) STRICT;
CREATE INDEX stories_by_size ON stories(articles, key);

CREATE TABLE articles (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT,
  source INTEGER REFERENCES sources(key),
  url TEXT,
  published TEXT,
  published_from TEXT,
  language TEXT,
  characters INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  events INTEGER NOT NULL,
  positions INTEGER NOT NULL,
  unread TEXT,
  run INTEGER NOT NULL REFERENCES runs(key),
  revision INTEGER NOT NULL,
  story INTEGER NOT NULL REFERENCES stories(key),
  text TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_url ON articles(url) WHERE url IS NOT NULL;
CREATE INDEX articles_by_story ON articles(story);
CREATE INDEX articles_by_day ON articles(published);
CREATE INDEX articles_by_run ON articles(run);

-- The whole record of each article, ids as in this archive: deflated JSON.
CREATE TABLE records (
  article INTEGER PRIMARY KEY REFERENCES articles(key),
  record BLOB NOT NULL
) STRICT;

-- What an article was before it changed.
CREATE TABLE revisions (
  article INTEGER NOT NULL REFERENCES articles(key),
  revision INTEGER NOT NULL,
  title TEXT,
  source TEXT,
  url TEXT,
  published TEXT,
  language TEXT,
  run INTEGER NOT NULL REFERENCES runs(key),
  text TEXT NOT NULL,
  record BLOB NOT NULL,
  PRIMARY KEY (article, revision)
) STRICT;

-- Every content that was ever added: adding it again changes nothing.
CREATE TABLE fingerprints (
  fingerprint BLOB PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(key),
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Ids that records once had, before their article changed or was read again.
CREATE TABLE former_ids (
  id TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles(key),
  revision INTEGER NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (id, article, revision)
) STRICT, WITHOUT ROWID;

-- Who is who across articles: one row for each person or body that is named.
CREATE TABLE parties (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  organisation TEXT,
  sectors TEXT,
  office TEXT,
  world TEXT,
  articles INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  events INTEGER NOT NULL
) STRICT;
CREATE INDEX parties_by_articles ON parties(articles, key);
CREATE INDEX parties_by_country ON parties(country, articles, key);

CREATE TABLE actors (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(key),
  id TEXT NOT NULL UNIQUE,
  party INTEGER REFERENCES parties(key),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  organisation TEXT,
  sectors TEXT,
  office TEXT,
  world TEXT,
  mentions INTEGER NOT NULL,
  rule TEXT NOT NULL
) STRICT;
CREATE INDEX actors_by_party ON actors(party, article) WHERE party IS NOT NULL;

-- The key of a mention: article, then number; so that an article's mentions stand together.
CREATE TABLE mentions (
  key INTEGER PRIMARY KEY,
  actor INTEGER NOT NULL REFERENCES actors(key),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  form TEXT NOT NULL
) STRICT;

CREATE TABLE places (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(key),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT,
  latitude REAL,
  longitude REAL,
  kind TEXT NOT NULL,
  geonames INTEGER,
  rule TEXT NOT NULL
) STRICT;

CREATE TABLE statements (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(key),
  id TEXT NOT NULL UNIQUE,
  form TEXT NOT NULL,
  act TEXT NOT NULL,
  inside TEXT REFERENCES statements(id) DEFERRABLE INITIALLY DEFERRED,
  cue TEXT,
  cue_lemma TEXT,
  cue_start INTEGER,
  cue_end INTEGER,
  content TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  first_day TEXT,
  last_day TEXT,
  date_from TEXT,
  rule TEXT NOT NULL
) STRICT;

CREATE TABLE statement_actors (
  statement INTEGER NOT NULL REFERENCES statements(key),
  role TEXT NOT NULL,
  number INTEGER NOT NULL,
  actor INTEGER NOT NULL REFERENCES actors(key),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (statement, role, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(key),
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  mode TEXT,
  contexts TEXT,
  quad TEXT NOT NULL,
  intensity REAL NOT NULL,
  status TEXT NOT NULL,
  reported_by TEXT REFERENCES statements(id) DEFERRABLE INITIALLY DEFERRED,
  first_day TEXT,
  last_day TEXT,
  date_from TEXT,
  place TEXT,
  place_country TEXT,
  geonames INTEGER,
  killed INTEGER,
  wounded INTEGER,
  detained INTEGER,
  trigger TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  confidence REAL NOT NULL,
  rule TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_type ON events(type, key);

CREATE TABLE event_actors (
  event INTEGER NOT NULL REFERENCES events(key),
  role TEXT NOT NULL,
  number INTEGER NOT NULL,
  actor INTEGER NOT NULL REFERENCES actors(key),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (event, role, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE positions (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles(key),
  id TEXT NOT NULL UNIQUE,
  holder INTEGER NOT NULL REFERENCES actors(key),
  holder_start INTEGER NOT NULL,
  holder_end INTEGER NOT NULL,
  holder_text TEXT NOT NULL,
  issue TEXT NOT NULL,
  stance TEXT NOT NULL,
  phrase TEXT,
  phrase_start INTEGER,
  phrase_end INTEGER,
  target INTEGER REFERENCES actors(key),
  target_start INTEGER,
  target_end INTEGER,
  target_text TEXT,
  condition TEXT,
  condition_start INTEGER,
  condition_end INTEGER,
  "from" TEXT,
  first_day TEXT,
  last_day TEXT,
  date_from TEXT,
  evidence TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  rule TEXT NOT NULL
) STRICT;
CREATE INDEX positions_by_issue ON positions(issue, key);

-- What parties are found by: a country, an organisation, a sector, both together (RUS/MIL), an id of the world, a name.
CREATE TABLE terms (
  key INTEGER PRIMARY KEY,
  facet TEXT NOT NULL,
  value TEXT NOT NULL COLLATE NOCASE,
  UNIQUE (facet, value)
) STRICT;

-- Which records a term plays a role in, in order of days. Roles: 0 actor and 1 recipient of an event, 2 speaker and
-- 3 addressee of a statement, 4 holder and 5 target of a position. class is the number of the event's type, the
-- statement's act or the position's stance in the codebook.
CREATE TABLE postings (
  term INTEGER NOT NULL,
  role INTEGER NOT NULL,
  record INTEGER NOT NULL,
  class INTEGER NOT NULL,
  PRIMARY KEY (term, role, record)
) STRICT, WITHOUT ROWID;

-- Near-duplicates: what articles with much the same wording have in common (MinHash bands), and their whole signature.
CREATE TABLE bands (
  band INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles(key) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;
CREATE TABLE signatures (
  article INTEGER PRIMARY KEY REFERENCES articles(key) DEFERRABLE INITIALLY DEFERRED,
  signature BLOB NOT NULL
) STRICT;

-- Full text, over the tables themselves.
CREATE VIRTUAL TABLE article_text USING fts5(title, text, content='articles', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE statement_text USING fts5(content, content='statements', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE event_text USING fts5(evidence, content='events', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE position_text USING fts5(evidence, content='positions', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE term_text USING fts5(value, content='terms', content_rowid='key', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE party_text USING fts5(name, content='parties', content_rowid='key', tokenize='unicode61 remove_diacritics 2');

-- What people who write SQL will want: the tables of `chancery read --format csv`, with the article's heading.
CREATE VIEW articles_view AS
  SELECT a.id, a.title, s.name AS source, a.url, a.published, a.published_from, a.language, a.characters,
         a.statements, a.events, a.positions, r.reader_version, r.model, r.world, r.lexicon, r.issues,
         a.revision, a.unread, t.id AS story, a.key AS article_key
  FROM articles a JOIN runs r ON r.key = a.run JOIN stories t ON t.key = a.story LEFT JOIN sources s ON s.key = a.source;

CREATE VIEW actors_view AS
  SELECT a.id AS article, a.published, x.id, x.name, x.kind, x.country, x.organisation, x.sectors, x.office, x.world,
         x.mentions, x.rule, p.id AS party
  FROM actors x JOIN articles a ON a.key = x.article LEFT JOIN parties p ON p.key = x.party;

CREATE VIEW mentions_view AS
  SELECT a.id AS article, x.id AS actor, x.name, m.start, m."end", m.text, m.form
  FROM mentions m JOIN actors x ON x.key = m.actor JOIN articles a ON a.key = x.article;

CREATE VIEW statements_view AS
  SELECT a.id AS article, a.title, s.name AS source, a.published, r.id, r.form, r.act, r.inside,
         (SELECT group_concat(x.name, '; ' ORDER BY m.number) FROM statement_actors m JOIN actors x ON x.key = m.actor
           WHERE m.statement = r.key AND m.role = 'speaker') AS speaker_names,
         (SELECT group_concat(coalesce(x.country, x.organisation), '; ' ORDER BY m.number) FROM statement_actors m
           JOIN actors x ON x.key = m.actor WHERE m.statement = r.key AND m.role = 'speaker') AS speaker_countries,
         (SELECT group_concat(x.name, '; ' ORDER BY m.number) FROM statement_actors m JOIN actors x ON x.key = m.actor
           WHERE m.statement = r.key AND m.role = 'addressee') AS addressee_names,
         r.cue, r.cue_lemma, r.content, r.start, r."end", r.first_day, r.last_day, r.date_from, r.rule,
         r.key AS statement_key
  FROM statements r JOIN articles a ON a.key = r.article LEFT JOIN sources s ON s.key = a.source;

CREATE VIEW events_view AS
  SELECT a.id AS article, a.title, s.name AS source, a.published, e.id, e.type, e.mode, e.contexts, e.quad, e.intensity,
         (SELECT group_concat(x.name, '; ' ORDER BY m.number) FROM event_actors m JOIN actors x ON x.key = m.actor
           WHERE m.event = e.key AND m.role = 'actor') AS actor_names,
         (SELECT group_concat(coalesce(x.country, x.organisation), '; ' ORDER BY m.number) FROM event_actors m
           JOIN actors x ON x.key = m.actor WHERE m.event = e.key AND m.role = 'actor') AS actor_countries,
         (SELECT group_concat(x.name, '; ' ORDER BY m.number) FROM event_actors m JOIN actors x ON x.key = m.actor
           WHERE m.event = e.key AND m.role = 'recipient') AS recipient_names,
         (SELECT group_concat(coalesce(x.country, x.organisation), '; ' ORDER BY m.number) FROM event_actors m
           JOIN actors x ON x.key = m.actor WHERE m.event = e.key AND m.role = 'recipient') AS recipient_countries,
         e.status, e.reported_by, e.first_day, e.last_day, e.date_from, e.place, e.place_country, e.geonames,
         e.killed, e.wounded, e.detained, e.trigger, e.evidence, e.start, e."end", e.confidence, e.rule,
         e.key AS event_key
  FROM events e JOIN articles a ON a.key = e.article LEFT JOIN sources s ON s.key = a.source;

CREATE VIEW event_actors_view AS
  SELECT a.id AS article, e.id AS event, m.role, x.id AS actor, x.name, x.kind, x.country, x.organisation, x.sectors,
         m.start, m."end", m.text
  FROM event_actors m JOIN events e ON e.key = m.event JOIN actors x ON x.key = m.actor JOIN articles a ON a.key = e.article;

CREATE VIEW positions_view AS
  SELECT a.id AS article, a.title, s.name AS source, a.published, p.id, h.name AS holder_name, h.country AS holder_country,
         p.issue, p.stance, p.phrase, t.name AS target_name, p.condition, p."from", p.first_day, p.last_day, p.date_from, p.evidence, p.start, p."end", p.rule, p.key AS position_key
  FROM positions p JOIN articles a ON a.key = p.article JOIN actors h ON h.key = p.holder
       LEFT JOIN actors t ON t.key = p.target LEFT JOIN sources s ON s.key = a.source;

CREATE VIEW stories_view AS
  SELECT t.id, t.articles, a.id AS first_article, a.title, s.name AS source, a.published
  FROM stories t JOIN articles a ON a.key = t.key LEFT JOIN sources s ON s.key = a.source;

-- The full text follows its tables.
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
  INSERT INTO article_text(rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER articles_changed AFTER UPDATE OF title, text ON articles BEGIN
  INSERT INTO article_text(article_text, rowid, title, text) VALUES ('delete', old.key, old.title, old.text);
  INSERT INTO article_text(rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
  INSERT INTO statement_text(rowid, content) VALUES (new.key, new.content);
END;
CREATE TRIGGER statements_gone AFTER DELETE ON statements BEGIN
  INSERT INTO statement_text(statement_text, rowid, content) VALUES ('delete', old.key, old.content);
END;
CREATE TRIGGER events_added AFTER INSERT ON events BEGIN
  INSERT INTO event_text(rowid, evidence) VALUES (new.key, new.evidence);
END;
CREATE TRIGGER events_gone AFTER DELETE ON events BEGIN
  INSERT INTO event_text(event_text, rowid, evidence) VALUES ('delete', old.key, old.evidence);
END;
CREATE TRIGGER positions_added AFTER INSERT ON positions BEGIN
  INSERT INTO position_text(rowid, evidence) VALUES (new.key, new.evidence);
END;
CREATE TRIGGER positions_gone AFTER DELETE ON positions BEGIN
  INSERT INTO position_text(position_text, rowid, evidence) VALUES ('delete', old.key, old.evidence);
END;
CREATE TRIGGER terms_added AFTER INSERT ON terms WHEN new.facet = 'name' BEGIN
  INSERT INTO term_text(rowid, value) VALUES (new.key, new.value);
END;
CREATE TRIGGER parties_added AFTER INSERT ON parties BEGIN
  INSERT INTO party_text(rowid, name) VALUES (new.key, new.name);
END;
CREATE TRIGGER parties_gone AFTER DELETE ON parties BEGIN
  INSERT INTO party_text(party_text, rowid, name) VALUES ('delete', old.key, old.name);
END;
