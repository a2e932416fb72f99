//! Markup → text: blank lines between paragraphs, white space folded, scripts and styles left out.

use super::nests_too_deep;
use trafilatura::dom::{Document, NodeId};

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hl1",
    "hl2",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];
const UNSEEN: &[&str] =
    &["head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "textarea"];

/// The text of a piece of markup, paragraph by paragraph; nothing where its elements nest absurdly deep.
///
/// ```text
/// <p>The envoy <b>left</b>.<p>Nobody knew why.   →   The envoy left.⏎⏎Nobody knew why.
/// ```
pub(crate) fn prose(markup: &str) -> String {
    if nests_too_deep(markup) {
        return String::new();
    }
    let document = Document::parse(markup);
    let mut text = Text::default();
    let mut steps = vec![Step::Enter(document.root())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave => text.end_paragraph(),
            Step::Enter(node) if document.is_text(node) => text.push(&document.text_content(node)),
            Step::Enter(node) => match document.tag_name(node) {
                tag if UNSEEN.contains(&tag) => {}
                "br" => text.end_line(),
                tag => {
                    if BLOCKS.contains(&tag) {
                        text.end_paragraph();
                        steps.push(Step::Leave);
                    } else if matches!(tag, "td" | "th") {
                        text.push(" ");
                    }
                    steps.extend(document.child_nodes(node).into_iter().rev().map(Step::Enter));
                }
            },
        }
    }
    text.end_paragraph();
    text.done
}

enum Step {
    Enter(NodeId),
    Leave,
}

/// Paragraphs as they are put together.
#[derive(Default)]
struct Text {
    done: String,
    line: String,
    /// A space that belongs before the next word, if one comes.
    is_spaced: bool,
    is_within_paragraph: bool,
}

impl Text {
    fn push(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_whitespace() {
                self.is_spaced = true;
            } else {
                if self.is_spaced && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.is_spaced = false;
                self.line.push(c);
            }
        }
    }

    fn end_line(&mut self) {
        if self.line.is_empty() {
            // A second line break in a row parts paragraphs.
            self.is_within_paragraph = false;
        } else {
            if !self.done.is_empty() {
                self.done.push_str(if self.is_within_paragraph { "\n" } else { "\n\n" });
            }
            self.done.push_str(&self.line);
            self.line.clear();
            self.is_within_paragraph = true;
        }
        self.is_spaced = false;
    }

    fn end_paragraph(&mut self) {
        if !self.line.is_empty() {
            self.end_line();
        }
        self.is_within_paragraph = false;
        self.is_spaced = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stay_apart_and_words_together() {
        for (markup, text) in [
            ("plain &amp; simple", "plain & simple"),
            (
                "<p>The envoy <b>left</b>.<p>Nobody\n knew&nbsp;why.</p>",
                "The envoy left.\n\nNobody knew why.",
            ),
            ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
            ("<div><div>One</div> <span>tw</span>o</div>three", "One\n\ntwo\n\nthree"),
            ("<script>x()</script><style>p {}</style><p>Yes.</p><!-- no -->", "Yes."),
            ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
            ("<table><tr><td>Grandport</td><td>12</td></tr></table>", "Grandport 12"),
            ("", ""),
        ] {
            assert_eq!(prose(markup), text, "{markup}");
        }
    }

    #[test]
    fn however_deep_it_nests_it_comes_to_an_end() {
        assert_eq!(prose(&"<div>".repeat(300_000)), "");
        assert_eq!(prose(&("<i>".repeat(400) + "deep")), "deep");
        assert_eq!(prose(&"<p>x".repeat(3000)).len(), 3000 + 2999 * 2);
    }
}
