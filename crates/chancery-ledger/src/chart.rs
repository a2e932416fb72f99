//! A ledger as a picture: two directions one above the other, cooperation upwards and conflict downwards, words and
//! deeds side by side. A string of SVG, every character of others' escaped.

use crate::{Direction, Ledger};
use chancery_record::Days;
use std::fmt::Write as _;

/// The whole picture's width, in its own units.
const WIDTH: f64 = 900.0;
/// Left of the bars stand the numbers.
const LEFT: f64 = 44.0;
/// The height of one direction, and what stands above each for its heading.
const BAND: f64 = 190.0;
const HEAD: f64 = 34.0;

/// The four series: what they are called, and their class.
const SERIES: [(&str, &str); 4] = [
    ("words for", "words-for"),
    ("deeds for", "deeds-for"),
    ("words against", "words-against"),
    ("deeds against", "deeds-against"),
];

/// The colours, in light and in dark. A page that has its own stylesheet takes these words into it.
pub const CHART_STYLE: &str = "\
.ledger{font:12px system-ui,sans-serif;background:#fff;color:#1b1f24}\
.ledger text{fill:currentColor}.ledger .axis{stroke:currentColor;stroke-opacity:.55}\
.ledger .line{stroke:currentColor;stroke-opacity:.15}\
.ledger .words-for{fill:#7fb2e5}.ledger .deeds-for{fill:#1f5fa8}\
.ledger .words-against{fill:#f0a17a}.ledger .deeds-against{fill:#b3361b}\
.ledger .claimed{fill-opacity:.35}.ledger .unknown{fill:currentColor;fill-opacity:.06}.ledger .change{stroke:currentColor;stroke-dasharray:3 3}\
@media(prefers-color-scheme:dark){.ledger{background:#14171b;color:#e6e8eb}\
.ledger .words-for{fill:#8fbdec}.ledger .deeds-for{fill:#3f86d6}\
.ledger .words-against{fill:#f3b08d}.ledger .deeds-against{fill:#e0583a}}";

/// The picture as a file of its own, with its colours.
pub fn svg(ledger: &Ledger, title: &str) -> String {
    drawn(ledger, title, None)
}

/// What readers may do with a picture on a page.
#[derive(Clone, Copy)]
pub struct Brush<'a> {
    /// The address of these days: each period in which there is something leads to its own.
    pub link: &'a dyn Fn(Days) -> String,
    /// The days that are chosen.
    pub chosen: Option<Days>,
}

/// The picture as a part of a page whose stylesheet has [`CHART_STYLE`]. `data-days` of the `svg` are the first days of
/// the periods, which stand side by side from `data-left` to the right edge: a script can take a stretch of them.
pub fn svg_part(ledger: &Ledger, title: &str, brush: Brush<'_>) -> String {
    drawn(ledger, title, Some(brush))
}

fn drawn(ledger: &Ledger, title: &str, brush: Option<Brush<'_>>) -> String {
    let height = 2.0 * (BAND + HEAD) + 56.0;
    // What holds links is no image.
    let role = if brush.is_some() { "group" } else { "img" };
    let mut page = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ledger\" viewBox=\"0 0 {WIDTH} {height}\" role=\"{role}\""
    );
    if let (Some(_), Some(last)) = (brush, ledger.periods.last()) {
        let days: Vec<String> = ledger.periods.iter().map(|period| period.from.to_string()).collect();
        let _ =
            write!(page, " data-left=\"{LEFT}\" data-days=\"{}\" data-last=\"{}\"", days.join(" "), last.to);
    }
    page.push('>');
    let with_style = brush.is_none();
    if with_style {
        let _ =
            write!(page, "<style>{CHART_STYLE}</style><rect width=\"100%\" height=\"100%\" fill=\"none\"/>");
    }
    let _ = write!(page, "<title>{}</title>", escaped(title));
    let most = ledger.directions.iter().flat_map(heights).fold(1.0, f64::max);
    if let Some(chosen) = brush.and_then(|brush| brush.chosen) {
        frame(&mut page, ledger, chosen);
    }
    for (n, direction) in ledger.directions.iter().enumerate() {
        band(&mut page, ledger, direction, n as f64 * (BAND + HEAD), most);
    }
    if let Some(brush) = brush {
        links(&mut page, ledger, brush);
    }
    days(&mut page, &ledger.periods, 2.0 * (BAND + HEAD) + 14.0);
    legend(&mut page, height - 12.0);
    page.push_str("</svg>\n");
    page
}

