//! What a search finds as an Atom feed (RFC 4287): an entry a record, the newest first.

use crate::address::Address;
use crate::answer::Form;
use crate::page::Asked;
use crate::piece::cut;
use chancery_record::Days;
use chancery_store::{ArticleRow, EventRow, Member, PositionRow, StatementRow};
use jiff::civil::Date;
use std::fmt::Write as _;

struct Item<'a> {
    id: &'a str,
    day: Option<Date>,
    title: String,
    words: &'a str,
    article: &'a ArticleRow,
}

impl<'a> Item<'a> {
    fn of(
        id: &'a str,
        date: Option<Days>,
        title: String,
        words: &'a str,
        article: &'a ArticleRow,
    ) -> Item<'a> {
        Item { id, day: article.day(date), title, words, article }
    }
}

/// The day of what has none: Atom wants one.
const NO_DAY: Date = Date::constant(1970, 1, 1);

/// The feed of a search.
pub(crate) fn feed(
    asked: &Asked<'_>,
    statements: &[StatementRow],
    events: &[EventRow],
    positions: &[PositionRow],
) -> String {
    let mut items: Vec<Item<'_>> = Vec::new();
    for one in statements {
        let cue = one.cue.as_ref().map_or(one.act.label(), |cue| cue.citation.text.as_str());
        let title = format!("{} {cue}", names(&one.speakers));
        items.push(Item::of(&one.id, one.date, title, &one.content, &one.article));
    }
    for one in events {
        let to = if one.recipients.is_empty() {
            String::new()
        } else {
            format!(" → {}", names(&one.recipients))
        };
        let title = format!("{}: {}{to}", one.event_type, names(&one.actors));
        items.push(Item::of(&one.id, one.date, title, &one.evidence.text, &one.article));
    }
    for one in positions {
        let title = format!("{} {} {}", one.holder.name, one.stance, one.issue.replace('-', " "));
        items.push(Item::of(&one.id, one.date, title, &one.evidence.text, &one.article));
    }
    items.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.id.cmp(b.id)));
    let about: Vec<String> = asked.query.pairs().map(|(name, value)| format!("{name} {value}")).collect();
    let title =
        if about.is_empty() { "chancery".to_owned() } else { format!("chancery: {}", about.join(", ")) };
    let page = asked.here().to_string();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    let _ = writeln!(
        out,
        "<title>{}</title>\n<id>urn:chancery:search:{:016x}</id>",
        escaped(&title),
        chancery_text::fnv1a(page.bytes())
    );
    let _ = writeln!(
        out,
        "<updated>{}T00:00:00Z</updated>",
        items.iter().find_map(|item| item.day).unwrap_or(NO_DAY)
    );
    let _ = writeln!(
        out,
        "<link rel=\"self\" href=\"{}\"/>",
        escaped(&asked.here().form(Form::Atom).to_string())
    );
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(&page));
    for item in items {
        let _ = writeln!(
            out,
            "<entry>\n<title>{}</title>\n<id>urn:chancery:{}</id>",
            escaped(&cut(&item.title, 160)),
            escaped(item.id)
        );
        let _ = writeln!(out, "<updated>{}T00:00:00Z</updated>", item.day.unwrap_or(NO_DAY));
        let link = Address::record(&item.article.id, item.id).to_string();
        let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(&link));
        let _ = writeln!(
            out,
            "<author><name>{}</name></author>",
            escaped(item.article.source.as_deref().unwrap_or("unknown source"))
        );
        let _ = writeln!(out, "<summary>{}</summary>\n</entry>", escaped(item.words));
    }
    out.push_str("</feed>\n");
    out
}

fn names(members: &[Member]) -> String {
    match members {
        [] => "somebody".to_owned(),
        some => some.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "),
    }
}

/// Characters as XML allows them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_that_an_article_holds_is_markup_in_a_feed() {
        assert_eq!(escaped("a <b> & \"c\"\u{0}\u{1b}\n"), "a &lt;b&gt; &amp; &quot;c&quot;\u{fffd}\u{fffd} ");
    }
}
