//! How a time expression came to its days: what it is counted from, and which other days it is not.

use crate::mention::TimeMention;
use crate::mention::time::Bound;
use crate::mention::time::expression::{Base, Expression, Portion, Shift, Stretch};
use crate::resolve::when::{Anchor, Outlook};

/// What a time expression is counted from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// Its own words are enough.
    Itself,
    Publication,
    /// The date before it in the text.
    Previous,
}

/// One remark on a time: the rule, from where it is seen, and the days that it would be if it were seen otherwise.
pub(crate) fn of_time(mention: &TimeMention, anchor: &Anchor, value: Option<&str>) -> String {
    let expression = &mention.expression;
    let mut parts = Vec::new();
    let origin = origin(expression);
    match (origin, value) {
        (Origin::Publication | Origin::Previous, None) if anchor.published.is_none() => {
            parts.push("unresolved, for no day of publication is known".to_string());
        }
        (_, None) => parts.push("no day of the calendar".to_string()),
        (Origin::Itself, Some(value)) => parts.push(format!("{value} by its own words")),
        (Origin::Previous, Some(value)) => parts.push(match anchor.previous {
            Some(days) => format!("{value}, counted from {}, the date before it in the text", days.from),
            None => format!("{value}, counted from the day of publication, for no date stands before it"),
        }),
        (Origin::Publication, Some(value)) => {
            let day = anchor.published.map(|day| format!(", {day}")).unwrap_or_default();
            parts.push(format!("{value}, counted from the day of publication{day}"));
        }
    }
    // Seen the other way, would it be another day?
    let (looks, other, otherwise) = match anchor.outlook {
        Outlook::Ahead => ("its verb looks ahead", Outlook::Back, "looked back"),
        Outlook::Back => ("its verb looks back", Outlook::Ahead, "looked ahead"),
        Outlook::Unknown => ("no verb looks ahead", Outlook::Ahead, "did"),
    };
    let alternative = Anchor { outlook: other, ..*anchor }.resolve(expression).value;
    if let Some(rejected) = alternative.filter(|other| value.is_some_and(|value| value != other)) {
        parts.push(format!("{looks}: not {rejected}, as it would be if it {otherwise}"));
    }
    match mention.bound {
        Bound::Since => parts.push("dates what began then, to the day of publication".to_string()),
        Bound::Before | Bound::After => {
            parts.push("a bound only: nothing is dated by it".to_string());
        }
        Bound::None | Bound::From | Bound::Until => {}
    }
    format!("{}: {}", rule(expression, origin), parts.join("; "))
}

fn origin(expression: &Expression) -> Origin {
    match expression {
        Expression::On(_, Portion::Earlier | Portion::Later) => Origin::Publication,
        Expression::On(stretch, _) => of_stretch(stretch),
        Expression::Part(_, day) | Expression::Clock(_, day) => {
            day.as_ref().map_or(Origin::Previous, |day| of_stretch(day))
        }
        Expression::Duration(..) | Expression::Set(_) | Expression::Reference(_) => Origin::Itself,
    }
}

fn of_stretch(stretch: &Stretch) -> Origin {
    let shift = match stretch {
        _ if !stretch.is_relative() => return Origin::Itself,
        Stretch::Offset { base: Base::Previous, .. } => return Origin::Previous,
        Stretch::Offset { base: Base::Stretch(base), .. } => return of_stretch(base),
        Stretch::WeekOf(base) => return of_stretch(base),
        Stretch::DayOfMonth { shift, .. }
        | Stretch::Month { shift, .. }
        | Stretch::Weekday { shift, .. }
        | Stretch::Season { shift, .. }
        | Stretch::Quarter { shift, .. }
        | Stretch::Half { shift, .. }
        | Stretch::Holiday { shift, .. }
        | Stretch::Unit { shift, .. } => *shift,
        _ => Shift::None,
    };
    match shift {
        Shift::Same | Shift::Following | Shift::Previous => Origin::Previous,
        _ => Origin::Publication,
    }
}

/// The rule of `rules/time.toml` that an expression is of.
fn rule(expression: &Expression, origin: Origin) -> &'static str {
    match expression {
        Expression::Part(..) | Expression::Clock(..) => "time-clock",
        Expression::Duration(..) => "time-duration",
        Expression::Set(_) => "time-set",
        Expression::Reference(_) => "time-reference",
        Expression::On(Stretch::Weekday { .. }, _) => "time-weekday",
        Expression::On(..) if origin == Origin::Previous => "time-narrative",
        Expression::On(Stretch::Unit { .. } | Stretch::Days(_) | Stretch::Offset { .. }, _) => "time-deictic",
        Expression::On(..) => "time-calendar",
    }
}
