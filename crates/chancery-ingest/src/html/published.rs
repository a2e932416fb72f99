//! When a page was published, and where it says so: JSON-LD, then `meta`, then `time`, then its address.

use crate::date::{day_in, month_of};
use chancery_record::PublishedFrom;
use jiff::civil::Date;
use serde_json::Value;
use trafilatura::dom::{Document, NodeId};

/// The day of publication that the page itself names.
pub(crate) fn stated(page: &Document) -> Option<(Date, PublishedFrom)> {
    in_json_ld(page)
        .map(|day| (day, PublishedFrom::JsonLd))
        .or_else(|| in_meta(page).map(|day| (day, PublishedFrom::Meta)))
}

/// The day that may be gathered from the page or its address.
pub(crate) fn gathered(page: &Document, url: Option<&str>) -> Option<(Date, PublishedFrom)> {
    in_time_element(page)
        .map(|day| (day, PublishedFrom::TimeElement))
        .or_else(|| url.and_then(in_url).map(|day| (day, PublishedFrom::Url)))
}

/// `datePublished` of the article that a script of linked data describes; the page's own where no article has one.
fn in_json_ld(page: &Document) -> Option<Date> {
    let mut of_page = None;
    for script in page.scripts_with_type(&["application/ld+json"]) {
        let Ok(data) = serde_json::from_str::<Value>(page.text_content(script).trim()) else { continue };
        let mut things = vec![&data];
        while let Some(thing) = things.pop() {
            match thing {
                Value::Array(list) => things.extend(list.iter().rev()),
                Value::Object(fields) => {
                    let day = fields.get("datePublished").and_then(Value::as_str).and_then(day_in);
                    match kind_of_thing(fields.get("@type")) {
                        Thing::Article if day.is_some() => return day,
                        Thing::Page => of_page = of_page.or(day),
                        _ => {}
                    }
                    let inner = ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"];
                    things.extend(inner.iter().filter_map(|key| fields.get(*key)));
                }
                _ => {}
            }
        }
    }
    of_page
}

enum Thing {
    Article,
    Page,
    Other,
}

fn kind_of_thing(kind: Option<&Value>) -> Thing {
    let is = |ends: &[&str]| match kind {
        Some(Value::String(kind)) => ends.iter().any(|end| kind.ends_with(end)),
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).any(|kind| ends.iter().any(|end| kind.ends_with(end)))
        }
        _ => false,
    };
    match () {
        () if is(&["Article", "Posting", "Report"]) => Thing::Article,
        () if is(&["Page"]) => Thing::Page,
        () => Thing::Other,
    }
}

fn in_meta(page: &Document) -> Option<Date> {
    let names = include_str!("../../data/meta_dates.txt");
    let names: Vec<&str> = names.lines().filter(|line| !line.starts_with('#')).collect();
    let mut best: Option<(usize, Date)> = None;
    for meta in page.get_elements_by_tag_name(page.root(), "meta") {
        let attributes = ["property", "name", "itemprop"].into_iter();
        let mut held = attributes.filter_map(|key| page.get_attribute(meta, key));
        let rank = held.find_map(|name| {
            let name = name.trim().to_ascii_lowercase();
            names.iter().position(|known| *known == name)
        });
        let Some(rank) = rank.filter(|rank| best.is_none_or(|(best, _)| *rank < best)) else { continue };
        if let Some(day) = page.get_attribute(meta, "content").and_then(|content| day_in(&content)) {
            best = Some((rank, day));
        }
    }
    best.map(|(_, day)| day)
}

/// The one that says that it is the day of publication; else the first within the article.
fn in_time_element(page: &Document) -> Option<Date> {
    let day = |element: NodeId| {
        let written =
            page.get_attribute(element, "datetime").or_else(|| page.get_attribute(element, "content"));
        written.and_then(|written| day_in(&written)).or_else(|| day_in(&page.text_content(element)))
    };
    let times = page.get_elements_by_tag_name(page.root(), "time");
    let says_so = |time: &&NodeId| {
        let is = |key: &str| page.get_attribute(**time, key).unwrap_or_default().to_ascii_lowercase();
        is("itemprop") == "datepublished"
            || page.get_attribute(**time, "pubdate").is_some()
            || is("class").contains("publish")
    };
    let named = times.iter().filter(says_so).find_map(|&time| day(time));
    named.or_else(|| {
        let articles = page.get_elements_by_tag_name(page.root(), "article");
        let within =
            articles.into_iter().take(1).flat_map(|article| page.get_elements_by_tag_name(article, "time"));
        within.map(day).find(Option::is_some).flatten()
    })
}

