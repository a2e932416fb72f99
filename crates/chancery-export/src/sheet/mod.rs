//! An article with its record, as a part of a page: the text with everything highlighted, the record beside it, linked
//! both ways. Works without JavaScript. Whatever an article holds is shown as text, all of it.
//!
//! What belongs to a page of somebody's own (addresses, an archive, the frame) never enters; it is handed in.

mod margin;
mod text;

use chancery_record::{Actor, Days, Participant, Record, Size, short_days};
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeMap;

/// The colours, in light and in dark, and the style of a sheet. A page that holds sheets has it in its stylesheet.
pub const SHEET_STYLE: &str = include_str!("sheet.css");

/// The layers that a reader can switch off, with their labels.
const LAYERS: [(&str, &str); 6] = [
    ("statements", "Statements"),
    ("events", "Events"),
    ("positions", "Positions"),
    ("actors", "Actors"),
    ("times", "Times"),
    ("places", "Places"),
];

/// An article on its way to a page.
#[expect(missing_debug_implementations, reason = "it holds functions")]
pub struct Sheet<'a> {
    /// The text.
    pub text: &'a str,
    /// What was read from it.
    pub record: &'a Record,
    /// What stands before every id, where a page holds several sheets.
    pub prefix: &'a str,
    /// The entry that is shown above all others.
    pub lit: Option<&'a str>,
    /// Why entries are as they are, by their ids (`t1` and `pl1` are the first of times and places); under no id, why
    /// something was not recorded.
    pub reasons: BTreeMap<String, Vec<String>>,
    /// What a rule finds.
    pub meaning: &'a dyn Fn(&str) -> Option<String>,
    /// The address of an actor's own page, where there is one.
    pub page_of: &'a dyn Fn(&Actor) -> Option<String>,
    /// What a country is called.
    pub country: &'a dyn Fn(&str) -> String,
}

/// The switches of the layers, once on a page.
pub fn sheet_layers() -> Markup {
    html! {
        fieldset.layers {
            legend { "Show" }
            @for (layer, label) in LAYERS {
                label class=(layer) { input type="checkbox" id={ "show-" (layer) } data-layer=(layer) checked; (label) }
            }
        }
    }
}

impl Sheet<'_> {
    /// The sheet.
    pub fn markup(&self) -> Markup {
        let marks = self.marks();
        shown(html! { div.sheet { (self.highlighted(&marks)) (self.margin(&marks)) } })
    }

    fn reasons(&self, about: &str) -> &[String] {
        self.reasons.get(about).map_or(&[], Vec::as_slice)
    }

    /// An entry's own anchor in the text, or with `r-` in the margin.
    fn id(&self, of: &str) -> String {
        format!("{}{of}", self.prefix)
    }

    fn names(&self, members: &[Participant]) -> String {
        let mut names: Vec<String> = members.iter().map(|member| self.name(member)).collect();
        names.dedup();
        names.join(", ")
    }

    fn name(&self, member: &Participant) -> String {
        let actor = self.record.actor(&member.id);
        cut(actor.map_or(member.mention.text.as_str(), |actor| actor.name.as_str()), 80)
    }

    fn days(&self, days: Option<Days>) -> Option<String> {
        days.map(|days| short_days(days, self.record.article.published))
    }
}

/// Markup without the one character that no page can hold, NUL: U+FFFD stands for it, as browsers would have it.
pub fn shown(markup: Markup) -> Markup {
    if markup.0.contains('\0') { PreEscaped(markup.0.replace('\0', "\u{fffd}")) } else { markup }
}

/// Victims and arrests in words: `2 killed, 5 wounded`.
pub fn size_in_words(size: &Size) -> Option<String> {
    let parts = [(size.killed, "killed"), (size.wounded, "wounded"), (size.detained, "detained")];
    let parts: Vec<String> =
        parts.into_iter().filter_map(|(number, what)| Some(format!("{} {what}", number?))).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The first so many characters, with a sign that there are more.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
