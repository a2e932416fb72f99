//! Web archives (WARC 0.17 to 1.1, also packed as Common Crawl's news crawl packs them) → pages.
//!
//! Records are read as a stream: no more than one page is in memory. A damaged record is reported with its number
//! and the place where it begins, and reading goes on at the next.

use crate::error::{Error, Reason};
use crate::files::Part;
use crate::html::{Page, too_large};
use crate::kind::{Kind, kind_of};
use crate::source::{Line, MAX_PAGE, Source, read_line};
use std::io::{self, BufRead, Read};

/// Header lines, those of HTTP included, are not longer.
const MAX_LINE: u64 = 16 << 10;
const MAX_HEADER: usize = 128 << 10;

/// The records of a web archive that hold pages.
pub(crate) struct Warc {
    name: String,
    source: Option<Source>,
    /// Of the record that is being read, from 1.
    number: usize,
}

impl Warc {
    pub(crate) fn new(name: String, source: Source) -> Warc {
        Warc { name, source: Some(source), number: 0 }
    }
}

impl Iterator for Warc {
    type Item = Result<Part, Error>;

    fn next(&mut self) -> Option<Result<Part, Error>> {
        loop {
            let source = self.source.as_mut()?;
            self.number += 1;
            let start = source.position();
            let record = match record(source) {
                Ok(Record::End) => return None,
                Ok(Record::Other) => continue,
                Ok(Record::Page(page)) => Ok(page),
                Err(Fault::Record(reason)) => {
                    if !next_record(source) {
                        self.source = None;
                    }
                    Err(reason)
                }
                Err(Fault::Page(reason)) => Err(reason),
            };
            let name = format!("{}[{}]", self.name, self.number);
            return Some(match record {
                Ok(page) => {
                    let taken = self.source.as_mut().map_or(0, Source::progress);
                    Ok(Part::Page(Page { name, taken, ..*page }))
                }
                Err(Reason::Io(error)) => {
                    let why = format!("the record at byte {start} is damaged: {error}; it was skipped");
                    Err(Error::new(name, Reason::refused(why)))
                }
                Err(reason) => Err(Error::new(name, reason)),
            });
        }
    }
}

enum Record {
    Page(Box<Page>),
    /// A request, a picture, a page that was not found …
    Other,
    End,
}

enum Fault {
    /// The record cannot be read, and where the next begins is not known.
    Record(Reason),
    /// The record was read, but its page is no good.
    Page(Reason),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Fault {
        Fault::Record(error.into())
    }
}

/// Reads one record, from its first line to its last byte.
fn record(source: &mut Source) -> Result<Record, Fault> {
    while source.peek(1)?.first().is_some_and(u8::is_ascii_whitespace) {
        source.consume(1);
    }
    let start = source.position();
    let fault =
        |what: &str| Fault::Record(Reason::refused(format!("{what} (at byte {start}); it was skipped")));
    if source.peek(1)?.is_empty() {
        return Ok(Record::End);
    }
    if source.peek(5)? != b"WARC/" {
        return Err(fault("what stands here is no WARC record"));
    }
    let header = header(source)?.ok_or_else(|| fault("the record's header has no end"))?;
    let length = header.get("content-length").and_then(|length| length.parse::<u64>().ok());
    let Some(length) = length else { return Err(fault("the record does not say how long it is")) };
    let kind = header.get("warc-type").unwrap_or_default().to_ascii_lowercase();
    if !matches!(kind.as_str(), "response" | "resource") {
        return if skip(source, length)? { Ok(Record::Other) } else { Err(fault("the record is cut off")) };
    }
    let most = length.min(MAX_PAGE + MAX_HEADER as u64);
    let mut block = Vec::new();
    source.take(most).read_to_end(&mut block)?;
    if block.len() as u64 != most || !skip(source, length - most)? {
        let cut = format!("the record is cut off, {} of {length} bytes are there", block.len());
        return Err(fault(&cut));
    }
    let is_whole = most == length;
    let page = if kind == "response" { response(block) } else { resource(block, &header) };
    match page {
        Ok(Some(_)) if !is_whole => Err(Fault::Page(too_large())),
        Ok(Some(mut page)) => {
            let url = header.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']));
            page.url = url.filter(|url| url.starts_with("http")).map(str::to_owned);
            Ok(Record::Page(Box::new(page)))
        }
        Ok(None) => Ok(Record::Other),
        Err(reason) => Err(Fault::Page(reason)),
    }
}

/// Goes to where the next record begins; `false` where there is none.
fn next_record(source: &mut Source) -> bool {
    loop {
        let is_passed = match source.peek(5) {
            Ok(b"WARC/") => return true,
            Ok([]) => return false,
            Ok(_) => source.skip_until(b'\n').is_ok(),
            Err(_) => false,
        };
        if !is_passed && !source.skip_member().unwrap_or(false) {
            return false;
        }
    }
}