/// `…/2025/03/04/…`, `…/2025/mar/04/…`, `…/2025-03-04-…`, `…/20250304…`.
fn in_url(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let is_number =
        |part: &str, long: usize| part.len() <= long && part.bytes().all(|byte| byte.is_ascii_digit());
    for window in parts.windows(3) {
        if let [year, month, of_month] = window
            && year.len() == 4
            && is_number(year, 4)
            && is_number(of_month, 2)
        {
            let month = month_of(month).unwrap_or(month);
            if let Some(day) = day_in(&format!("{year}-{month}-{of_month}")) {
                return Some(day);
            }
        }
    }
    parts.iter().find_map(|part| {
        let starts = part.char_indices().filter(|(at, c)| {
            c.is_ascii_digit() && !part[..*at].ends_with(|before: char| before.is_ascii_digit())
        });
        starts.map(|(at, _)| &part[at..]).find_map(|rest| {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let is_written_so = digits == 8 || digits == 4 && rest[4..].starts_with(['-', '_']);
            let rest = rest.get(..10).unwrap_or(rest).replace('_', "-");
            let end = if digits == 8 { 8 } else { rest.len() };
            rest.get(..end).filter(|_| is_written_so && (digits == 8 || end == 10)).and_then(day_in)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str, url: Option<&str>) -> Option<(String, PublishedFrom)> {
        let page = Document::parse(page);
        stated(&page).or_else(|| gathered(&page, url)).map(|(day, from)| (day.to_string(), from))
    }

    #[test]
    fn the_most_trustworthy_place_decides() {
        let ld = r#"<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2019-01-01"},
            {"@type": ["NewsArticle"], "datePublished": "2025-03-04T22:00:00-05:00", "dateModified": "2025-03-06"}]}</script>"#;
        let meta = r#"<meta name="date" content="2025-03-09"><meta property="article:published_time" content="2025-03-05T01:00Z">
            <meta property="article:modified_time" content="2025-03-08">"#;
        let time = r#"<aside><time datetime="2020-01-01">old</time></aside><article><time datetime="2025-03-06">6 March</time></article>"#;
        let url = Some("https://news.example/2025/03/07/envoy");
        for (page, day, from) in [
            (format!("{ld}{meta}{time}"), "2025-03-04", PublishedFrom::JsonLd),
            (format!("{meta}{time}"), "2025-03-05", PublishedFrom::Meta),
            (time.to_owned(), "2025-03-06", PublishedFrom::TimeElement),
            ("<p>Nothing.".to_owned(), "2025-03-07", PublishedFrom::Url),
        ] {
            assert_eq!(found(&page, url), Some((day.to_owned(), from)));
        }
        assert_eq!(found("<p>Nothing.", None), None);
        assert_eq!(found(r#"<script type="application/ld+json">{"@type": </script>"#, None), None);
    }

    #[test]
    fn a_comment_or_a_neighbour_does_not_date_the_article() {
        let page = r#"<script type="application/ld+json">{"@type": "Comment", "datePublished": "2025-03-04"}</script>
            <aside><time datetime="2020-01-01">old</time></aside>"#;
        assert_eq!(found(page, None), None);
    }

    #[test]
    fn days_stand_in_addresses() {
        for (url, day) in [
            ("https://news.example/world/2025/mar/04/envoy-leaves", Some("2025-03-04")),
            ("https://news.example/2025/3/4/", Some("2025-03-04")),
            ("https://news.example/world/envoy-leaves-2025-03-04", Some("2025-03-04")),
            ("https://news.example/a/20250304-envoy?x=2019-01-01", Some("2025-03-04")),
            ("https://news.example/2025_03_04/x.html", Some("2025-03-04")),
            ("https://news.example/world-67541294", None),
            ("https://news.example/2025/03/", None),
            ("https://2025-03-04.example/x", None),
            ("https://news.example/id/120250304", None),
        ] {
            assert_eq!(in_url(url).map(|day| day.to_string()).as_deref(), day, "{url}");
        }
    }
}
