//! How deep a page's elements nest, told before the page is parsed: parsers take time in the square of it.

/// Deeper than any page that was made to be read.
pub(crate) const MAX_DEPTH: usize = 500;

/// Elements that never hold any, or that end where the next of them begins.
const SHALLOW: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "source", "td", "th", "tr", "track", "wbr",
];
/// Elements that hold characters, not elements.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Whether elements are opened in each other over [`MAX_DEPTH`] deep. One pass, no tree.
pub(crate) fn nests_too_deep(markup: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let is_end = rest.starts_with('/');
        let after = &rest[usize::from(is_end)..];
        let name =
            &after[..after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len())];
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_name || SHALLOW.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            continue;
        }
        if is_end {
            if let Some(at) = open.iter().rposition(|opened| opened.eq_ignore_ascii_case(name)) {
                open.truncate(at);
            }
        } else if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            rest = skip_raw(after, name);
        } else if !(open.iter().any(|opened| opened.eq_ignore_ascii_case("svg")) && closes_itself(after)) {
            open.push(name);
            if open.len() > MAX_DEPTH {
                return true;
            }
        }
    }
    false
}

/// What follows the end of this element of characters.
fn skip_raw<'a>(within: &'a str, name: &str) -> &'a str {
    let ends = within.match_indices("</").map(|(at, _)| &within[at..]);
    let mut ends =
        ends.filter(|end| end.get(2..2 + name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name)));
    ends.next().unwrap_or("")
}

fn closes_itself(tag: &str) -> bool {
    tag.find('>').is_some_and(|end| tag[..end].ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nests_counts() {
        for page in [
            "<div>a</div>".repeat(1000),
            "<p>a<br>".repeat(1000),
            format!("<script>{}</script>", "if (i<n) x<y;".repeat(1000)),
            format!("<svg>{}</svg>", "<path d=''/>".repeat(1000)),
            "<div><font>unclosed</div>".repeat(1000),
            format!("<!-- {} -->", "<div>".repeat(1000)),
            "a < b < ".repeat(1000),
        ] {
            assert!(!nests_too_deep(&page), "{}", &page[..40]);
        }
        assert!(nests_too_deep(&"<div>".repeat(MAX_DEPTH + 1)));
        assert!(nests_too_deep(&"<B x=1>a".repeat(MAX_DEPTH + 1)));
    }
}
