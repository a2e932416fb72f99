//! One spelling for many: how a name is written down for look-up.
//!
//! `U.S.` and `US`, `Élysée` and `Elysee`, `Quai d’Orsay` and `Quai d'Orsay`, `al-Qaeda` and `al Qaeda`
//! fold to the same key, however a tokeniser cut them. Case is folded away here and held as a separate
//! demand of the name, so that `US` never matches `us`.
//!
//! No meanings and no tables of names here.

use crate::fold_table::PLAIN;

/// What one character becomes in a key.
enum Folded {
    /// Bytes of the key.
    Text(&'static str),
    /// One byte of the key.
    Byte(u8),
    /// A gap between words: hyphen, apostrophe, white space.
    Gap,
    /// Nothing at all: the dots of `U.S.`, zero-width characters, combining marks.
    Nothing,
    /// A character of another script, kept as it is.
    Other(char),
    /// Punctuation that no name contains.
    Stop,
}

fn fold_char(c: char) -> Folded {
    if c.is_ascii() {
        let byte = c as u8;
        return match byte {
            b'a'..=b'z' | b'0'..=b'9' => Folded::Byte(byte),
            b'A'..=b'Z' => Folded::Byte(byte | 0x20),
            b'-' | b'\'' | b'`' | b' ' | b'\t' | b'/' => Folded::Gap,
            b'.' => Folded::Nothing,
            b'&' => Folded::Text("and"),
            _ => Folded::Stop,
        };
    }
    if let Ok(found) = PLAIN.binary_search_by_key(&c, |&(letter, _)| letter) {
        return Folded::Text(PLAIN[found].1);
    }
    match c {
        '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '´' | '‐' | '‑' | '–' | '\u{a0}' => Folded::Gap,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{300}'..='\u{36f}' => Folded::Nothing,
        _ if c.is_alphanumeric() => Folded::Other(c.to_lowercase().next().unwrap_or(c)),
        _ if c.is_whitespace() => Folded::Gap,
        _ => Folded::Stop,
    }
}

/// Feeds the folded bytes of `token` to `push`, with one space for each inner gap. `pending` carries an open gap
/// from one token to the next. Returns false as soon as `push` does, or at punctuation that no name contains.
pub(crate) fn feed(token: &str, pending: &mut bool, push: &mut impl FnMut(u8) -> bool) -> bool {
    let mut buffer = [0u8; 4];
    for c in token.chars() {
        let bytes: &[u8] = match fold_char(c) {
            Folded::Byte(byte) => {
                buffer[0] = byte;
                &buffer[..1]
            }
            Folded::Text(text) => text.as_bytes(),
            Folded::Other(c) => c.encode_utf8(&mut buffer).as_bytes(),
            Folded::Gap => {
                *pending = true;
                continue;
            }
            Folded::Nothing => continue,
            Folded::Stop => return false,
        };
        if *pending {
            *pending = false;
            if !push(b' ') {
                return false;
            }
        }
        for &byte in bytes {
            if !push(byte) {
                return false;
            }
        }
    }
    true
}

/// The key of a name: `"U.S. State Department"` gives `"us state department"`. Punctuation that no name contains
/// becomes a gap.
///
/// ```
/// assert_eq!(chancery_world::fold("Quai d’Orsay"), "quai d orsay");
/// assert_eq!(chancery_world::fold("U.S."), "us");
/// ```
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        let folded = fold_char(c);
        if matches!(folded, Folded::Gap | Folded::Stop) {
            gap = true;
            continue;
        }
        if matches!(folded, Folded::Nothing) {
            continue;
        }
        if gap && !key.is_empty() {
            key.push(' ');
        }
        gap = false;
        match folded {
            Folded::Byte(byte) => key.push(byte as char),
            Folded::Text(text) => key.push_str(text),
            Folded::Other(c) => key.push(c),
            Folded::Gap | Folded::Nothing | Folded::Stop => {}
        }
    }
    key
}

/// Which capitals a name must be written with to be that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Case {
    /// The words, between gaps, that must open with a capital: bit 0 for the first.
    words: u16,
    /// Whether all letters must be capitals: `US`, `WHO`.
    all: bool,
}

