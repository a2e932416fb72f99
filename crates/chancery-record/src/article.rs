//! What comes in: an article's text and where it is from.

use chancery_text::fnv1a;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An article as it comes in. Only `text` is required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Article {
    /// Given id; without one the record's article id is a hash of the content.
    pub id: Option<String>,
    /// The text, title excluded unless it is the text's first line.
    pub text: String,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication, as ISO 8601 (a time of day after the date is dropped).
    #[serde(with = "crate::when::optional_date", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub published: Option<Date>,
    /// Where the day of publication was taken from; absent where whoever gave the article said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_from: Option<PublishedFrom>,
    /// The publication: "Example Wire".
    pub source: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// ISO 639-1 code, if known.
    pub language: Option<String>,
}

/// What a record keeps of its article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleInfo {
    /// The given id, or `h-` and 16 hexadecimal digits of a hash of the content.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// The publication.
    pub source: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// Day of publication.
    #[serde(with = "crate::when::optional_date")]
    #[schemars(with = "Option<String>")]
    pub published: Option<Date>,
    /// Where the day of publication was taken from; absent where whoever gave the article said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_from: Option<PublishedFrom>,
    /// ISO 639-1 code, given or detected.
    pub language: Option<String>,
    /// Length of the text in code points.
    pub characters: usize,
}

/// Where a day of publication was taken from: a wrong day puts every "Monday" of the article on a wrong date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PublishedFrom {
    /// The entry of the feed that named the article.
    Feed,
    /// The heading of a news agency's item (NewsML-G2, NITF).
    Agency,
    /// The page's JSON-LD (`datePublished`).
    JsonLd,
    /// A `meta` element of the page.
    Meta,
    /// A `time` element of the page.
    TimeElement,
    /// The page's address (`/2025/03/04/`).
    Url,
}

impl Article {
    /// An article of which nothing but the text is known.
    pub fn new(text: impl Into<String>) -> Article {
        Article { text: text.into(), ..Article::default() }
    }

    /// The id that the record names: the given one, or else `h-` and 16 hexadecimal digits, a hash (FNV-1a, 64 bits)
    /// of text, title, day, source and address, the same on every machine.
    pub fn record_id(&self) -> String {
        if let Some(id) = &self.id {
            return id.clone();
        }
        let published = self.published.map(|day| day.to_string());
        let fields = [
            Some(&self.text),
            self.title.as_ref(),
            published.as_ref(),
            self.source.as_ref(),
            self.url.as_ref(),
        ];
        let bytes = fields.into_iter().flat_map(|field| {
            // The length keeps ("ab", "c") and ("a", "bc") apart; an absent field is not an empty one.
            let length = field.map_or(u64::MAX, |field| field.len() as u64);
            length.to_le_bytes().into_iter().chain(field.map_or("", String::as_str).bytes())
        });
        format!("h-{:016x}", fnv1a(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_without_an_id_is_named_by_its_content() {
        let article = Article::new("The envoy left.");
        assert_eq!(article.record_id(), article.clone().record_id());
        assert_ne!(article.record_id(), Article::new("The envoy stayed.").record_id());
        let dated = Article { published: "2025-03-04".parse().ok(), ..article.clone() };
        assert_ne!(article.record_id(), dated.record_id());
        let named = Article { id: Some("w-17".to_owned()), ..article };
        assert_eq!(named.record_id(), "w-17");
    }

    #[test]
    fn a_time_of_day_after_the_date_is_dropped() {
        let article: Article =
            serde_json::from_str(r#"{"text": "x", "published": "2025-03-04T21:00:00Z"}"#).unwrap();
        assert_eq!(article.published.unwrap().to_string(), "2025-03-04");
        let odd = serde_json::from_str::<Article>(r#"{"text": "x", "published": "last May"}"#).unwrap_err();
        assert!(odd.to_string().contains("`last May` is no date"));
    }
}
