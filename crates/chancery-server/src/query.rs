//! What stands after the question mark (or in a posted form): names and values, several of one name allowed.

use std::fmt;

/// Names and values, in their order; values that are empty are as good as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// From bytes as browsers send them; whether any value was empty comes along.
    pub(crate) fn parse(bytes: &[u8]) -> (Query, bool) {
        let mut has_empty = false;
        let mut pairs = Vec::new();
        for (name, value) in form_urlencoded::parse(bytes) {
            // A form leaves line ends as CR LF.
            let value = value.replace("\r\n", "\n");
            if value.trim().is_empty() {
                has_empty = true;
            } else {
                pairs.push((name.into_owned(), value));
            }
        }
        (Query { pairs }, has_empty)
    }

    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let found: Vec<&str> =
            self.pairs().filter(|(known, _)| *known == name).map(|(_, value)| value).collect();
        found.into_iter()
    }

    /// The same with one more value.
    pub(crate) fn with(mut self, name: &str, value: impl fmt::Display) -> Query {
        self.pairs.push((name.to_owned(), value.to_string()));
        self
    }

    /// The same without any value of this name.
    pub(crate) fn without(mut self, name: &str) -> Query {
        self.pairs.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = form_urlencoded::Serializer::new(String::new());
        out.extend_pairs(self.pairs());
        f.write_str(&out.finish())
    }
}
