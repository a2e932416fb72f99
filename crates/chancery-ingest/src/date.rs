//! Days as pages, feeds and agencies write them → a day of the calendar. A day that could be two is none.

use jiff::civil::Date;

/// Reads ISO 8601 (also without hyphens, or with slashes), RFC 2822, and days in English words; a time of day after
/// it is dropped, so the day is that of the writer's own clock.
pub(crate) fn day_in(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = &text[..text.floor_char_boundary(80)];
    numeric(text).or_else(|| in_words(text)).filter(is_plausible)
}

/// `2025-03-04`, `2025/3/4`, `20250304`, each alone or before a time of day.
fn numeric(text: &str) -> Option<Date> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let n = digits(text);
    let (head, rest) = text.split_at(n);
    if n == 8 || n == 14 {
        return day(&head[..4], &head[4..6], &head[6..8]);
    }
    let mark = rest.chars().next().filter(|c| n == 4 && matches!(c, '-' | '/' | '.'))?;
    let (month, rest) = rest[1..].split_at(digits(&rest[1..]).min(2));
    let rest = rest.strip_prefix(mark)?;
    let (of_month, rest) = rest.split_at(digits(rest).min(2));
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then(|| day(head, month, of_month)).flatten()
}

/// `Tue, 04 Mar 2025 21:30:00 GMT`, `March 4, 2025`, `4th of March 2025`.
fn in_words(text: &str) -> Option<Date> {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut year, mut month, mut of_month) = (None, None, None);
    for word in words.by_ref() {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if let Some(found) = month_of(word) {
            month = month.or(Some(found));
        } else if number.len() == 4 && number == word {
            year = year.or(Some(number));
        } else if matches!(number.len(), 1 | 2) && number.bytes().all(|byte| byte.is_ascii_digit()) {
            of_month = of_month.or(Some(number));
        }
        if let (Some(year), Some(month), Some(of_month)) = (year, month, of_month) {
            return day(year, month, of_month);
        }
    }
    None
}

fn day(year: &str, month: &str, of_month: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, of_month.parse().ok()?).ok()
}

/// `march`, `Mar` → `3`.
pub(crate) fn month_of(word: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "1"),
        ("february", "2"),
        ("march", "3"),
        ("april", "4"),
        ("may", "5"),
        ("june", "6"),
        ("july", "7"),
        ("august", "8"),
        ("september", "9"),
        ("october", "10"),
        ("november", "11"),
        ("december", "12"),
    ];
    let word = word.to_ascii_lowercase();
    let is_short = word.len() == 3 || word == "sept";
    let mut months = MONTHS.iter();
    months.find(|(name, _)| *name == word || is_short && name.starts_with(&word)).map(|(_, number)| *number)
}

/// News is not older than newspapers; what is dated far ahead is a mistake.
fn is_plausible(day: &Date) -> bool {
    (1600..=2199).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        for text in [
            "2025-03-04",
            " 2025-03-04T23:30:00-05:00 ",
            "2025-03-04 23:30",
            "2025/3/4",
            "20250304",
            "20250304T233000Z",
            "20250304233000",
            "Tue, 04 Mar 2025 23:30:00 -0500",
            "4 Mar 2025 23:30 GMT",
            "March 4, 2025",
            "Tuesday 4th of March 2025",
            "Tue Mar 04 23:30:00 EST 2025",
        ] {
            assert_eq!(day_in(text).map(|day| day.to_string()).as_deref(), Some("2025-03-04"), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_days_or_none_is_none() {
        for text in
            ["", "03/04/2025", "2025", "March 2025", "2025-13-04", "20251304", "yesterday", "0000-00-00", "é"]
        {
            assert_eq!(day_in(text), None, "{text}");
        }
    }
}
