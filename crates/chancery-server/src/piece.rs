//! Pieces that pages are put together from: days, names, the form of options, the way to the next page.

use crate::address::Address;
use crate::choice::{Choice, Takes};
use crate::page::Asked;
use chancery_ledger::Who;
use chancery_record::{Days, long_day, short_days};
use chancery_store::{ArticleRow, Cursor, Member, Page};
use jiff::civil::Date;
use maud::{Markup, html};

/// The day of a record; where it is not known, that its article is of a day.
pub(crate) fn day(date: Option<Days>, article: &ArticleRow) -> Markup {
    match (date, article.published) {
        (Some(days), _) => html! {
            time.day datetime=(days.from) { (short_days(days, None)) }
        },
        (None, Some(day)) => html! {
            time.day.loose datetime=(day) title="the day of publication" { "by " (short_days(Days { from: day, to: day }, None)) }
        },
        (None, None) => html! { span.day.loose { "no day" } },
    }
}

/// Days that stand by themselves.
pub(crate) fn bare_day(days: Option<Days>) -> Markup {
    html! {
        @match days {
            Some(days) => time.day datetime=(days.from) { (short_days(days, None)) },
            None => span.day.loose { "no day" },
        }
    }
}

/// A word or two about a record.
pub(crate) fn tag(text: &str) -> Markup {
    html! { span.tag { (text) } }
}

/// A day of publication.
pub(crate) fn published(day: Option<Date>) -> Markup {
    html! { @if let Some(day) = day { time datetime=(day) { (long_day(day)) } } }
}

/// Actors in a role, each leading to who it is.
pub(crate) fn members(of: &[Member], nobody: &str) -> Markup {
    html! {
        @if of.is_empty() { span.nobody { (nobody) } }
        @for (n, one) in of.iter().enumerate() {
            @if n > 0 { @if n + 1 == of.len() { " and " } @else { ", " } }
            (member(one))
        }
    }
}

/// An actor in a role.
pub(crate) fn member(one: &Member) -> Markup {
    let what: Vec<&str> = [one.office.as_deref(), one.country.as_deref().or(one.organisation.as_deref())]
        .into_iter()
        .flatten()
        .collect();
    html! {
        @match &one.party {
            Some(party) => a.who href=(Address::actor(party)) title=[(!what.is_empty()).then(|| what.join(", "))] { bdi { (cut(&one.name, 80)) } },
            None => span.who { bdi { (cut(&one.name, 80)) } },
        }
    }
}

/// What the options ask for somebody by: a code, or else the name as one phrase.
pub(crate) fn asked_by(who: &Who, name: &str) -> String {
    match who {
        Who::Country(code) | Who::Organisation(code) => code.clone(),
        Who::Party(_) => format!("\"{}\"", name.replace('"', " ")),
    }
}

/// Where a record stands: the publication, or else the headline.
pub(crate) fn origin(article: &ArticleRow) -> Markup {
    html! {
        a href=(Address::article(&article.id)) {
            @match (&article.source, &article.title) {
                (Some(source), Some(title)) => { bdi { (source) } ": " bdi { (cut(title, 90)) } },
                (Some(one), None) | (None, Some(one)) => bdi { (cut(one, 110)) },
                (None, None) => bdi { (article.id) },
            }
        }
    }
}

/// The first so many characters, with a sign that there are more.
pub(crate) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// `1 article`, `33 articles`; thousands apart.
pub(crate) fn counted(n: usize, what: &str) -> String {
    format!("{} {what}{}", number(n), if n == 1 { "" } else { "s" })
}

/// A number with its thousands apart.
pub(crate) fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// The form of the page's options: `shown` at once, the others behind a word.
pub(crate) fn options(asked: &Asked<'_>, shown: &[&str]) -> Markup {
    let choices = asked.page.choices.iter().filter(|choice| !choice.label.is_empty());
    let (first, rest): (Vec<&&Choice>, Vec<&&Choice>) =
        choices.partition(|choice| shown.contains(&choice.name));
    let is_open = rest.iter().any(|choice| asked.query.first(choice.name).is_some());
    html! {
        form.options method="get" action=(asked.bare()) role="search" aria-label="Options" {
            div.fields { @for choice in first { (field(asked, choice)) } }
            @if !rest.is_empty() {
                details open[is_open] {
                    summary { "More options" }
                    div.fields { @for choice in rest { (field(asked, choice)) } }
                }
            }
            div.do {
                button type="submit" { "Show" }
                @if !asked.query.is_empty() { a href=(asked.bare()) { "Clear" } }
            }
        }
    }
}

fn field(asked: &Asked<'_>, choice: &Choice) -> Markup {
    let id = format!("o-{}", choice.name);
    let values: Vec<&str> = asked.query.all(choice.name).collect();
    let value = values.first().copied().unwrap_or_default();
    html! {
        div.field {
            label for=(id) { (choice.label) }
            @match &choice.takes {
                Takes::OneOf(all) => select id=(id) name=(choice.name) title=(choice.about) {
                    option value="" { @if choice.usual.is_empty() { "any" } @else { (choice.usual) } }
                    @for one in all().into_iter().filter(|one| *one != choice.usual) {
                        option value=(one) selected[one.eq_ignore_ascii_case(value)] { (one) }
                    }
                },
                Takes::Flag => select id=(id) name=(choice.name) title=(choice.about) {
                    option value="" { "no" }
                    option value="yes" selected[!value.is_empty()] { "yes" }
                },
                Takes::Day => input type="date" id=(id) name=(choice.name) value=(value) title=(choice.about);,
                Takes::Number => input type="number" min="1" max="1000" id=(id) name=(choice.name) value=(value) title=(choice.about);,
                Takes::Words => input type="text" id=(id) name=(choice.name) value=(value) title=(choice.about) autocomplete="off";,
            }
            // Of an option that may be given several times, the others stay.
            @for more in values.iter().skip(1) { input type="hidden" name=(choice.name) value=(more); }
        }
    }
}

/// The way to the next page, if there is one.
pub(crate) fn next_page<T>(asked: &Asked<'_>, page: &Page<T>) -> Markup {
    html! {
        nav.pages aria-label="Pages of this list" {
            @if asked.query.first("after").is_some() {
                a href=(asked.bare().query(asked.query.clone().without("after"))) { "From the beginning" }
            }
            @if let Some(next) = page.next { a rel="next" href=(after(asked, next)) { "Next page" } }
        }
    }
}

/// This page from a place on.
pub(crate) fn after(asked: &Asked<'_>, next: Cursor) -> Address {
    asked.bare().query(asked.query.clone().without("after")).with("after", next)
}

/// A list of nothing says so.
pub(crate) fn nothing(is_empty: bool) -> Markup {
    html! { @if is_empty { p.nothing { "Nothing in the archive is so." } } }
}
