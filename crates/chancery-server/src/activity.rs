//! What somebody said, did and had done to it over time: a picture, and the table behind it, whose figures lead to the
//! records.

use crate::address::Address;
use crate::piece::{counted, number};
use chancery_ledger::{Activity, Stretch, Tally, events_in};
use chancery_record::{Days, Quad, long_day, short_days};
use chancery_store::Period;
use maud::{Markup, html};

/// The picture, in its own units.
const WIDTH: usize = 900;
const LEFT: usize = 44;
/// Above each of the three rows stands what it shows.
const HEAD: usize = 34;
const ROW: usize = 84;

/// So many stretches stand in the table, the latest; the twins have all.
const MOST_ROWS: usize = 16;

/// The four series, in the order of [`Quad::ALL`]: what they are called, and their class.
const SERIES: [(&str, &str); 4] = [
    ("words for", "words-for"),
    ("deeds for", "deeds-for"),
    ("words against", "words-against"),
    ("deeds against", "deeds-against"),
];

/// The section of a page; `who` is as the options ask for it, `rows` are the headings of the three rows, `by` is the same
/// page by another stretch.
pub(crate) fn section(
    activity: &Activity,
    who: &str,
    rows: [&str; 3],
    by: impl Fn(&str) -> Address,
) -> Markup {
    let stretches = &activity.stretches;
    if stretches.len() < 2 {
        return html! {};
    }
    html! {
        section #activity {
            h2 {
                "Over time"
                span.more { "by "
                    @for (n, (period, word)) in PERIODS.into_iter().enumerate() {
                        @if n > 0 { " · " }
                        @if period == activity.by { b { (word) } } @else { a href=(by(word).place("activity")) { (word) } }
                    }
                }
            }
            figure.chart tabindex="0" {
                (picture(activity, rows))
                figcaption {
                    "Cooperation upwards, conflict downwards; pale is what is only claimed. Planned, conditional and denied events are not counted, copies are."
                    @if activity.earlier > 0 {
                        " " (counted(activity.earlier, "record")) " of days before " (long_day(stretches[0].days.from)) " are left out."
                    }
                }
            }
            details.again { summary { "The table" @if stretches.len() > MOST_ROWS { " of the latest " (MOST_ROWS) } } (table(activity, who, rows)) }
        }
    }
}

/// What may be counted by, and the words for it.
pub(crate) const PERIODS: [(Period, &str); 3] =
    [(Period::Week, "week"), (Period::Month, "month"), (Period::Year, "year")];

fn picture(activity: &Activity, rows: [&str; 3]) -> Markup {
    let stretches = &activity.stretches;
    let n = stretches.len();
    let step = (WIDTH - LEFT) as f64 / n as f64;
    let most_said = stretches.iter().map(|one| one.said).max().unwrap_or(0).max(1);
    let height = |series: &[Tally; 4], sides: [usize; 2]| -> usize {
        sides.iter().map(|at| series[*at].told + series[*at].claimed).sum()
    };
    let heights = stretches.iter().flat_map(|one| [&one.did, &one.had]);
    let most = heights.flat_map(|one| [height(one, UP), height(one, DOWN)]).max().unwrap_or(0).max(1);
    let bottom = HEAD * 3 + ROW * 3;
    let every = n.div_ceil(8).max(1);
    html! {
        svg.ledger.activity viewBox={ "0 0 " (WIDTH) " " (bottom + 48) } role="group" aria-label="Statements and events over time; the table is below" {
            (heading(rows[0], 0))
            (scale(HEAD, most_said))
            (axis(HEAD + ROW))
            @for (at, stretch) in stretches.iter().enumerate() {
                @let tall = ROW as f64 * stretch.said as f64 / most_said as f64;
                @if stretch.said > 0 { (bar("said", at, step, (HEAD + ROW) as f64 - tall, tall)) }
            }
            @for (n, title) in rows[1..].iter().enumerate() {
                @let top = (n + 1) * (HEAD + ROW);
                (heading(title, top))
                (scale(top + HEAD, most))
                @for (at, stretch) in stretches.iter().enumerate() {
                    (mirrored(if n == 0 { &stretch.did } else { &stretch.had }, at, step, top + HEAD, most))
                }
                (axis(top + HEAD + ROW / 2))
            }
            @for (at, stretch) in stretches.iter().enumerate().filter(|(_, stretch)| !is_empty(stretch)) {
                @let about = about(stretch);
                a href={ "#" (row_id(stretch)) } tabindex="-1" aria-label=(about) {
                    rect.period x=(place(at, step)) y="0" width=(format!("{step:.2}")) height=(bottom) { title { (about) } }
                }
            }
            @for (at, stretch) in stretches.iter().enumerate().step_by(every) {
                text x=(format!("{:.2}", (LEFT as f64 + at as f64 * step).min((WIDTH - 80) as f64))) y=(bottom + 16) { (called(stretch.days, activity.by)) }
            }
            @for (n, (words, class)) in SERIES.into_iter().enumerate() {
                rect class=(class) x=(LEFT + n * 130) y=(bottom + 30) width="11" height="11" {}
                text x=(LEFT + n * 130 + 16) y=(bottom + 40) { (words) }
            }
        }
    }
}

