//! A span shown in its line, for people.

use crate::{SourceText, Span};

/// Two lines: some text around a span on one line, and `^~~~` under the span.
///
/// `width` is the greatest length of the first line in code points, roughly; line breaks show as spaces.
///
/// ```
/// use chancery_text::{SourceText, Span, excerpt};
/// let text = SourceText::new("The envoy said no.");
/// assert_eq!(excerpt(&text, Span::new(10, 14), 80), "The envoy said no.\n          ^~~~");
/// ```
pub fn excerpt(text: &SourceText, span: Span, width: usize) -> String {
    let marked = text.code_points(span);
    let room = width.saturating_sub(marked.len()) / 2;
    let before = text.slice(text.span_of_code_points(marked.start.saturating_sub(room)..marked.start));
    let after = text.slice(text.span_of_code_points(marked.end..marked.end + room));
    let flat = |part: &str| part.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect::<String>();
    let before = flat(before);
    let mut mark = " ".repeat(before.chars().count());
    mark.push('^');
    mark.extend(std::iter::repeat_n('~', marked.len().saturating_sub(1)));
    format!("{before}{}{}\n{mark}", flat(text.slice(span)), flat(after))
}
