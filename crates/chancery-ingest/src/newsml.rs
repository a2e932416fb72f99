//! News agencies' items, NewsML-G2 and NITF → articles.

use crate::date::day_in;
use crate::encoding::decode_page;
use crate::error::{Error, Reason};
use crate::files::{Incoming, Part, Parts};
use crate::html::{language_code, prose};
use chancery_record::{Article, PublishedFrom};
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The items of a file.
pub(crate) fn items(name: &str, bytes: Vec<u8>) -> Result<Parts, Error> {
    let n_bytes = bytes.len() as u64;
    let decoded = decode_page(bytes, None).map_err(|what| Error::new(name, Reason::Binary(what)))?;
    let (items, fault) = read(&decoded.text);
    let is_alone = items.len() == 1;
    let each = n_bytes / items.len().max(1) as u64;
    let mut parts: Vec<Result<Part, Error>> = Vec::new();
    for (n, item) in items.into_iter().enumerate() {
        let name = if is_alone { name.to_owned() } else { format!("{name}[{}]", n + 1) };
        parts.push(match item.article() {
            Ok(article) => {
                let diagnostics = decoded.diagnostics.clone();
                Ok(Part::Article(Incoming { name, article, diagnostics, bytes: each }))
            }
            Err(reason) => Err(Error::new(name, reason)),
        });
    }
    if let Some(fault) = fault {
        parts.push(Err(Error::new(name, fault)));
    } else if parts.is_empty() {
        parts.push(Err(Error::new(name, Reason::refused("it holds no news item"))));
    }
    Ok(Box::new(parts.into_iter()))
}

/// What was gathered of one item.
#[derive(Default)]
struct Item {
    article: Article,
    /// The day, with how good the element is that gave it: the lower the better.
    day: Option<(usize, Date)>,
    is_withdrawn: bool,
}

/// Elements that give the day, the best first: "today" is the day on which this version was written.
const DAYS: &[&str] = &[
    "versionCreated",
    "date.issue",
    "contentModified",
    "contentCreated",
    "firstCreated",
    "date.release",
    "story.date",
];
/// Elements that name the agency, the best first.
const SOURCES: &[&str] =
    &["provider", "infoSource", "distributor", "doc.copyright", "pubdata", "copyrightHolder"];

impl Item {
    fn article(mut self) -> Result<Article, Reason> {
        if self.is_withdrawn {
            return Err(Reason::refused("the agency has withdrawn this item; it was skipped"));
        }
        if self.article.text.is_empty() {
            return Err(Reason::refused("the item holds no text"));
        }
        self.article.published = self.day.map(|(_, day)| day);
        self.article.published_from = self.day.map(|_| PublishedFrom::Agency);
        Ok(self.article)
    }

    fn date(&mut self, element: &str, written: &str) {
        let rank = DAYS.iter().position(|known| *known == element);
        if let Some(rank) = rank.filter(|rank| self.day.is_none_or(|(best, _)| *rank < best))
            && let Some(day) = day_in(written)
        {
            self.day = Some((rank, day));
        }
    }
}

