//! Which articles tell the same in much the same words: a copy joins the story of the article that it is likest to.

use crate::id;
use chancery_text::{Signature, signature};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// The share of runs of words that makes one article a copy of another.
const ALIKE: f64 = 0.5;
/// What many articles have in common (a notice at the end) makes none of them a copy.
const MOST_OF_A_BAND: i64 = 64;
/// So many likely pairs are compared.
const MOST_CANDIDATES: usize = 64;

/// The story of an article: that of the earlier article that it is a copy of, or a new one. An article that was there
/// before keeps its story, whatever it says now.
pub(crate) fn of(connection: &Connection, key: i64, id: &str, text: &str) -> rusqlite::Result<i64> {
    let mut told = connection.prepare_cached("SELECT story FROM articles WHERE key = ?")?;
    let kept: Option<i64> = told.query_row([key], |row| row.get(0)).optional()?;
    let signature = signature(text);
    let likest = match (&signature, kept) {
        (Some(signature), None) => likest(connection, signature)?,
        _ => None,
    };
    if kept.is_some() {
        for sql in ["DELETE FROM bands WHERE article = ?", "DELETE FROM signatures WHERE article = ?"] {
            connection.prepare_cached(sql)?.execute([key])?;
        }
    }
    let story = match (kept, likest) {
        (Some(story), _) => story,
        (None, Some(story)) => {
            let sql = "UPDATE stories SET articles = articles + 1 WHERE key = ?";
            connection.prepare_cached(sql)?.execute([story])?;
            story
        }
        (None, None) => {
            let sql = "INSERT INTO stories (key, id, articles) VALUES (?, ?, 1)";
            connection.prepare_cached(sql)?.execute(params![key, id::story_id(id)])?;
            key
        }
    };
    if let Some(signature) = signature {
        let mut insert =
            connection.prepare_cached("INSERT OR IGNORE INTO bands (band, article) VALUES (?, ?)")?;
        for band in signature.bands() {
            insert.execute([band, key])?;
        }
        let sql = "INSERT INTO signatures (article, signature) VALUES (?, ?)";
        connection.prepare_cached(sql)?.execute(params![key, signature.to_bytes()])?;
    }
    Ok(story)
}

fn likest(connection: &Connection, signature: &Signature) -> rusqlite::Result<Option<i64>> {
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut of_band =
        connection.prepare_cached("SELECT article FROM bands WHERE band = ? ORDER BY article LIMIT ?")?;
    for band in signature.bands() {
        let articles = of_band.query_map([band, MOST_OF_A_BAND], |row| row.get::<_, i64>(0))?;
        for article in articles {
            *shared.entry(article?).or_default() += 1;
        }
    }
    let mut candidates: Vec<(i64, usize)> = shared.into_iter().collect();
    candidates.sort_by_key(|(article, n_bands)| (std::cmp::Reverse(*n_bands), *article));
    let mut kept = connection.prepare_cached(
        "SELECT signature, story FROM signatures JOIN articles ON articles.key = signatures.article WHERE article = ?",
    )?;
    let mut best: Option<(f64, i64)> = None;
    for (article, _) in candidates.into_iter().take(MOST_CANDIDATES) {
        let (likeness, story) = kept.query_row([article], |row| {
            Ok((signature.likeness_to_bytes(row.get_ref(0)?.as_blob()?), row.get::<_, i64>(1)?))
        })?;
        // The earlier of two that are equally alike.
        if likeness >= ALIKE && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, story));
        }
    }
    Ok(best.map(|(_, story)| story))
}