/// How high each bar of a direction is.
fn heights(direction: &Direction) -> Vec<f64> {
    let cells = direction.series.iter().flat_map(|series| &series.cells);
    cells.map(|cell| (cell.told + cell.claimed) as f64).collect()
}

fn band(page: &mut String, ledger: &Ledger, direction: &Direction, top: f64, most: f64) {
    let _ = write!(
        page,
        "<text x=\"{LEFT}\" y=\"{:.1}\" font-weight=\"600\">{}</text>",
        top + 20.0,
        escaped(&between(direction))
    );
    let middle = top + HEAD + BAND / 2.0;
    let unit = (BAND / 2.0 - 6.0) / most;
    for (share, sign) in [(1.0, -1.0), (1.0, 1.0)] {
        let y = middle + sign * share * most * unit;
        let _ = write!(
            page,
            "<line class=\"line\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text x=\"{:.1}\" y=\"{:.1}\" \
             text-anchor=\"end\">{most}</text>",
            LEFT - 6.0,
            y + 4.0
        );
    }
    let n = ledger.periods.len().max(1) as f64;
    let step = (WIDTH - LEFT) / n;
    let bar = (step * 0.42).clamp(0.4, 16.0);
    for (n, (series, (words, class))) in direction.series.iter().zip(SERIES).enumerate() {
        // Cooperation upwards, conflict downwards; words left, deeds right.
        let (sign, place) = (if n < 2 { -1.0 } else { 1.0 }, (n % 2) as f64);
        for (at, cell) in series.cells.iter().enumerate() {
            let x = LEFT + at as f64 * step + (step - 2.0 * bar) / 2.0 + place * bar;
            let mut reach = 0.0;
            for (count, more) in [(cell.told, ""), (cell.claimed, " claimed")] {
                if count == 0 {
                    continue;
                }
                let height = count as f64 * unit;
                let y = if sign < 0.0 { middle - reach - height } else { middle + reach };
                let _ = write!(
                    page,
                    "<rect class=\"{class}{more}\" x=\"{x:.2}\" y=\"{y:.2}\" width=\"{bar:.2}\" height=\"{height:.2}\"><title>{}, \
                     {}{more}: {count}</title></rect>",
                    ledger.periods[at].from, words
                );
                reach += height;
            }
        }
        for change in &series.changes {
            let x = LEFT + change.at as f64 * step;
            let (y1, y2) = if sign < 0.0 { (top + HEAD, middle) } else { (middle, top + HEAD + BAND) };
            let _ = write!(
                page,
                "<line class=\"change\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{y1:.1}\" y2=\"{y2:.1}\"><title>{}: from {:.1} to {:.1} \
                 a period</title></line>",
                words, change.before, change.after
            );
        }
    }
    for at in (0..ledger.periods.len()).filter(|at| !ledger.covered[*at]) {
        let x = LEFT + at as f64 * step;
        let _ = write!(
            page,
            "<rect class=\"unknown\" x=\"{x:.2}\" y=\"{:.1}\" width=\"{step:.2}\" height=\"{BAND}\"><title>{}: the archive has \
             nothing of it</title></rect>",
            top + HEAD,
            ledger.periods[at].from
        );
    }
    let _ = write!(
        page,
        "<line class=\"axis\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{middle:.1}\" y2=\"{middle:.1}\"/>"
    );
}

/// A ground behind the periods that meet these days.
fn frame(page: &mut String, ledger: &Ledger, chosen: Days) {
    let step = (WIDTH - LEFT) / ledger.periods.len().max(1) as f64;
    let first = ledger.periods.partition_point(|period| period.to < chosen.from);
    let past = ledger.periods.partition_point(|period| period.from <= chosen.to);
    if first < past {
        let (x, width) = (LEFT + first as f64 * step, (past - first) as f64 * step);
        let height = 2.0 * (BAND + HEAD);
        let _ = write!(
            page,
            "<rect class=\"chosen\" x=\"{x:.2}\" y=\"0\" width=\"{width:.2}\" height=\"{height}\"/>"
        );
    }
}

/// Over each period in which there is something a link to its days. They are for pointers: keys have the page's fields.
fn links(page: &mut String, ledger: &Ledger, brush: Brush<'_>) {
    let step = (WIDTH - LEFT) / ledger.periods.len().max(1) as f64;
    for (at, period) in ledger.periods.iter().enumerate() {
        let Some(holds) = holds(ledger, at) else { continue };
        let about = escaped(&format!("{} to {}: {holds}", period.from, period.to));
        let _ = write!(
            page,
            "<a href=\"{}\" tabindex=\"-1\" aria-label=\"{about}\"><rect class=\"period\" x=\"{:.2}\" y=\"{HEAD}\" \
             width=\"{step:.2}\" height=\"{:.1}\"><title>{about}</title></rect></a>",
            escaped(&(brush.link)(*period)),
            LEFT + at as f64 * step,
            2.0 * BAND + HEAD,
        );
    }
}

