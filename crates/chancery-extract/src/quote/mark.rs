//! Which characters of a paragraph are quotation marks, and which way each looks.
//!
//! Apostrophes, feet and inches are told apart here; pairing is not done here, save for single marks, which are
//! marks only in pairs.

/// Marks that open and close with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// “ ” " `` '' and their mixtures.
    Double,
    /// ‘ ’ '.
    Single,
    /// « ».
    Guillemet,
    /// ‹ ›.
    SingleGuillemet,
    /// „, closed by “ or ”.
    Low,
}

impl Family {
    /// Whether a closing mark of the other family ends a quotation of this one.
    pub(super) fn is_closed_by(self, other: Family) -> bool {
        self == other || (self == Family::Low && other == Family::Double)
    }
}

/// Which way a mark looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Space before it, none behind.
    Opens,
    /// Space or punctuation behind it.
    Closes,
    /// Cannot be told from its neighbours.
    Either,
}

/// A quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Byte offset within the paragraph.
    pub(super) start: usize,
    /// Length in bytes.
    pub(super) len: usize,
    pub(super) family: Family,
    pub(super) shape: Shape,
}

/// Words that are written with an apostrophe in front.
const ELISIONS: &[&str] =
    &["em", "til", "till", "tis", "twas", "cause", "bout", "round", "n", "un", "cuz", "nuff"];

/// All quotation marks of a paragraph, in text order. Single marks come in pairs only.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut singles = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let doubled =
            matches!((c, next), ('`', Some('`')) | ('\'', Some('\'')) | ('’', Some('’')) | ('‘', Some('‘')));
        // ''' at the end of a quotation is a single mark and a double one, at its beginning the other way round.
        let is_inner_first = doubled
            && text[start..].chars().take_while(|&other| other == c).take(4).count() == 3
            && !is_boundary(before(text, start));
        if doubled && !is_inner_first {
            chars.next();
            let len = c.len_utf8() * 2;
            let shape = match c {
                '`' | '‘' => Shape::Opens,
                '’' => Shape::Closes,
                _ => shape_of(text, start, len),
            };
            marks.push(Mark { start, len, family: Family::Double, shape });
            continue;
        }
        let len = c.len_utf8();
        let (family, shape) = match c {
            '"' | '\u{ff02}' if !is_inches(text, start) => (Family::Double, shape_of(text, start, len)),
            '“' | '‟' => (Family::Double, unless_turned(text, start, len, Shape::Opens)),
            '”' => (Family::Double, unless_turned(text, start, len, Shape::Closes)),
            '„' => (Family::Low, Shape::Opens),
            '«' => (Family::Guillemet, unless_turned(text, start, len, Shape::Opens)),
            '»' => (Family::Guillemet, unless_turned(text, start, len, Shape::Closes)),
            '‹' => (Family::SingleGuillemet, Shape::Opens),
            '›' => (Family::SingleGuillemet, Shape::Closes),
            '\'' | '‘' | '’' | '‚' | '`' => {
                singles.extend(single(text, start, c));
                continue;
            }
            _ => continue,
        };
        marks.push(Mark { start, len, family, shape });
    }
    let pairs = pair_singles(&singles);
    if !pairs.is_empty() {
        marks.extend(pairs);
        marks.sort_by_key(|mark| mark.start);
    }
    marks
}

/// The character before a mark, other marks skipped.
fn before(text: &str, start: usize) -> Option<char> {
    text[..start].chars().rev().take(4).find(|&c| !is_mark(c))
}

/// The character behind a mark, other marks skipped.
fn after(text: &str, end: usize) -> Option<char> {
    text[end..].chars().take(4).find(|&c| !is_mark(c))
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '`' | '«' | '»' | '„')
}

/// Whether a quotation may begin behind this character.
fn is_boundary(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '{' | '/' | '-' | '–' | '—' | '…' | '\u{200b}')
    })
}

/// Whether a quotation may end before this character.
fn is_ending(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '/' | '-' | '–' | '—' | '…')
    })
}