const UP: [usize; 2] = [0, 1];
const DOWN: [usize; 2] = [2, 3];

/// Cooperation from the middle upwards, conflict downwards; words nearer to the middle than deeds.
fn mirrored(series: &[Tally; 4], at: usize, step: f64, top: usize, most: usize) -> Markup {
    let half = ROW as f64 / 2.0;
    let middle = top as f64 + half;
    html! {
        @for (sides, is_up) in [(UP, true), (DOWN, false)] {
            @let parts = sides.map(|n| [(series[n].told, SERIES[n].1.to_owned()), (series[n].claimed, format!("{} claimed", SERIES[n].1))]);
            @let parts = parts.concat();
            @for (n, (count, class)) in parts.iter().enumerate().filter(|(_, (count, _))| *count > 0) {
                @let below: usize = parts[..n].iter().map(|(count, _)| count).sum();
                @let (tall, reach) = (half * *count as f64 / most as f64, half * below as f64 / most as f64);
                (bar(class, at, step, if is_up { middle - reach - tall } else { middle + reach }, tall))
            }
        }
    }
}

fn bar(class: &str, at: usize, step: f64, y: f64, height: f64) -> Markup {
    let width = (step * 0.8).min(34.0);
    let x = LEFT as f64 + at as f64 * step + (step - width) / 2.0;
    html! { rect class=(class) x=(format!("{x:.2}")) y=(format!("{y:.2}")) width=(format!("{width:.2}")) height=(format!("{height:.2}")) {} }
}

fn heading(words: &str, top: usize) -> Markup {
    html! { text x=(LEFT) y=(top + 23) font-weight="600" { (words) } }
}

/// The most that a row shows, where it is shown.
fn scale(top: usize, most: usize) -> Markup {
    html! {
        line.line x1=(LEFT) x2=(WIDTH) y1=(top) y2=(top) {}
        text x=(LEFT - 6) y=(top + 4) text-anchor="end" { (number(most)) }
    }
}

fn axis(y: usize) -> Markup {
    html! { line.axis x1=(LEFT) x2=(WIDTH) y1=(y) y2=(y) {} }
}

fn place(at: usize, step: f64) -> String {
    format!("{:.2}", LEFT as f64 + at as f64 * step)
}

/// A month and a year are called by themselves, a week by its first day.
fn called(days: Days, by: Period) -> String {
    short_days(if by == Period::Week { Days::day(days.from) } else { days }, None)
}

fn row_id(stretch: &Stretch) -> String {
    format!("from-{}", stretch.days.from)
}

fn is_empty(stretch: &Stretch) -> bool {
    stretch.said + events_in(&stretch.did) + events_in(&stretch.had) == 0
}

/// `6–12 Jan 2031: 3 statements, 2 events as actor, 1 as recipient`.
fn about(stretch: &Stretch) -> String {
    format!(
        "{}: {}, {} as actor, {} as recipient",
        short_days(stretch.days, None),
        counted(stretch.said, "statement"),
        counted(events_in(&stretch.did), "event"),
        events_in(&stretch.had)
    )
}

fn table(activity: &Activity, who: &str, rows: [&str; 3]) -> Markup {
    let days = |list: Address, stretch: &Stretch| {
        list.with("since", stretch.days.from).with("until", stretch.days.to)
    };
    let events = |role: &str, stretch: &Stretch| {
        let list = Address::events().with(role, who).with("status", "occurred").with("status", "ongoing");
        days(list, stretch)
    };
    html! {
        div.wide tabindex="0" { table.activity {
            thead {
                tr { th rowspan="2" { "From" } th.n rowspan="2" { "Said" } th.group colspan="5" scope="colgroup" { (rows[1]) } th.group colspan="5" scope="colgroup" { (rows[2]) } }
                tr { @for _ in ["did", "had"] {
                    @for (words, _) in SERIES { th.n { (words) } }
                    th.n { "claimed" }
                } }
            }
            tbody { @for stretch in activity.stretches.iter().rev().filter(|stretch| !is_empty(stretch)).take(MOST_ROWS) {
                tr id=(row_id(stretch)) {
                    th scope="row" { time datetime=(stretch.days.from) { (called(stretch.days, activity.by)) } }
                    td.n { (linked(stretch.said, &days(Address::statements().with("actor", who), stretch))) }
                    @for (series, role) in [(&stretch.did, "actor"), (&stretch.had, "recipient")] {
                        @for (tally, quad) in series.iter().zip(Quad::ALL) {
                            td.n { (linked(tally.told, &events(role, stretch).with("quad", quad).with("direct", "yes"))) }
                        }
                        td.n { (linked(series.iter().map(|one| one.claimed).sum(), &events(role, stretch).with("reported", "yes"))) }
                    }
                }
            } }
        } }
    }
}

/// A number that leads to what it counts; of nothing a blank.
fn linked(n: usize, list: &Address) -> Markup {
    html! { @if n > 0 { a href=(list) { (number(n)) } } @else { span.nobody { "–" } } }
}
