//! Every address of the desk is built here.

use crate::answer::Form;
use crate::query::Query;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

/// What may stand in a part of a path as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// An address within the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    path: String,
    form: Form,
    query: Query,
    place: Option<String>,
}

impl Address {
    /// Of a path as the table of pages has it: `/actors/{id}`, with what its braces stand for.
    pub(crate) fn of(pattern: &str, parts: &[&str]) -> Address {
        let mut parts = parts.iter();
        let segments = pattern.split('/').map(|segment| match segment.starts_with('{') {
            true => utf8_percent_encode(parts.next().unwrap_or(&""), PLAIN).to_string(),
            false => segment.to_owned(),
        });
        let path = segments.collect::<Vec<_>>().join("/");
        Address { path, form: Form::Html, query: Query::default(), place: None }
    }

    pub(crate) fn front() -> Address {
        Address::of("/", &[])
    }

    pub(crate) fn statements() -> Address {
        Address::of("/statements", &[])
    }

    pub(crate) fn events() -> Address {
        Address::of("/events", &[])
    }

    pub(crate) fn positions() -> Address {
        Address::of("/positions", &[])
    }

    pub(crate) fn search() -> Address {
        Address::of("/search", &[])
    }

    pub(crate) fn stories() -> Address {
        Address::of("/stories", &[])
    }

    pub(crate) fn article(id: &str) -> Address {
        Address::of("/articles/{id}", &[id])
    }

    /// A record at its very characters.
    pub(crate) fn record(article: &str, id: &str) -> Address {
        Address { place: Some(id.to_owned()), ..Address::article(article).with("record", id) }
    }

    pub(crate) fn story(id: &str) -> Address {
        Address::of("/stories/{id}", &[id])
    }

    pub(crate) fn pair(one: &str, other: &str) -> Address {
        Address::of("/pairs/{a}/{b}", &[one, other])
    }

    pub(crate) fn actor(party: &str) -> Address {
        Address::of("/actors/{id}", &[party])
    }

    /// The same in another form.
    pub(crate) fn form(self, form: Form) -> Address {
        Address { form, ..self }
    }

    /// The same with one more option.
    pub(crate) fn with(self, name: &str, value: impl fmt::Display) -> Address {
        let query = self.query.with(name, value);
        Address { query, ..self }
    }

    /// The same at a place of the page.
    pub(crate) fn place(self, place: &str) -> Address {
        Address { place: Some(place.to_owned()), ..self }
    }

    /// The same with these options and no others.
    pub(crate) fn query(self, query: Query) -> Address {
        Address { query, ..self }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.path == "/" && self.form != Form::Html { "/index" } else { &self.path })?;
        // An id may itself end like a form; then the form is always said.
        if self.form != Form::Html || Form::split(&self.path).1.is_some() {
            write!(f, ".{}", self.form.ending())?;
        }
        if !self.query.is_empty() {
            write!(f, "?{}", self.query)?;
        }
        match &self.place {
            Some(place) => write!(f, "#{place}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_an_id_is_its_address_leads_back_to_it() {
        assert_eq!(Address::article("wire/17 ?#é").to_string(), "/articles/wire%2F17%20%3F%23%C3%A9");
        assert_eq!(Address::article("a.json").to_string(), "/articles/a.json.html");
        assert_eq!(Address::article("a.json").form(Form::Csv).to_string(), "/articles/a.json.csv");
        assert_eq!(Address::front().form(Form::Json).to_string(), "/index.json");
        let found = Address::events().with("actor", "RUS/MIL").with("text", "a & b");
        assert_eq!(found.to_string(), "/events?actor=RUS%2FMIL&text=a+%26+b");
    }
}
