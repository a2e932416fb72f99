-- Form 3: taking in an article takes as long whatever the archive holds, and so does taking out what an article was.
--
-- SQLite looks for the rows that refer to a row that comes or goes. Without an index on what refers it reads whole tables.

-- Bands refer to articles as before, but SQLite is not told: it read all of them for every article. `check` looks.
CREATE TABLE bands_of_articles (
  band INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;
INSERT INTO bands_of_articles (band, article) SELECT band, article FROM bands ORDER BY band, article;
DROP TABLE bands;
ALTER TABLE bands_of_articles RENAME TO bands;

CREATE INDEX statements_by_inside ON statements(inside) WHERE inside IS NOT NULL;
CREATE INDEX events_by_report ON events(reported_by) WHERE reported_by IS NOT NULL;
CREATE INDEX mentions_by_actor ON mentions(actor);
CREATE INDEX statement_actors_by_actor ON statement_actors(actor);
CREATE INDEX event_actors_by_actor ON event_actors(actor);
CREATE INDEX positions_by_holder ON positions(holder);
CREATE INDEX positions_by_target ON positions(target) WHERE target IS NOT NULL;