fn shape_of(text: &str, start: usize, len: usize) -> Shape {
    match (is_boundary(before(text, start)), is_ending(after(text, start + len))) {
        (true, false) => Shape::Opens,
        (false, true) => Shape::Closes,
        _ => Shape::Either,
    }
}

/// A mark with a direction of its own keeps it, unless it stands where only the other can: “No“ she said.
fn unless_turned(text: &str, start: usize, len: usize, own: Shape) -> Shape {
    let (left, right) = (text[..start].chars().next_back(), text[start + len..].chars().next());
    let closes =
        left.is_some_and(|c| !c.is_whitespace() && !is_mark(c) && !is_boundary(Some(c))) && is_ending(right);
    let opens = is_boundary(left) && right.is_some_and(char::is_alphanumeric);
    match own {
        Shape::Opens if closes => Shape::Closes,
        Shape::Closes if opens => Shape::Opens,
        own => own,
    }
}

/// 6'2": a number with feet before it.
fn is_inches(text: &str, start: usize) -> bool {
    let left = text[..start].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = start - left.len();
    (1..=4).contains(&digits)
        && left
            .strip_suffix(['\'', '’'])
            .is_some_and(|feet| feet.chars().next_back().is_some_and(|c| c.is_ascii_digit()))
}

/// A single mark that may open or close.
struct Single {
    start: usize,
    len: usize,
    opens: bool,
    /// Closes only where nothing better does: the mark of a plural's possessive.
    weak: bool,
}

fn single(text: &str, start: usize, c: char) -> Option<Single> {
    let len = c.len_utf8();
    let left = text[..start].chars().next_back();
    let right = text[start + len..].chars().next();
    let starts_word =
        right.is_some_and(|c| c.is_alphanumeric() || is_mark(c) || matches!(c, '[' | '(' | '$' | '…'));
    if matches!(c, '\'' | '‘' | '‚' | '`')
        && (is_boundary(left) || left.is_some_and(|c| matches!(c, '"' | '“' | '„' | '«')))
        && starts_word
    {
        let rest = &text[start + len..];
        let word: String =
            rest.chars().take(8).take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let is_year = word.len() <= 3
            && word.len() >= 2
            && word.chars().take(2).all(|c| c.is_ascii_digit())
            && word.chars().skip(2).all(|c| c == 's');
        let is_elision = is_year || ELISIONS.contains(&word.as_str());
        return (!is_elision).then_some(Single { start, len, opens: true, weak: false });
    }
    let ends = matches!(c, '\'' | '’')
        && left.is_some_and(|c| !c.is_whitespace())
        && !right.is_some_and(char::is_alphanumeric);
    if !ends {
        return None;
    }
    let is_possessive =
        left.is_some_and(|c| matches!(c, 's' | 'S' | 'z' | 'x')) && right.is_none_or(char::is_whitespace);
    let drops_g = text[..start].ends_with("in") && right.is_none_or(char::is_whitespace);
    let is_feet = left.is_some_and(|c| c.is_ascii_digit()) && right.is_none_or(char::is_whitespace);
    Some(Single { start, len, opens: false, weak: is_possessive || drops_g || is_feet })
}

/// Each opening single mark with the first strong closing one before the next opening one, else the first weak one.
fn pair_singles(singles: &[Single]) -> Vec<Mark> {
    let mark =
        |single: &Single, shape| Mark { start: single.start, len: single.len, family: Family::Single, shape };
    let mut marks = Vec::new();
    let mut at = 0;
    while at < singles.len() {
        if !singles[at].opens {
            at += 1;
            continue;
        }
        let next_open =
            singles[at + 1..].iter().position(|single| single.opens).map_or(singles.len(), |n| at + 1 + n);
        let closing = &singles[at + 1..next_open];
        if let Some(end) = closing.iter().find(|single| !single.weak).or(closing.first()) {
            marks.push(mark(&singles[at], Shape::Opens));
            marks.push(mark(end, Shape::Closes));
        }
        at = next_open;
    }
    marks
}