impl Case {
    /// The demand of a name from how the sources write it: a short word all in capitals must be all in capitals, and
    /// each capitalised word must be capitalised. A name in lower case makes no demand.
    pub(crate) fn of(name: &str) -> Case {
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let all = (2..=7).contains(&letters)
            && !name.contains(' ')
            && name.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
        let words = words(&[name])
            .take(16)
            .enumerate()
            .fold(0, |bits, (i, word)| bits | (u16::from(word.opens_upper) << i));
        Case { words, all }
    }

    /// The weaker of two demands.
    pub(crate) fn or(self, other: Case) -> Case {
        Case { words: self.words & other.words, all: self.all && other.all }
    }

    /// Whether `tokens` as they stand in a text meet this demand.
    pub(crate) fn fits(self, tokens: &[&str]) -> bool {
        if self.all {
            return tokens.iter().all(|token| !token.chars().any(char::is_lowercase));
        }
        self.words == 0
            || words(tokens)
                .take(16)
                .enumerate()
                .all(|(i, word)| self.words & (1 << i) == 0 || !word.opens_lower)
    }

    pub(crate) fn pack(self) -> u32 {
        (u32::from(self.words) << 16) | (u32::from(self.all) << 15)
    }

    pub(crate) fn unpack(packed: u32) -> Case {
        Case { words: (packed >> 16) as u16, all: packed & (1 << 15) != 0 }
    }
}

/// Whether `tokens` are capitalised as the name of a place: every longer word is (`Rio de Janeiro`), or all but a last
/// one (`Kherson region`, `Black sea`).
pub(crate) fn is_capitalised(tokens: &[&str]) -> bool {
    let mut any = false;
    let mut lower = false;
    for word in words(tokens) {
        if lower {
            return false;
        }
        any |= word.opens_upper;
        lower = word.opens_lower && word.length >= 4;
    }
    any
}

struct Word {
    opens_upper: bool,
    opens_lower: bool,
    length: usize,
}

/// The words of `tokens`: what stands between gaps and the edges of tokens.
fn words<'t>(tokens: &'t [&'t str]) -> impl Iterator<Item = Word> + 't {
    let is_gap = |c: char| matches!(fold_char(c), Folded::Gap | Folded::Stop);
    let is_nothing = |c: &char| !matches!(fold_char(*c), Folded::Nothing);
    tokens.iter().flat_map(move |token| token.split(is_gap)).filter_map(move |word| {
        let mut characters = word.chars().filter(is_nothing);
        let first = characters.next()?;
        Some(Word {
            opens_upper: first.is_uppercase(),
            opens_lower: first.is_lowercase(),
            length: 1 + characters.count(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(PLAIN.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn spellings_meet() {
        assert_eq!(fold("al-Qa’ida"), fold("Al Qa'ida"));
        assert_eq!(fold("São Tomé & Príncipe"), "sao tome and principe");
        assert_eq!(fold("St. Petersburg"), "st petersburg");
        assert_eq!(fold("  No. 10 "), "no 10");
        assert_eq!(fold("Київ"), "київ");
    }

    #[test]
    fn capitals_are_demanded() {
        for (name, tokens, fits) in [
            ("US", vec!["U.S."], true),
            ("US", vec!["us"], false),
            ("prime minister", vec!["Prime", "Minister"], true),
            ("Turkey", vec!["turkey"], false),
            ("White House", vec!["White", "house"], false),
            ("al-Qaeda", vec!["al", "-", "Qaeda"], true),
            ("al-Qaeda", vec!["al-Qaeda"], true),
            ("Minsk agreements", vec!["Minsk", "agreements"], true),
            ("Minsk agreements", vec!["minsk", "agreements"], false),
        ] {
            assert_eq!(Case::of(name).fits(&tokens), fits, "{name} {tokens:?}");
            assert_eq!(Case::unpack(Case::of(name).pack()), Case::of(name));
        }
        assert!(is_capitalised(&["Rio", "de", "Janeiro"]));
        assert!(is_capitalised(&["Kherson", "region"]));
        assert!(!is_capitalised(&["kherson", "region"]));
        assert!(!is_capitalised(&["nice"]));
    }
}
