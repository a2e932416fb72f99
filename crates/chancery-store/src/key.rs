//! The numbers that rows are kept under: a record's begins with its day, so that the order of keys is the order of days.

use jiff::civil::Date;

const ARTICLE_BITS: u32 = 26;
const NUMBER_BITS: u32 = 15;

/// How many records of one kind an article may have.
pub(crate) const MOST_RECORDS: usize = 1 << NUMBER_BITS;
/// How many articles an archive may have.
pub(crate) const MOST_ARTICLES: i64 = (1 << ARTICLE_BITS) - 1;

/// The key of a record of an article.
pub(crate) fn record_key(day: Option<Date>, article: i64, number: usize) -> i64 {
    let number = number.min(MOST_RECORDS - 1) as i64;
    (day_number(day) << (ARTICLE_BITS + NUMBER_BITS)) | (article << NUMBER_BITS) | number
}

/// The key of something within an article that has no day.
pub(crate) fn inner_key(article: i64, number: usize) -> i64 {
    (article << 20) | number as i64
}

/// The least key that a record of this day can have.
pub(crate) fn first_key(day: Date) -> i64 {
    day_number(Some(day)) << (ARTICLE_BITS + NUMBER_BITS)
}

/// The greatest key that a record of this day can have.
pub(crate) fn last_key(day: Date) -> i64 {
    first_key(day) | ((1 << (ARTICLE_BITS + NUMBER_BITS)) - 1)
}

/// The article of a record's key.
pub(crate) fn article_of(key: i64) -> i64 {
    key >> NUMBER_BITS & ((1 << ARTICLE_BITS) - 1)
}

/// The same number for every record of the same day.
pub(crate) fn day_number_of(key: i64) -> i64 {
    key >> (ARTICLE_BITS + NUMBER_BITS)
}

/// The day that a record's key begins with.
pub(crate) fn day_of(key: i64) -> Option<Date> {
    let number = day_number_of(key);
    let days = jiff::Span::new().try_days(number.checked_sub(1).filter(|days| *days >= 0)?).ok()?;
    FIRST.checked_add(days).ok()
}

const FIRST: Date = jiff::civil::date(1, 1, 1);

/// 1 for the first of January of the year 1, 0 for an unknown day; days before our era count as the first.
fn day_number(day: Option<Date>) -> i64 {
    let Some(day) = day else { return 0 };
    let days = FIRST.until(day).map_or(0, |span| span.get_days());
    i64::from(days.max(0)) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_keys_is_that_of_days_then_articles_then_numbers() {
        let day = |text: &str| text.parse::<Date>().ok();
        let keys = [
            record_key(None, MOST_ARTICLES, MOST_RECORDS),
            record_key(day("-000044-03-15"), 1, 0),
            record_key(day("1914-06-28"), MOST_ARTICLES, MOST_RECORDS),
            record_key(day("1914-06-29"), 1, 0),
            record_key(day("1914-06-29"), 1, 1),
            record_key(day("1914-06-29"), 2, 0),
            record_key(day("9999-12-31"), MOST_ARTICLES, MOST_RECORDS),
        ];
        assert!(keys.is_sorted() && keys.iter().all(|key| *key > 0), "{keys:?}");
        assert_eq!(day_of(keys[4]), day("1914-06-29"));
        assert_eq!(day_of(keys[6]), day("9999-12-31"));
        assert_eq!(day_of(keys[0]), None);
        let day = day("1914-06-29").unwrap();
        assert!(keys[2] < first_key(day) && first_key(day) <= keys[3] && keys[5] <= last_key(day));
    }
}
