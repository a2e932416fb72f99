//! The options of questions, by the names of the command's: one table that forms, filters and `/openapi.json` are made
//! from.

use crate::problem::Problem;
use crate::query::Query;
use chancery::World;
use chancery_record::{Act, EventType, Quad, Stance, StatementForm, Status, issues, parse_day};
use chancery_store::{Filter, Sort};

/// An option.
#[derive(Debug)]
pub(crate) struct Choice {
    /// Its name in addresses.
    pub(crate) name: &'static str,
    /// Its label in forms.
    pub(crate) label: &'static str,
    /// What it asks for.
    pub(crate) about: &'static str,
    /// What it takes.
    pub(crate) takes: Takes,
    /// Whether it may be given several times: any of them.
    pub(crate) many: bool,
    /// What is meant where it is not given, if that is one of what it takes.
    pub(crate) usual: &'static str,
}

/// What an option takes.
#[derive(Debug)]
pub(crate) enum Takes {
    Words,
    Day,
    Number,
    /// `yes`.
    Flag,
    /// One of these.
    OneOf(fn() -> Vec<&'static str>),
}

pub(crate) const fn choice(
    name: &'static str,
    label: &'static str,
    takes: Takes,
    about: &'static str,
) -> Choice {
    Choice { name, label, about, takes, many: false, usual: "" }
}

pub(crate) const fn any_of(
    name: &'static str,
    label: &'static str,
    takes: Takes,
    about: &'static str,
) -> Choice {
    Choice { name, label, about, takes, many: true, usual: "" }
}

macro_rules! labels_of {
    ($kind:ident) => {
        Takes::OneOf(|| $kind::ALL.iter().map(|one| one.label()).collect())
    };
}

pub(crate) static ACTOR: Choice = any_of(
    "actor",
    "Who",
    Takes::Words,
    "Who acts, speaks or holds: a country (RUS, Russia), an organisation (NATO), a sector (MIL), both (RUS/MIL), or words of a name.",
);
pub(crate) static RECIPIENT: Choice = any_of(
    "recipient",
    "To whom",
    Takes::Words,
    "The recipient, the addressee, of whom it is wanted. Those who meet are each other's recipients.",
);
pub(crate) static SINCE: Choice = choice(
    "since",
    "From",
    Takes::Day,
    "From this day on, as 2025-03-04; else the day of publication counts.",
);
pub(crate) static UNTIL: Choice = choice("until", "To", Takes::Day, "Up to this day.");
pub(crate) static SOURCE: Choice = any_of("source", "Source", Takes::Words, "The publication, by its name.");
pub(crate) static TEXT: Choice = choice(
    "text",
    "Words",
    Takes::Words,
    "Words of the record: all of them; \"two words\" together; begin*; -not; this OR that.",
);
pub(crate) static ARTICLE: Choice = choice("article", "Article", Takes::Words, "Of one article, by its id.");
pub(crate) static ORIGINALS: Choice = choice(
    "originals",
    "Without copies",
    Takes::Flag,
    "Leave out what copies repeat: of each story only its first article.",
);
pub(crate) static TYPE: Choice = any_of("type", "Type", labels_of!(EventType), "The type of event.");
pub(crate) static QUAD: Choice =
    any_of("quad", "Quad", labels_of!(Quad), "Words or deeds, cooperation or conflict.");
pub(crate) static STATUS: Choice = any_of("status", "Status", labels_of!(Status), "Whether it happened.");
pub(crate) static PLACE: Choice = any_of(
    "place",
    "Where",
    Takes::Words,
    "The place, by its name (Grandport) or its country's code (RUS); `none` for events without one.",
);
pub(crate) static VIEW: Choice = choice(
    "view",
    "",
    Takes::OneOf(|| vec!["world"]),
    "The whole world, in place of the part where something happened.",
);
pub(crate) static ACT: Choice = any_of("act", "Act", labels_of!(Act), "What was done by saying it.");
pub(crate) static ISSUE: Choice = any_of(
    "issue",
    "Issue",
    Takes::OneOf(|| issues().all().iter().map(|issue| issue.id.as_str()).collect()),
    "What the position is about.",
);
pub(crate) static STANCE: Choice =
    any_of("stance", "Stance", labels_of!(Stance), "For, against, or what is wanted.");
pub(crate) static REPORTED: Choice = choice(
    "reported",
    "Only reported",
    Takes::Flag,
    "Of events what is known from what somebody said, of statements what is told in the article's words.",
);
pub(crate) static DIRECT: Choice = choice(
    "direct",
    "Only direct",
    Takes::Flag,
    "Of events what the article itself tells, of statements what is quoted wholly.",
);
pub(crate) static SORT: Choice = Choice {
    usual: "newest",
    ..choice(
        "sort",
        "Order",
        Takes::OneOf(|| vec!["newest", "oldest"]),
        "The latest first, or the earliest; of actors and stories those with most or fewest articles.",
    )
};
pub(crate) static LIMIT: Choice =
    choice("limit", "On a page", Takes::Number, "How many on a page, up to 1000.");
pub(crate) static AFTER: Choice =
    choice("after", "", Takes::Words, "Where the page before ended: its `next`, an opaque word.");

pub(crate) static PASTED: Choice = choice("content", "The text", Takes::Words, "The text to read.");
pub(crate) static PUBLISHED: Choice = choice(
    "published",
    "Day of publication",
    Takes::Day,
    "Its day of publication, as 2025-03-04: \"Monday\" is counted from it.",
);
pub(crate) static TITLE: Choice = choice("title", "Headline", Takes::Words, "Its headline.");
pub(crate) static RECORD: Choice =
    choice("record", "", Takes::Words, "The record that is shown above all others, by its id.");
pub(crate) static EXPLAIN: Choice = choice(
    "explain",
    "With reasons",
    Takes::Flag,
    "Read the article again and say why each record is as it is; it takes a moment.",
);

/// So many on a page where nobody said how many.
const USUAL: usize = 50;
/// A page has no more than these.
const MOST: usize = 1000;
/// A question with more parts than these, or longer ones, is a mistake.
const MOST_PARTS: usize = 64;
const LONGEST: usize = 1000;

/// Every option is known, and given no oftener than it may be.
pub(crate) fn check(query: &Query, known: &[&'static Choice]) -> Result<(), Problem> {
    if query.pairs().count() > MOST_PARTS {
        return Err(Problem::new(400, "bad-option", format!("a question has at most {MOST_PARTS} options")));
    }
    for (name, value) in query.pairs() {
        let Some(choice) = known.iter().find(|choice| choice.name == name) else {
            let names: Vec<&str> = known.iter().map(|choice| choice.name).collect();
            let name: String = name.chars().take(80).collect();
            let ways = match &names[..] {
                [] => "there are none here".to_owned(),
                names => format!("there are {}", names.join(", ")),
            };
            return Err(Problem::new(
                400,
                "unknown-option",
                format!("there is no option `{name}` here; {ways}"),
            ));
        };
        if !choice.many && query.all(name).count() > 1 {
            return Err(Problem::new(400, "bad-option", format!("`{name}` is given more than once")));
        }
        if value.chars().count() > LONGEST {
            return Err(Problem::option(name, value, &format!("write at most {LONGEST} characters")));
        }
        // Issues may be the user's own.
        if let Takes::OneOf(all) = choice.takes
            && name != ISSUE.name
            && !all().iter().any(|one| one.eq_ignore_ascii_case(value))
        {
            return Err(Problem::option(name, value, &format!("write one of {}", all().join(", "))));
        }
    }
    Ok(())
}

/// Which records a query asks for.
pub(crate) fn filter(query: &Query, world: &World) -> Result<Filter, Problem> {
    let mut filter = Filter { limit: USUAL, ..Filter::default() };
    let (mut reported, mut direct) = (false, false);
    let who = |value: &str| world.country_named(value).map_or(value, |country| country.code()).to_owned();
    for (name, value) in query.pairs() {
        let value = value.trim();
        match name {
            "actor" => filter.actors.push(who(value)),
            "recipient" => filter.recipients.push(who(value)),
            "since" => filter.since = Some(day(name, value)?),
            "until" => filter.until = Some(day(name, value)?),
            "source" => filter.sources.push(value.to_owned()),
            "text" => filter.text = Some(value.to_owned()),
            "article" => filter.article = Some(value.to_owned()),
            "originals" => filter.originals = flag(name, value)?,
            "reported" => reported = flag(name, value)?,
            "direct" => direct = flag(name, value)?,
            "type" => filter.types.extend(labelled(EventType::ALL, |one| one.label(), value)),
            "quad" => filter.quads.extend(labelled(Quad::ALL, |one| one.label(), value)),
            "status" => filter.statuses.extend(labelled(Status::ALL, |one| one.label(), value)),
            "place" => filter.places.push(value.to_owned()),
            "act" => filter.acts.extend(labelled(Act::ALL, |one| one.label(), value)),
            "issue" => filter.issues.push(value.to_owned()),
            "stance" => filter.stances.extend(labelled(Stance::ALL, |one| one.label(), value)),
            "sort" => {
                filter.sort = if value.eq_ignore_ascii_case("oldest") { Sort::Oldest } else { Sort::Newest }
            }
            "limit" => {
                let number = value.parse().ok().filter(|number| (1..=MOST).contains(number));
                filter.limit = number.ok_or_else(|| {
                    Problem::option(name, value, &format!("write a number from 1 to {MOST}"))
                })?;
            }
            "after" => filter.after = Some(value.parse()?),
            _ => {}
        }
    }
    if reported && direct {
        return Err(Problem::new(400, "bad-option", "`reported` and `direct` exclude each other"));
    }
    filter.reported = (reported || direct).then_some(reported);
    filter.forms = match (reported, direct) {
        (true, _) => vec![StatementForm::Indirect, StatementForm::Mixed],
        (_, true) => vec![StatementForm::Direct],
        _ => Vec::new(),
    };
    Ok(filter)
}

pub(crate) fn day(name: &str, value: &str) -> Result<jiff::civil::Date, Problem> {
    parse_day(value.trim()).ok_or_else(|| Problem::option(name, value, "write a day as 2025-03-04"))
}

/// `yes` or `no`.
pub(crate) fn flag(name: &str, value: &str) -> Result<bool, Problem> {
    match value {
        "yes" | "true" | "1" | "on" => Ok(true),
        "no" | "false" | "0" | "off" => Ok(false),
        _ => Err(Problem::option(name, value, "write yes or no")),
    }
}

fn labelled<T: Copy>(all: &[T], label: fn(T) -> &'static str, value: &str) -> Option<T> {
    all.iter().copied().find(|&one| label(one).eq_ignore_ascii_case(value))
}