/// The items of a document, and what stopped it from being read to its end.
fn read(xml: &str) -> (Vec<Item>, Option<Reason>) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut items: Vec<Item> = Vec::new();
    let mut source_rank = SOURCES.len();
    loop {
        let event = reader.read_event();
        let (start, is_empty) = match &event {
            Ok(Event::Start(start)) => (start, false),
            Ok(Event::Empty(start)) => (start, true),
            Ok(Event::Eof) => return (items, None),
            Ok(_) => continue,
            Err(error) => {
                let why = format!("it is no sound XML at byte {}: {error}", reader.error_position());
                return (items, Some(Reason::refused(why)));
            }
        };
        let element = start.local_name().as_ref().to_owned();
        let attribute = |name: &str| attribute(start, name);
        let begins = element == "newsItem" || element == "nitf";
        if begins {
            source_rank = SOURCES.len();
            let mut item = Item::default();
            item.article.id = attribute("guid");
            item.article.language = attribute("xml:lang").as_deref().and_then(language_code);
            items.push(item);
            continue;
        }
        let Some(item) = items.last_mut() else { continue };
        // What it holds, where it is an element that is taken whole.
        let mut inner = || {
            let span = if is_empty { None } else { reader.read_to_end(start.name()).ok() };
            span.and_then(|span| xml.get(span.start as usize..span.end as usize)).unwrap_or_default()
        };
        let source = SOURCES.iter().position(|known| *known == element);
        match element.as_str() {
            _ if DAYS.contains(&element.as_str()) => {
                let written = attribute("norm").unwrap_or_else(|| prose(inner()));
                item.date(&element, &written);
            }
            "pubdata" | "doc.copyright" | "provider" | "infoSource" | "distributor" | "copyrightHolder" => {
                if element == "pubdata"
                    && let Some(day) = attribute("date.publication")
                {
                    item.date("date.release", &day);
                }
                let given = ["literal", "name", "holder"].into_iter().find_map(attribute);
                let held = prose(inner());
                let named = held.lines().next().filter(|name| !name.is_empty()).map(str::to_owned).or(given);
                if let (Some(named), Some(rank)) = (named, source.filter(|rank| *rank < source_rank)) {
                    source_rank = rank;
                    item.article.source = Some(named);
                }
            }
            "headline" | "hl1" => {
                let title = prose(inner()).split_whitespace().collect::<Vec<_>>().join(" ");
                if item.article.title.is_none() && !title.is_empty() {
                    item.article.title = Some(title);
                }
            }
            "language" => {
                let code = attribute("tag").as_deref().and_then(language_code);
                item.article.language = item.article.language.take().or(code);
            }
            "doc-id" if item.article.id.is_none() => item.article.id = attribute("id-string"),
            "pubStatus" => {
                let status = attribute("qcode").unwrap_or_default();
                item.is_withdrawn |= status.ends_with(":canceled") || status.ends_with(":withheld");
            }
            "inlineXML" | "inlineData" | "body.content" => {
                let kind = attribute("contenttype").unwrap_or_default();
                let held = inner();
                if held.contains("<nitf") {
                    let (within, _) = read(held);
                    if let Some(within) = within.into_iter().next() {
                        merge(item, within);
                    }
                } else {
                    body(item, &kind, held);
                }
            }
            _ => {}
        }
    }
}

/// The first rendition with any text is the item's.
fn body(item: &mut Item, kind: &str, held: &str) {
    if !item.article.text.is_empty() {
        return;
    }
    let data = held.trim().strip_prefix("<![CDATA[").and_then(|data| data.strip_suffix("]]>"));
    let is_escaped = data.is_none() && !held.contains('<');
    let held = match data {
        Some(data) => data.to_owned(),
        None if is_escaped => quick_xml::escape::unescape(held).map_or_else(|_| held.to_owned(), Into::into),
        None => held.to_owned(),
    };
    item.article.text = if kind.starts_with("text/plain") || is_escaped && !held.contains("</") {
        let paragraphs: Vec<&str> = held.split("\n\n").map(str::trim).filter(|it| !it.is_empty()).collect();
        paragraphs.join("\n\n")
    } else {
        prose(&held)
    };
}

