//! One article → its record: the whole of the reader on one screen.

use crate::language;
use chancery_extract::{Explanation, Issues, Lexicon, explain_uncoded, find, mentions, resolve};
use chancery_record::{Article, ArticleInfo, Reader, Record, RecordDiagnostic, SCHEMA};
use chancery_syntax::{Model, parse};
use chancery_text::{Diagnostic, Severity, SourceText};
use chancery_world::World;

/// What was read from one article.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The record: who said what, who did what to whom, who wants what.
    pub record: Record,
    /// Why it is as it is, entry by entry.
    pub explanations: Vec<Explanation>,
}

/// What a reading rests on besides the article, and whether it is to explain what it left out.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The model of English.
    pub model: &'a Model,
    /// Who and what is known beforehand.
    pub world: &'a World,
    /// Which words are deeds.
    pub lexicon: &'a Lexicon,
    /// What positions are about.
    pub issues: &'a Issues,
    /// Whether the explanations also say why nothing is coded for a sentence.
    pub explain: bool,
}

impl Basis<'static> {
    /// What is compiled in.
    pub fn embedded() -> Basis<'static> {
        Basis {
            model: Model::embedded(),
            world: World::embedded(),
            lexicon: Lexicon::embedded(),
            issues: Issues::embedded(),
            explain: false,
        }
    }
}

/// Reads one article. Never fails: what is odd about a text becomes a diagnostic of the record.
///
/// No clock, no network, no randomness: the same article and basis give the same record.
pub fn read(article: &Article, basis: Basis<'_>) -> Reading {
    read_remarked(article, &[], basis)
}

/// Reads one article whose bytes were already remarked on: those remarks come first in the record.
pub fn read_remarked(article: &Article, remarks: &[Diagnostic], basis: Basis<'_>) -> Reading {
    let Basis { model, world, lexicon, issues, explain } = basis;
    let text = SourceText::new(article.text.as_str());
    let mut remarks = remarks.to_vec();
    let refusal = refusal(article);
    let language = match &refusal {
        Some((_, code)) => *code,
        None => Some("en"),
    };
    let mut reading = if let Some((diagnostic, _)) = refusal {
        remarks.push(diagnostic);
        Reading { record: empty_record(article, &text), explanations: Vec::new() }
    } else {
        let document = parse(&text, model);
        let mentions = mentions(&document, world);
        let found = find(&document, &mentions, world, lexicon, issues);
        let (record, mut explanations) = resolve(article, &document, &mentions, &found, world);
        if explain {
            explanations.extend(explain_uncoded(&document, &mentions, &found, world, lexicon));
        }
        Reading { record, explanations }
    };
    let record = &mut reading.record;
    record.reader = reader(basis);
    record.article.id = article.record_id();
    record.article.language = article.language.clone().or(language.map(str::to_owned));
    record.diagnostics.splice(0..0, remarks.iter().map(|remark| in_code_points(remark, &text)));
    reading
}

/// Why an article is not read at all, with the language that it seems to be in.
fn refusal(article: &Article) -> Option<(Diagnostic, Option<&'static str>)> {
    if article.text.chars().all(|c| c.is_whitespace() || c.is_control() || c == '\u{feff}') {
        let message = "the article has no text";
        return Some((Diagnostic::new(Severity::Error, "no-text", message), None));
    }
    let language = language::other_than_english(&article.text, article.language.as_deref())?;
    let message = format!("the text looks like {}, and only English is read", language.name);
    Some((Diagnostic::new(Severity::Error, "not-english", message), Some(language.code)))
}

fn reader(basis: Basis<'_>) -> Reader {
    Reader {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: basis.model.version().to_owned(),
        world: basis.world.version().to_owned(),
        lexicon: basis.lexicon.mark().map(str::to_owned),
        issues: basis.issues.mark().map(str::to_owned),
    }
}

fn empty_record(article: &Article, text: &SourceText) -> Record {
    Record {
        schema: SCHEMA.to_owned(),
        reader: Reader::default(),
        article: ArticleInfo {
            id: String::new(),
            title: article.title.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            published: article.published,
            published_from: article.published_from,
            language: None,
            characters: text.code_point_len(),
        },
        actors: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        statements: Vec::new(),
        events: Vec::new(),
        positions: Vec::new(),
        diagnostics: Vec::new(),
    }
}

fn in_code_points(diagnostic: &Diagnostic, text: &SourceText) -> RecordDiagnostic {
    let range = text.code_points(diagnostic.span.unwrap_or_default());
    RecordDiagnostic {
        severity: diagnostic.severity.name().to_owned(),
        code: diagnostic.code.to_owned(),
        message: diagnostic.message.clone(),
        start: range.start,
        end: range.end,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn blank(id: &str) -> Record {
        let mut record = empty_record(&Article::new(""), &SourceText::new(""));
        record.article.id = id.to_owned();
        record
    }

    #[test]
    fn an_article_without_text_or_in_another_language_gives_a_remark_and_no_records() {
        for (text, code) in [
            (" \n\t\u{feff}", "no-text"),
            (
                "Le ministre des affaires étrangères a quitté la capitale lundi soir, sans dire un mot à la presse.",
                "not-english",
            ),
        ] {
            let reading = read(&Article::new(text), Basis::embedded());
            assert_eq!(reading.record.diagnostics.len(), 1, "{:?}", reading.record.diagnostics);
            assert_eq!(
                (
                    reading.record.diagnostics[0].code.as_str(),
                    reading.record.diagnostics[0].severity.as_str()
                ),
                (code, "error")
            );
            assert!(reading.record.statements.is_empty() && reading.record.events.is_empty());
            assert!(reading.record.article.id.starts_with("h-"));
        }
    }
}