/// What is in a period: `FRD → SYL deeds for 1; SYL → FRD words against 2, deeds against 1 claimed`.
fn holds(ledger: &Ledger, at: usize) -> Option<String> {
    let directions = ledger.directions.iter().filter_map(|direction| {
        let counts = direction.series.iter().zip(SERIES).flat_map(|(series, (words, _))| {
            let cell = &series.cells[at];
            let counts = [(cell.told, ""), (cell.claimed, " claimed")];
            counts.into_iter().filter(|(n, _)| *n > 0).map(move |(n, more)| format!("{words} {n}{more}"))
        });
        let counts: Vec<String> = counts.collect();
        (!counts.is_empty()).then(|| format!("{} {}", between(direction), counts.join(", ")))
    });
    let directions: Vec<String> = directions.collect();
    (!directions.is_empty()).then(|| directions.join("; "))
}

/// `FRD → SYL`.
fn between(direction: &Direction) -> String {
    let who = |who: &Option<String>| who.clone().unwrap_or_else(|| "all".to_owned());
    format!("{} → {}", who(&direction.from), who(&direction.to))
}

/// A few days below the bars.
fn days(page: &mut String, periods: &[Days], y: f64) {
    let n = periods.len();
    let step = (WIDTH - LEFT) / n.max(1) as f64;
    let every = n.div_ceil(8).max(1);
    for (at, days) in periods.iter().enumerate().step_by(every) {
        let x = (LEFT + at as f64 * step).min(WIDTH - 80.0);
        let _ = write!(page, "<text x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", days.from);
    }
}

fn legend(page: &mut String, y: f64) {
    let mut x = LEFT;
    for (words, class) in SERIES.into_iter().chain([("pale: only claimed", "deeds-against claimed")]) {
        let _ = write!(
            page,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{:.1}\" width=\"11\" height=\"11\"/><text x=\"{}\" y=\"{y:.1}\">{words}</text>",
            y - 10.0,
            x + 16.0
        );
        x += 8.0 + 16.0 + 6.4 * words.len() as f64 + 12.0;
    }
    let _ = write!(
        page,
        "<line class=\"change\" x1=\"{x}\" x2=\"{x}\" y1=\"{:.1}\" y2=\"{y:.1}\"/><text x=\"{}\" y=\"{y:.1}\">the level changed</text>",
        y - 11.0,
        x + 8.0
    );
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ if c.is_control() => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::event;
    use crate::sample::told;
    use crate::series::ledger_of;
    use crate::{Counting, Terms};
    use chancery_store::{Filter, Period};

    #[test]
    fn names_are_escaped_and_every_cell_has_its_bar() {
        let f = "Freedonia government FRD GOV";
        let s = "Sylvania government SYL GOV";
        let mut events =
            [event("AID", f, s, "2031-01-06", "y-1"), event("ASSAULT", f, s, "2031-01-20", "y-2")];
        events[1].reported_by = Some("s-1".into());
        let terms = Terms {
            filter: Filter::default(),
            by: Period::Week,
            counting: Counting::Story,
            claims: false,
            ids: true,
            most: usize::MAX,
            periods: usize::MAX,
        };
        let ledger = ledger_of("<b>&\"", None, &told(&events), &told(&[]), &[], &terms);
        let picture = svg(&ledger, "a & b");
        assert!(
            picture.contains("&lt;b&gt;&amp;&quot; → all") && picture.contains("<title>a &amp; b</title>")
        );
        assert!(!picture.contains("<b>"));
        assert_eq!(picture.matches("<rect class=\"deeds-for\" x").count(), 2, "a bar and the legend");
        assert_eq!(picture.matches("deeds against claimed: 1").count(), 1);
        let link = |days: Days| format!("?from={}&to={}", days.from, days.to);
        let chosen = Some(ledger.periods[2]);
        let part = svg_part(&ledger, "", Brush { link: &link, chosen });
        assert!(!part.contains("<style>") && part.contains("data-days=\"2031-01-06 2031-01-13 2031-01-20\""));
        assert_eq!(part.matches("<a href").count(), 2, "a period of nothing leads nowhere");
        assert!(part.contains("<a href=\"?from=2031-01-20&amp;to=2031-01-26\""));
        assert_eq!(part.matches("class=\"chosen\"").count(), 1);
    }
}
