//! Characters as the tokeniser sees them: HTML entities decoded, invisible characters left out, places kept.

use super::lexicon::lexicon;
use std::borrow::Cow;

/// One visible character and the bytes that stand for it (several for `&quot;`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) ch: char,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Longest entity that is looked for, `&` and `;` included.
const MAX_ENTITY: usize = 10;

/// Appends the units of `chunk`, which begins at byte `base` of its text.
pub(crate) fn decode(chunk: &str, base: usize, out: &mut Vec<Unit>) {
    let mut at = 0;
    while let Some(ch) = chunk[at..].chars().next() {
        let (ch, len) = match ch {
            '&' => entity(&chunk[at..]).unwrap_or((ch, 1)),
            _ => (ch, ch.len_utf8()),
        };
        if !is_invisible(ch) {
            out.push(Unit { ch, start: (base + at) as u32, end: (base + at + len) as u32 });
        }
        at += len;
    }
}

/// The character that an entity at the start of `text` stands for, and the entity's length.
fn entity(text: &str) -> Option<(char, usize)> {
    let len = text.bytes().take(MAX_ENTITY).position(|byte| byte == b';')?;
    let name = text.get(1..len)?;
    let ch = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => *lexicon().entities.get(name)?,
    };
    Some((ch, len + 1))
}

/// A word as it is meant: entities decoded, soft hyphens and other invisible characters left out.
///
/// ```
/// use chancery_syntax::normal_form;
/// assert_eq!(normal_form("AT&amp;T"), "AT&T");
/// assert_eq!(normal_form("co\u{ad}operate"), "cooperate");
/// ```
pub fn normal_form(form: &str) -> Cow<'_, str> {
    let plain = match form.is_ascii() {
        true => form.bytes().all(|byte| byte != b'&' && !byte.is_ascii_control()),
        false => form.chars().all(|ch| ch != '&' && !is_invisible(ch)),
    };
    if plain {
        return Cow::Borrowed(form);
    }
    let mut units = Vec::new();
    decode(form, 0, &mut units);
    Cow::Owned(units.iter().map(|unit| unit.ch).collect())
}

/// Whether a character parts words though it may not be white space: zero-width space, byte order mark.
pub(crate) fn parts_words(ch: char) -> bool {
    ch.is_whitespace() || matches!(ch, '\u{200B}' | '\u{FEFF}')
}

/// Characters that mean nothing by themselves: controls, soft hyphen, joiners, marks of direction.
pub(crate) fn is_invisible(ch: char) -> bool {
    match ch {
        _ if ch.is_ascii() => ch.is_ascii_control() && !ch.is_whitespace(),
        '\u{AD}' | '\u{61C}' | '\u{180E}' => true,
        '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{E0000}'..='\u{E007F}' | '\u{FFF9}'..='\u{FFFB}' => true,
        _ => ch.is_control() && !ch.is_whitespace(),
    }
}

/// Combining marks, variation selectors and skin tones: they belong to the character before them.
pub(crate) fn is_mark(ch: char) -> bool {
    matches!(ch,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

pub(crate) fn is_apostrophe(ch: char) -> bool {
    matches!(ch, '\'' | '’' | 'ʼ' | '`' | '´' | '‘' | '′')
}

pub(crate) fn is_double_quote(ch: char) -> bool {
    matches!(ch, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' | '「' | '」' | '『' | '』')
}

pub(crate) fn is_quote(ch: char) -> bool {
    is_double_quote(ch) || is_apostrophe(ch) || matches!(ch, '‚' | '‛' | '‹' | '›')
}

pub(crate) fn is_opening(ch: char) -> bool {
    matches!(ch, '(' | '[' | '{' | '（' | '［' | '【' | '《' | '〈' | '「' | '『')
}

pub(crate) fn is_closing(ch: char) -> bool {
    matches!(ch, ')' | ']' | '}' | '）' | '］' | '】' | '》' | '〉' | '」' | '』')
}

pub(crate) fn is_dash(ch: char) -> bool {
    matches!(ch, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─')
}

pub(crate) fn is_hyphen(ch: char) -> bool {
    matches!(ch, '-' | '‐' | '‑')
}

pub(crate) fn is_terminal(ch: char) -> bool {
    matches!(ch, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '‽' | '⁇' | '⁈' | '⁉' | '｡')
}

pub(crate) fn is_word(ch: char) -> bool {
    match ch.is_ascii() {
        true => ch.is_ascii_alphanumeric(),
        false => ch.is_alphanumeric() || is_mark(ch),
    }
}

/// Whether a character may stand for itself nowhere: what gaps between tokens consist of.
pub fn is_gap(ch: char) -> bool {
    parts_words(ch) || is_invisible(ch)
}
