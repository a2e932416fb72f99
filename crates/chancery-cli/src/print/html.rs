//! One self-contained page: each article's sheet, one below the other. Works without JavaScript; every character of an
//! article is escaped.
//!
//! What a sheet looks like never enters; `chancery-export` makes it.

use super::{Printer, reasons};
use chancery::{ReadArticle, Record, long_day};
use chancery_export::{SHEET_STYLE, Sheet, sheet_layers, shown};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");

pub(crate) struct Html<'w> {
    explain: bool,
    country_name: Box<dyn Fn(&str) -> String + 'w>,
    n_articles: usize,
}

impl<'w> Html<'w> {
    pub(crate) fn new(explain: bool, country_name: Box<dyn Fn(&str) -> String + 'w>) -> Html<'w> {
        Html { explain, country_name, n_articles: 0 }
    }
}

impl Printer for Html<'_> {
    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let head = html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "chancery: the record" }
                style { (PreEscaped(SHEET_STYLE)) (PreEscaped(STYLE)) }
            }
        };
        write!(out, "{}\n<html lang=\"en\">\n{}\n<body>\n", DOCTYPE.0, head.0)?;
        writeln!(out, "{}", sheet_layers().0)
    }

    fn print(&mut self, out: &mut dyn Write, read: &ReadArticle) -> io::Result<()> {
        self.n_articles += 1;
        let prefix = format!("n{}-", self.n_articles);
        let record = &read.reading.record;
        let mut facts = vec![read.name.clone()];
        facts.extend(record.article.source.clone());
        facts.extend(record.article.published.map(long_day));
        facts.push(format!("{} characters", record.article.characters));
        let owned = |why: Vec<&str>| why.into_iter().map(str::to_owned).collect();
        let reasons = reasons(read, self.explain);
        let sheet = Sheet {
            text: &read.article.text,
            record,
            prefix: &prefix,
            lit: None,
            reasons: reasons.into_iter().map(|(about, why)| (about.to_owned(), owned(why))).collect(),
            meaning: &|rule| {
                let mut meanings = chancery::explain(rule).into_iter();
                meanings.find(|meaning| meaning.kind == "rule").map(|meaning| meaning.definition)
            },
            page_of: &|_| None,
            country: &self.country_name,
        };
        let article = html! {
            article {
                h1 { bdi { (record.article.title.as_deref().unwrap_or(&read.name)) } }
                p.facts { bdi { (facts.join(" · ")) } }
                (sheet.markup())
                (pairing(record, &prefix))
            }
        };
        writeln!(out, "{}", shown(article).0)
    }

    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"</body>\n</html>\n")
    }
}

/// Style rules that light up all of an entry's characters while it, or its place in the text, is pointed at.
fn pairing(record: &Record, prefix: &str) -> Markup {
    let ids = record.statements.iter().map(|one| &one.id);
    let ids = ids.chain(record.events.iter().map(|one| &one.id));
    let ids = ids.chain(record.positions.iter().map(|one| &one.id));
    let ids = ids.chain(record.actors.iter().map(|one| &one.id));
    let can_stand_in_a_rule =
        |id: &&String| id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let rules = ids.filter(can_stand_in_a_rule).map(|id| {
        let (text, margin) = (format!("{prefix}{id}"), format!("{prefix}r-{id}"));
        format!("article:has(#{text}:target,#{margin}:target,#{margin}:hover) .{text}{{outline:2px solid var(--lit)}}")
    });
    html! { style { (PreEscaped(rules.collect::<String>())) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::sample;
    use chancery::Citation;
    use std::collections::BTreeSet;

    fn printed(explain: bool, read: &ReadArticle) -> String {
        let mut html = Html::new(explain, Box::new(sample::country));
        let mut page = Vec::new();
        html.open(&mut page).unwrap();
        html.print(&mut page, read).unwrap();
        html.print(&mut page, read).unwrap();
        html.close(&mut page).unwrap();
        String::from_utf8(page).unwrap()
    }

    #[test]
    fn a_page_looks_like_this() {
        let page = printed(true, &sample::talks());
        let page = page.replace(SHEET_STYLE, "…\n").replace(STYLE, "…\n").replace("<li ", "\n<li ");
        sample::expect("talks.html", &page);
    }

    #[test]
    fn ids_are_unique_and_every_link_leads_somewhere() {
        let page = printed(false, &sample::talks());
        let values = |name: &str| {
            page.split(name)
                .skip(1)
                .filter_map(|rest| rest.split('"').next().map(str::to_owned))
                .collect::<Vec<_>>()
        };
        let ids = values(" id=\"");
        let known: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), known.len());
        for link in values(" href=\"#") {
            assert!(known.contains(&link), "#{link} leads nowhere");
        }
    }

    #[test]
    fn what_was_said_in_several_stretches_is_told_whole() {
        let mut read = sample::talks();
        let citation = |start: usize, end: usize| {
            let text = read.article.text.chars().skip(start).take(end - start).collect();
            Citation { start, end, text }
        };
        let stretches = vec![citation(0, 9), citation(20, 29)];
        let told = format!("{} … {}", stretches[0].text, stretches[1].text);
        read.reading.record.statements[0].content = stretches;
        assert!(printed(false, &read).contains(&told));
    }

    #[test]
    fn what_no_page_can_hold_is_replaced() {
        let mut read = sample::talks();
        read.article.text = format!("\0{}", read.article.text.chars().skip(1).collect::<String>());
        read.reading.record.article.title = Some("NUL \0 & <b>".to_owned());
        let page = printed(false, &read);
        assert!(!page.contains('\0') && page.contains("NUL \u{fffd} &amp; &lt;b&gt;"));
    }
}
