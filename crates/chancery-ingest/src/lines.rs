//! JSON Lines and JSON documents → articles, one after the other: memory stays in proportion to the longest.

use crate::encoding::decode_or_refuse;
use crate::error::{Error, Reason};
use crate::files::{Incoming, Part};
use crate::json;
use crate::source::{Line, MAX_ARTICLE, Source, read_line};
use std::io::BufRead;

/// One JSON object a line.
pub(crate) struct Lines {
    name: String,
    source: Option<Source>,
    number: usize,
}

impl Lines {
    pub(crate) fn new(name: String, source: Source) -> Lines {
        Lines { name, source: Some(source), number: 0 }
    }
}

impl Iterator for Lines {
    type Item = Result<Part, Error>;

    fn next(&mut self) -> Option<Result<Part, Error>> {
        let source = self.source.as_mut()?;
        let mut line = Vec::new();
        loop {
            self.number += 1;
            let refuse = |reason: Reason| Some(Err(Error::new(&self.name, reason).at_line(self.number)));
            match read_line(source, &mut line, MAX_ARTICLE) {
                Ok(Line::End) => return None,
                Ok(Line::TooLong) => return refuse(too_long("line")),
                Ok(Line::Whole) if line.trim_ascii().is_empty() => continue,
                Ok(Line::Whole) => {}
                Err(error) => {
                    self.source = None;
                    return refuse(error.into());
                }
            }
            let parsed = decode_or_refuse(line).and_then(|mut decoded| {
                let value = json::parse(decoded.text.trim(), &mut decoded.diagnostics)?;
                json::article(value, decoded.diagnostics)
            });
            return match parsed {
                Ok((article, diagnostics)) => {
                    let name = format!("{}:{}", self.name, self.number);
                    Some(Ok(Part::Article(Incoming { name, article, diagnostics, bytes: source.progress() })))
                }
                Err(reason) => refuse(reason),
            };
        }
    }
}

pub(crate) fn too_long(what: &str) -> Reason {
    Reason::refused(format!("the {what} is longer than {} MB and was skipped", MAX_ARTICLE >> 20))
}

/// A JSON document: one object, objects one after the other, or an array of them.
pub(crate) struct Elements {
    name: String,
    source: Option<Source>,
    number: usize,
    is_array: bool,
}

/// The bytes of one element.
enum Element {
    Whole(Vec<u8>),
    TooLong,
    End,
}

impl Elements {
    pub(crate) fn new(name: String, source: Source) -> Elements {
        Elements { name, source: Some(source), number: 0, is_array: false }
    }

    /// Cuts out the next element by its brackets and strings; whether it is sound JSON is looked at later.
    fn element(&mut self) -> Result<Element, Reason> {
        let Some(source) = &mut self.source else { return Ok(Element::End) };
        let mut element = Vec::new();
        let (mut depth, mut is_string, mut is_escaped, mut is_too_long) = (0usize, false, false, false);
        loop {
            let chunk = source.fill_buf()?;
            if chunk.is_empty() {
                self.source = None;
                break;
            }
            let (mut taken, mut is_done) = (0, false);
            for &byte in chunk {
                taken += 1;
                let is_outside = depth == 0 && !is_string;
                if is_outside && byte == b'[' && self.number == 0 && !self.is_array && element.is_empty() {
                    self.is_array = true;
                    continue;
                }
                let is_between = byte.is_ascii_whitespace() || self.is_array && matches!(byte, b',' | b']');
                if is_outside && is_between {
                    if element.is_empty() {
                        continue;
                    }
                    is_done = self.is_array && !byte.is_ascii_whitespace();
                    if is_done {
                        break;
                    }
                }
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' if is_string => is_escaped = true,
                    b'"' => is_string = !is_string,
                    b'{' | b'[' if !is_string => depth += 1,
                    b'}' | b']' if !is_string => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if element.len() as u64 >= MAX_ARTICLE {
                    is_too_long = true;
                } else {
                    element.push(byte);
                }
                if depth == 0 && !is_string && byte == b'}' {
                    is_done = true;
                    break;
                }
            }
            source.consume(taken);
            if is_done {
                break;
            }
        }
        Ok(match () {
            () if is_too_long => Element::TooLong,
            () if element.trim_ascii().is_empty() => Element::End,
            () => Element::Whole(element),
        })
    }

    /// Whether nothing but the document's end comes after the element.
    fn is_last(&mut self) -> bool {
        let Some(source) = &mut self.source else { return true };
        let rest = source.peek(64).unwrap_or_default();
        rest.len() < 64 && rest.iter().all(|byte| byte.is_ascii_whitespace() || *byte == b']')
    }
}

impl Iterator for Elements {
    type Item = Result<Part, Error>;

    fn next(&mut self) -> Option<Result<Part, Error>> {
        let element = self.element();
        let is_alone = self.number == 0 && self.is_last();
        let name = if is_alone { self.name.clone() } else { format!("{}[{}]", self.name, self.number) };
        self.number += 1;
        let element = match element {
            Ok(Element::End) => return None,
            Ok(Element::TooLong) => return Some(Err(Error::new(name, too_long("element")))),
            Ok(Element::Whole(bytes)) => bytes,
            Err(reason) => {
                self.source = None;
                return Some(Err(Error::new(name, reason)));
            }
        };
        let bytes = self.source.as_mut().map_or(element.len() as u64, Source::progress);
        let parsed = decode_or_refuse(element).and_then(|mut decoded| {
            let value = json::parse(&decoded.text, &mut decoded.diagnostics)?;
            json::article(value, decoded.diagnostics)
        });
        Some(match parsed {
            Ok((article, diagnostics)) => Ok(Part::Article(Incoming { name, article, diagnostics, bytes })),
            Err(reason) => Err(Error::new(name, reason)),
        })
    }
}
