//! JSON → articles: one object, with the mending that real feeds need.

use crate::error::Reason;
use chancery_record::Article;
use chancery_text::{Diagnostic, Severity};
use serde_json::{Map, Value};

/// An article, and what was odd about its JSON.
pub(crate) type Parsed = (Article, Vec<Diagnostic>);

/// Parses JSON; a lone surrogate, which is no character, is replaced and remarked on.
pub(crate) fn parse(json: &str, diagnostics: &mut Vec<Diagnostic>) -> Result<Value, Reason> {
    match serde_json::from_str(json) {
        Ok(value) => Ok(value),
        Err(error) => {
            if let Some(mended) = mend_surrogates(json)
                && let Ok(value) = serde_json::from_str(&mended)
            {
                let message = "a lone surrogate (half of a character) was replaced by \u{fffd}";
                diagnostics.push(Diagnostic::new(Severity::Warning, "lone-surrogate", message));
                return Ok(value);
            }
            Err(Reason::refused(format!("it is no JSON: {}", plain(&error))))
        }
    }
}

/// serde's message with the column, without the line: ours is the file's.
fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    format!("{what} (column {})", error.column())
}

/// One object → an article. Only `text` is required; a field that cannot be used is left out with a remark.
pub(crate) fn article(value: Value, mut diagnostics: Vec<Diagnostic>) -> Result<Parsed, Reason> {
    let Value::Object(mut fields) = value else {
        return Err(Reason::refused("it is no JSON object; an article is {\"text\": …}"));
    };
    let text = match fields.remove("text") {
        Some(Value::String(text)) => text,
        Some(_) => return Err(Reason::refused("its `text` is no string")),
        None => return Err(Reason::refused("it has no `text`; an article is {\"text\": …}")),
    };
    let mut article = Article { text, ..Article::default() };
    heading(&mut article, fields, &mut diagnostics);
    Ok((article, diagnostics))
}

/// Everything of an article but its text; unknown fields are passed over.
pub(crate) fn heading(
    article: &mut Article,
    mut fields: Map<String, Value>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut string = |name: &str| match fields.remove(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(value)) => Some(value),
        Some(Value::Number(value)) if name == "id" => Some(value.to_string()),
        Some(_) => {
            let message = format!("the article's `{name}` is no string; it was left out");
            diagnostics.push(Diagnostic::new(Severity::Warning, "bad-field", message));
            None
        }
    };
    article.id = string("id").or(article.id.take());
    article.title = string("title").or(article.title.take());
    article.source = string("source").or(article.source.take());
    article.url = string("url").or(article.url.take());
    article.language = string("language").or(article.language.take());
    if let Some(day) = string("published").filter(|day| !day.trim().is_empty()) {
        match chancery_record::parse_day(&day) {
            Some(day) => article.published = Some(day),
            None => {
                let message = format!("`published` is {day:?}, no date like 2025-03-04; it was left out");
                diagnostics.push(Diagnostic::new(Severity::Warning, "bad-date", message));
            }
        }
    }
}

/// The JSON with `\ufffd` in place of every surrogate escape without its other half, if there is one.
fn mend_surrogates(json: &str) -> Option<String> {
    let mut mended = String::with_capacity(json.len());
    let (mut rest, mut n_mended) = (json, 0usize);
    while let Some(at) = rest.find('\\') {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = match (surrogate(rest), surrogate(rest.get(6..).unwrap_or(""))) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(_), _) => {
                mended.push_str("\\ufffd");
                n_mended += 1;
                rest = &rest[6..];
                continue;
            }
            // Any other escape: the backslash and the character that it escapes.
            (None, _) => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        };
        mended.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    mended.push_str(rest);
    (n_mended > 0).then_some(mended)
}

/// The surrogate that the text starts with as an escape.
fn surrogate(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let unit = u32::from_str_radix(digits, 16).ok()?;
    (0xd800..=0xdfff).contains(&unit).then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Parsed, Reason> {
        let mut diagnostics = Vec::new();
        let value = parse(json, &mut diagnostics)?;
        article(value, diagnostics)
    }

    #[test]
    fn lone_surrogates_are_replaced_and_pairs_kept() {
        let (article, diagnostics) =
            read(r#"{"text": "a\ud83d b\ud83d\ude00 c\ude00 d\\ud83d e\n"}"#).unwrap();
        assert_eq!(article.text, "a\u{fffd} b😀 c\u{fffd} d\\ud83d e\n");
        assert_eq!(diagnostics[0].code, "lone-surrogate");
        assert_eq!(mend_surrogates(r#"{"text": "\ud83d\ude00 \" \\"}"#), None);
    }

    #[test]
    fn fields_that_cannot_be_used_are_left_out() {
        let (article, diagnostics) =
            read(r#"{"text": "x", "id": 17, "title": ["x"], "published": "soon", "unknown": {}}"#).unwrap();
        assert_eq!((article.id.as_deref(), article.title, article.published), (Some("17"), None, None));
        let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, ["bad-field", "bad-date"]);
    }

    #[test]
    fn what_is_no_article_says_why() {
        for (json, why) in [
            (r#"{"text": "cut"#, "it is no JSON: EOF while parsing a string (column 13)"),
            (r#"["text"]"#, "it is no JSON object"),
            (r#"{"title": "x"}"#, "it has no `text`"),
            (r#"{"text": 3}"#, "its `text` is no string"),
        ] {
            let Err(Reason::Refused(message)) = read(json) else { panic!("{json} was read") };
            assert!(message.starts_with(why), "{message}");
        }
    }
}