/// Passes over so many bytes; `false` where there are fewer.
fn skip(source: &mut Source, n: u64) -> io::Result<bool> {
    Ok(io::copy(&mut source.take(n), &mut io::sink())? == n)
}

/// Header fields by their names in lower case.
#[derive(Default)]
struct Header(Vec<(String, String)>);

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn push(&mut self, line: &str) {
        match line.split_once(':') {
            Some((name, value)) if !line.starts_with([' ', '\t']) => {
                self.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            // A line that goes on.
            _ => {
                if let Some((_, value)) = self.0.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
}

/// Reads lines up to an empty one, the first of them left out; `None` where they do not end.
fn header(source: &mut impl BufRead) -> io::Result<Option<Header>> {
    let (mut header, mut line, mut n_bytes) = (Header::default(), Vec::new(), 0);
    read_line(source, &mut line, MAX_LINE)?;
    loop {
        if read_line(source, &mut line, MAX_LINE)? != Line::Whole || n_bytes > MAX_HEADER {
            return Ok(None);
        }
        n_bytes += line.len();
        let text = String::from_utf8_lossy(&line);
        match text.trim_end() {
            "" => return Ok(Some(header)),
            field => header.push(field),
        }
    }
}

/// An HTTP response → the page in it, if it holds one.
fn response(mut block: Vec<u8>) -> Result<Option<Page>, Reason> {
    let first = block.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let status = String::from_utf8_lossy(first).split_whitespace().nth(1).unwrap_or_default().to_owned();
    let mut rest = block.as_slice();
    let Some(header) = header(&mut rest)? else {
        return Err(Reason::refused("its HTTP header has no end"));
    };
    if status != "200" {
        return Ok(None);
    }
    let at = block.len() - rest.len();
    block.drain(..at);
    let is_chunked = header.get("transfer-encoding").is_some_and(|it| it.eq_ignore_ascii_case("chunked"));
    if is_chunked && let Some(joined) = join_chunks(&block) {
        block = joined;
    }
    let (is_page, charset) = content_type(header.get("content-type"), &block);
    if !is_page {
        return Ok(None);
    }
    // Crawlers that unpack what they store keep the header that says it is packed.
    if block.starts_with(&[0x1f, 0x8b]) {
        let unpacked = Source::new(io::Cursor::new(block)).and_then(|mut source| source.read_whole(MAX_PAGE));
        block = unpacked?.ok_or_else(too_large)?;
    } else if let Some(packing @ ("br" | "zstd" | "deflate")) = header.get("content-encoding")
        && !block.trim_ascii_start().starts_with(b"<")
    {
        return Err(Reason::refused(format!("the page is packed as `{packing}`, which is not read")));
    }
    Ok(Some(Page { bytes: block, charset, ..Page::default() }))
}

fn resource(block: Vec<u8>, header: &Header) -> Result<Option<Page>, Reason> {
    let (is_page, charset) = content_type(header.get("content-type"), &block);
    Ok(is_page.then(|| Page { bytes: block, charset, ..Page::default() }))
}

/// Whether it is a page, and its encoding.
pub(crate) fn content_type(given: Option<&str>, bytes: &[u8]) -> (bool, Option<String>) {
    let Some(given) = given else { return (kind_of(&bytes[..bytes.len().min(2048)]) == Kind::Html, None) };
    let given = given.to_ascii_lowercase();
    let charset = given.split_once("charset=").map(|(_, rest)| {
        rest.trim_matches(['"', '\'', ' ']).split([';', ' ', '"']).next().unwrap_or_default().to_owned()
    });
    (given.starts_with("text/html") || given.starts_with("application/xhtml"), charset)
}

/// A body in chunks → the body; `None` where it is not in chunks, though the header says so.
fn join_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    loop {
        let end = body.iter().take(64).position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?.trim().split(';').next()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        let chunk = body.get(end + 1..)?;
        if size == 0 {
            return Some(joined);
        }
        let Some(whole) = chunk.get(..size) else {
            // A response that broke off.
            joined.extend_from_slice(chunk);
            return Some(joined);
        };
        joined.extend_from_slice(whole);
        body = chunk[size..].trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tests::gzip;

    const PAGE: &str = "<html><p>The envoy of Freedonia left Grandport on Monday.</p></html>";

    fn written(kind: &str, url: &str, block: &str) -> Vec<u8> {
        let length = block.len();
        let header = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n"
        );
        [header.as_bytes(), block.as_bytes(), b"\r\n\r\n"].concat()
    }

    fn answer(head: &str, body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n{body}")
    }

    /// Addresses of pages, and what is said of bad records.
    fn read(bytes: Vec<u8>) -> Vec<Result<(String, String), String>> {
        let source = Source::new(io::Cursor::new(bytes)).unwrap();
        Warc::new("w".to_owned(), source)
            .map(|part| match part {
                Ok(Part::Page(page)) => {
                    Ok((page.url.unwrap_or_default(), String::from_utf8_lossy(&page.bytes).into_owned()))
                }
                Ok(Part::Article(_)) => panic!("an archive holds pages"),
                Err(error) => Err(error.to_string()),
            })
            .collect()
    }

    fn crawl() -> Vec<Vec<u8>> {
        vec![
            written("warcinfo", "", "software: x\r\n"),
            written("request", "http://a.example/", "GET / HTTP/1.1\r\n\r\n"),
            written("response", "http://a.example/1", &answer("", PAGE)),
            written("response", "http://a.example/2", "HTTP/1.1 404 Not Found\r\n\r\n<html>"),
            written(
                "response",
                "http://a.example/3",
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG",
            ),
            written("resource", "<http://a.example/4>", PAGE),
        ]
    }

    #[test]
    fn pages_are_found_packed_or_not() {
        let expected = vec![
            Ok(("http://a.example/1".to_owned(), PAGE.to_owned())),
            Ok(("http://a.example/4".to_owned(), PAGE.to_owned())),
        ];
        assert_eq!(read(crawl().concat()), expected);
        assert_eq!(read(gzip(&crawl().concat())), expected);
        assert_eq!(read(crawl().iter().flat_map(|record| gzip(record)).collect()), expected);
    }

    #[test]
    fn bodies_are_unpacked() {
        let chunks =
            format!("{:x}\r\n{}\r\n{:x};x\r\n{}\r\n0\r\n\r\n", 10, &PAGE[..10], PAGE.len() - 10, &PAGE[10..]);
        let chunked =
            written("response", "http://a.example/1", &answer("Transfer-Encoding: chunked\r\n", &chunks));
        let named =
            written("response", "http://a.example/1", &answer("Transfer-Encoding: chunked\r\n", PAGE));
        for record in [chunked, named] {
            assert_eq!(read(record), [Ok(("http://a.example/1".to_owned(), PAGE.to_owned()))]);
        }
        let head = answer("Content-Encoding: gzip\r\n", "").into_bytes();
        let block = [head, gzip(PAGE.as_bytes())].concat();
        assert_eq!(response(block).unwrap().unwrap().bytes, PAGE.as_bytes());
        let packed = written("response", "http://a.example/1", &answer("Content-Encoding: br\r\n", "\u{b}x"));
        assert_eq!(read(packed), [Err("w[1]: the page is packed as `br`, which is not read".to_owned())]);
    }

    #[test]
    fn a_damaged_record_is_placed_and_the_next_is_read() {
        let good = written("resource", "http://a.example/4", PAGE);
        let without_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nlost\r\n\r\n".to_vec();
        let told = read([without_length, good.clone()].concat());
        assert_eq!(
            told[0],
            Err("w[1]: the record does not say how long it is (at byte 0); it was skipped".to_owned())
        );
        assert!(told[1].is_ok() && told.len() == 2, "{told:?}");

        let rubbish = read([good.as_slice(), b"rubbish\r\nmore\r\n", &good].concat());
        assert!(rubbish[0].is_ok() && rubbish[2].is_ok() && rubbish.len() == 3, "{rubbish:?}");
        assert!(rubbish[1].as_ref().unwrap_err().contains("no WARC record (at byte"), "{rubbish:?}");

        let cut = read([good.as_slice(), &good[..good.len() - 20]].concat());
        assert!(cut[0].is_ok() && cut.len() == 2, "{cut:?}");
        assert!(cut[1].as_ref().unwrap_err().contains("cut off"), "{cut:?}");
    }

    #[test]
    fn a_damaged_gzip_member_is_placed_and_the_next_is_read() {
        let records = crawl();
        let mut members: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
        let middle = members[2].len() / 2;
        members[2][middle..middle + 8].fill(0xff);
        let told = read(members.concat());
        assert!(told[0].as_ref().is_err_and(|it| it.starts_with("w[3]: the record")), "{told:?}");
        assert_eq!(told.last().unwrap().as_ref().unwrap().0, "http://a.example/4", "{told:?}");

        let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
        let told = read(packed[..packed.len() - 30].to_vec());
        assert!(told[0].is_ok() && told.last().unwrap().is_err(), "{told:?}");
    }

    #[test]
    fn a_page_of_two_hundred_megabytes_is_passed_over() {
        let length = 200 << 20;
        let head = format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n<html>"
        );
        let page = io::Cursor::new(head.into_bytes()).chain(io::repeat(b'x').take(length - 6));
        let after =
            io::Cursor::new([b"\r\n\r\n".to_vec(), written("resource", "http://a.example/4", PAGE)].concat());
        let mut warc = Warc::new("w".to_owned(), Source::new(page.chain(after)).unwrap());
        let error = warc.next().unwrap().err().unwrap().to_string();
        assert_eq!(error, "w[1]: the page is larger than 8 MB and was skipped");
        assert!(warc.next().unwrap().is_ok() && warc.next().is_none());
    }
}
