//! Days as people write them: `3 Mar`, `3–5 Mar`, `March 2025`, `2024`.

use crate::Days;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `4 March 2025`.
pub fn long_day(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// The days in short; the year is left out where it is that of publication.
pub fn short_days(days: Days, published: Option<Date>) -> String {
    let Days { from, to } = days;
    let known_year = published.map(|day| day.year());
    let year =
        |day: Date| if known_year == Some(day.year()) { String::new() } else { format!(" {}", day.year()) };
    let short = |day: Date| format!("{} {}", day.day(), month(day).get(..3).unwrap_or_default());
    let whole_months = from.day() == 1 && to == to.last_of_month();
    if from == to {
        format!("{}{}", short(from), year(from))
    } else if whole_months && from.year() == to.year() && (from.month(), to.month()) == (1, 12) {
        from.year().to_string()
    } else if whole_months && from.first_of_month() == to.first_of_month() {
        format!("{} {}", month(from), from.year())
    } else if from.first_of_month() == to.first_of_month() {
        format!("{}–{}{}", from.day(), short(to), year(to))
    } else if from.year() == to.year() {
        format!("{} – {}{}", short(from), short(to), year(to))
    } else {
        format!("{} {} – {} {}", short(from), from.year(), short(to), to.year())
    }
}

fn month(day: Date) -> &'static str {
    usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_as_short_as_they_can_be() {
        let published = Some(date(2025, 3, 4));
        for (from, to, short) in [
            (date(2025, 3, 3), date(2025, 3, 3), "3 Mar"),
            (date(2024, 3, 3), date(2024, 3, 3), "3 Mar 2024"),
            (date(2025, 3, 3), date(2025, 3, 5), "3–5 Mar"),
            (date(2025, 2, 27), date(2025, 3, 2), "27 Feb – 2 Mar"),
            (date(2025, 2, 1), date(2025, 2, 28), "February 2025"),
            (date(2024, 1, 1), date(2024, 12, 31), "2024"),
            (date(2024, 12, 30), date(2025, 1, 2), "30 Dec 2024 – 2 Jan 2025"),
        ] {
            assert_eq!(short_days(Days { from, to }, published), short);
        }
        assert_eq!(long_day(date(2025, 3, 4)), "4 March 2025");
    }
}
