//! A text and a day in, its record on the page. Nothing is kept.

use super::{Asked, Page};
use crate::answer::{Answer, Form, csv_of};
use crate::choice::{PASTED, PUBLISHED, TITLE, day};
use crate::page::article::{COLUMNS, country_name, rows, rule_meaning};
use crate::problem::Problem;
use chancery_export::{Sheet, sheet_layers};
use chancery_record::Article;
use maud::html;
use std::collections::BTreeMap;

pub(crate) static PASTE: Page = Page {
    path: "/paste",
    name: "Paste",
    about: "Reads a text that is posted and gives its record; nothing is kept.",
    choices: &[&PASTED, &PUBLISHED, &TITLE],
    twins: &[Form::Json, Form::Csv],
    posted: true,
    answer: paste,
};

/// Longer texts take longer to read than somebody waits; `chancery read` takes them.
const LONGEST: usize = 200_000;

fn paste(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let text = asked.query.first("content").unwrap_or_default();
    let published = asked.query.first("published").map(|value| day("published", value)).transpose()?;
    if text.chars().count() > LONGEST {
        let message =
            format!("at most {LONGEST} characters are read here; `chancery read` takes longer texts");
        return Err(Problem::new(413, "too-long", message));
    }
    let title = asked.query.first("title").map(str::to_owned);
    let article = Article { published, title: title.clone(), ..Article::new(text) };
    let reading = (!text.is_empty()).then(|| chancery::read(&article, asked.desk.options.basis));
    match (asked.form, &reading) {
        (Form::Json | Form::Csv, None) => {
            return Err(Problem::new(
                400,
                "no-text",
                "post the text as `content`, and its day as `published`",
            ));
        }
        (Form::Json, Some(reading)) => {
            return Ok(Answer::Json(serde_json::json!({"text": article.text, "record": reading.record})));
        }
        (Form::Csv, Some(reading)) => return Ok(csv_of(&COLUMNS, rows(&reading.record).into_iter())),
        _ => {}
    }
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for why in reading.iter().flat_map(|reading| &reading.explanations) {
        reasons.entry(why.about.clone()).or_default().push(why.text.clone());
    }
    let form = html! {
        form.options method="post" action=(asked.bare()) {
            div.field {
                label for="o-content" { (PASTED.label) }
                textarea id="o-content" name="content" required spellcheck="false" { (text) }
            }
            div.fields {
                div.field {
                    label for="o-published" { (PUBLISHED.label) }
                    input type="date" id="o-published" name="published" value=[published];
                }
                div.field {
                    label for="o-title" { (TITLE.label) }
                    input type="text" id="o-title" name="title" value=[title.as_deref()] autocomplete="off";
                }
            }
            div.do { button type="submit" { "Read" } span.meta { "Nothing is kept." } }
        }
    };
    let body = html! {
        h1 { "Read a text" }
        @if reading.is_some() { details.again { summary { "Another text, or another day" } (form) } }
        @else { (form) }
        @if let Some(reading) = &reading {
            @if let Some(title) = &title { h2 { bdi { (title) } } }
            (sheet_layers())
            (Sheet {
                text: &article.text,
                record: &reading.record,
                prefix: "",
                lit: None,
                reasons,
                meaning: &rule_meaning,
                page_of: &|_| None,
                country: &|code| country_name(asked, code),
            }.markup())
        }
    };
    Ok(Answer::Page("Read a text".to_owned(), body))
}