/// What the inner document says, where the outer one does not.
fn merge(item: &mut Item, within: Item) {
    let Item { article, day, .. } = within;
    if item.article.text.is_empty() {
        item.article.text = article.text;
    }
    item.article.title = item.article.title.take().or(article.title);
    item.article.source = item.article.source.take().or(article.source);
    item.article.language = item.article.language.take().or(article.language);
    item.day = item.day.or(day);
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    let value =
        quick_xml::escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), Into::into);
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles(xml: &str) -> Vec<Result<Article, String>> {
        let parts = items("n.xml", xml.as_bytes().to_vec()).unwrap();
        parts
            .map(|part| match part {
                Ok(Part::Article(incoming)) => Ok(incoming.article),
                Ok(Part::Page(_)) => panic!("an item is no page"),
                Err(error) => Err(error.to_string()),
            })
            .collect()
    }

    const NITF: &str = r#"<nitf><head><title>x</title><docdata><doc-id id-string="w-17"/><date.issue norm="20250304T213000Z"/>
      <doc.copyright holder="Example Wire"/></docdata></head><body><body.head><hedline><hl1>Envoy &amp; minister
      leave</hl1></hedline></body.head><body.content><block><p>The envoy of <org>Freedonia</org> left.</p><p>Nobody knew
      why.</p></block></body.content></body></nitf>"#;

    #[test]
    fn nitf_is_read() {
        let article = articles(NITF).remove(0).unwrap();
        assert_eq!(article.text, "The envoy of Freedonia left.\n\nNobody knew why.");
        assert_eq!(article.title.as_deref(), Some("Envoy & minister leave"));
        assert_eq!((article.id.as_deref(), article.source.as_deref()), (Some("w-17"), Some("Example Wire")));
        assert_eq!(article.published.map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
        assert_eq!(article.published_from, Some(PublishedFrom::Agency));
    }

    fn newsml(body: &str, status: &str) -> String {
        format!(
            r#"<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
            <newsItem guid="urn:newsml:wire.example:1" version="2" xml:lang="en-GB"><rightsInfo><copyrightHolder literal="X"/></rightsInfo>
            <itemMeta><provider literal="wire"><name>Example Wire</name></provider><firstCreated>2025-03-01T00:00:00Z</firstCreated>
            <versionCreated>2025-03-04T23:30:00-05:00</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
            <contentMeta><headline>Envoy leaves</headline></contentMeta><contentSet>{body}</contentSet></newsItem></itemSet></newsMessage>"#
        )
    }

    #[test]
    fn newsml_is_read_with_xhtml_plain_text_or_nitf_in_it() {
        let xhtml = r#"<inlineXML contenttype="application/xhtml+xml"><html xmlns="x"><head><title>no</title></head><body><p>The envoy of
            Freedonia left.</p><p>Nobody knew why.</p></body></html></inlineXML>"#;
        let plain = "<inlineData contenttype=\"text/plain\">The envoy of Freedonia left.\n\nNobody knew why.</inlineData>";
        let html = "<inlineData contenttype=\"text/html\">&lt;p>The envoy of Freedonia left.&lt;/p>&lt;p>Nobody knew why.&lt;/p></inlineData>";
        let nitf = format!("<inlineXML>{NITF}</inlineXML>");
        for body in [xhtml, plain, html, &nitf] {
            let article = articles(&newsml(body, "usable")).remove(0).unwrap();
            assert_eq!(article.text, "The envoy of Freedonia left.\n\nNobody knew why.", "{body}");
            assert_eq!(article.title.as_deref(), Some("Envoy leaves"));
            assert_eq!(article.id.as_deref(), Some("urn:newsml:wire.example:1"));
            assert_eq!(article.source.as_deref(), Some("Example Wire"));
            assert_eq!(article.language.as_deref(), Some("en"));
            assert_eq!(article.published.map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
        }
    }

    #[test]
    fn what_is_withdrawn_empty_or_cut_off_is_said() {
        assert!(
            articles(&newsml("<inlineXML><p>x</p></inlineXML>", "canceled"))[0]
                .as_ref()
                .unwrap_err()
                .contains("withdrawn")
        );
        assert!(articles(&newsml("", "usable"))[0].as_ref().unwrap_err().contains("no text"));
        assert!(articles("<newsMessage/>")[0].as_ref().unwrap_err().contains("no news item"));
        let cut = articles(
            "<nitf><head><doc-id id-string=\"1\"/></head><body.content><p>The envoy left.</p></body.content><hl1 x=",
        );
        assert!(cut[0].is_ok() && cut[1].as_ref().unwrap_err().contains("no sound XML at byte"), "{cut:?}");
    }
}
