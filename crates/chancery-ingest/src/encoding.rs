//! Bytes → characters: UTF-8 as it is, other encodings detected and converted, binary data refused.

use crate::error::Reason;
use crate::kind::binary_format;
use chancery_text::{Diagnostic, Severity};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Characters, and what was odd about the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// A conversion, or bytes that are no characters.
    pub diagnostics: Vec<Diagnostic>,
}

/// Bytes → characters; `Err` says which binary thing they are instead.
///
/// ```
/// let decoded = chancery_ingest::decode(b"The caf\xe9 in Grandport closed.".to_vec()).unwrap();
/// assert_eq!(decoded.text, "The café in Grandport closed.");
/// assert_eq!(decoded.diagnostics[0].code, "converted-encoding");
/// ```
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, &'static str> {
    if let Some(format) = binary_format(&bytes) {
        return Err(format);
    }
    if let Some((encoding, _)) = Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        return Ok(convert(&bytes, encoding));
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return Ok(convert(&bytes, encoding));
    }
    if is_binary(&bytes) {
        return Err("it is binary data");
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(Decoded { text, diagnostics: Vec::new() })
        }
        Err(error) => {
            let bytes = error.into_bytes();
            if is_damaged_utf8(&bytes) {
                return Ok(convert(&bytes, UTF_8));
            }
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(&bytes, true);
            Ok(convert(&bytes, detector.guess(None, Utf8Detection::Deny)))
        }
    }
}

/// The bytes of a web page → characters: by their mark, as UTF-8 where they are, as whoever sent the page or the page
/// itself says, or else as [`decode`] finds.
pub(crate) fn decode_page(bytes: Vec<u8>, sent_as: Option<&str>) -> Result<Decoded, &'static str> {
    let is_told = Encoding::for_bom(&bytes).is_some() || utf16_without_mark(&bytes).is_some();
    if !is_told && std::str::from_utf8(&bytes).is_err() && !is_damaged_utf8(&bytes) && !is_binary(&bytes) {
        let labelled =
            |label: &str| Encoding::for_label(label.as_bytes()).filter(|it| it.is_ascii_compatible());
        let declared =
            sent_as.and_then(labelled).or_else(|| declared_in(&bytes).and_then(|label| labelled(&label)));
        if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
            return Ok(convert(&bytes, encoding));
        }
    }
    decode(bytes)
}

/// `iso-8859-2` of `<meta charset="iso-8859-2">`, `<meta … content="text/html; charset=iso-8859-2">` or
/// `<?xml … encoding="iso-8859-2"?>` within the first kilobytes.
fn declared_in(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after = start.find("charset=").map(|at| at + 8).or(start.find("encoding=").map(|at| at + 9))?;
    let label = start[after..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'));
    Some(label[..end.unwrap_or(label.len())].to_owned())
}

pub(crate) fn decode_or_refuse(bytes: Vec<u8>) -> Result<Decoded, Reason> {
    decode(bytes).map_err(Reason::Binary)
}

fn convert(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    let mut diagnostics = Vec::new();
    if encoding != UTF_8 {
        let message = format!("the text is not UTF-8; it was read as {}", encoding.name());
        diagnostics.push(Diagnostic::new(Severity::Note, "converted-encoding", message));
    }
    if had_errors {
        let message = format!("some bytes are no {} characters; each shows as \u{fffd}", encoding.name());
        diagnostics.push(Diagnostic::new(Severity::Warning, "undecodable-bytes", message));
    }
    Decoded { text: text.into_owned(), diagnostics }
}

/// Text in UTF-16 is full of zero bytes, nearly all on one side.
pub(crate) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |side: usize| start.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() / 4;
    match () {
        () if start.len() < 4 => None,
        () if odd > many && even * 20 < odd => Some(UTF_16LE),
        () if even > many && odd * 20 < even => Some(UTF_16BE),
        () => None,
    }
}

/// Zero bytes, or many other control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(65_536)];
    let control = |byte: &&u8| matches!(**byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    let n_zero = start.iter().filter(|&&byte| byte == 0).count();
    // A stray zero byte in a long text is dirt, not a format.
    n_zero * 1000 > start.len() || start.iter().filter(control).count() * 50 > start.len()
}

/// UTF-8 with some damage, rather than another encoding: many whole characters beyond ASCII for each bad place.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut n_whole, mut n_bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        n_whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_whole > n_bad * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(decoded: &Decoded) -> Vec<&str> {
        decoded.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        let words = "The envoy left “at once”.\n";
        for (little, mark) in [(true, true), (true, false), (false, true), (false, false)] {
            let units = mark.then_some(0xfeff).into_iter().chain(words.encode_utf16());
            let bytes: Vec<u8> =
                units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
            let decoded = decode(bytes).unwrap();
            assert_eq!(decoded.text, words);
            assert_eq!(codes(&decoded), ["converted-encoding"]);
        }
    }

    #[test]
    fn damaged_utf_8_stays_utf_8() {
        let mut bytes = "“One,” “two,” “three,” said the envoy.".as_bytes().to_vec();
        bytes.push(0xe2);
        let decoded = decode(bytes).unwrap();
        assert!(decoded.text.starts_with("“One,”") && decoded.text.ends_with('\u{fffd}'));
        assert_eq!(codes(&decoded), ["undecodable-bytes"]);
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let decoded = decode("\u{feff}Yes.".as_bytes().to_vec()).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.diagnostics.len()), ("Yes.", 0));
    }

    #[test]
    fn binary_data_is_named() {
        assert_eq!(decode(b"%PDF-1.7 ...".to_vec()), Err("it is a PDF"));
        let noise: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert_eq!(decode(noise), Err("it is binary data"));
        assert_eq!(decode(vec![0; 64]), Err("it is binary data"));
    }

    #[test]
    fn a_page_is_read_in_the_encoding_that_it_declares() {
        let page = b"<html><head><meta charset='ISO-8859-2'></head><p>Grandport, Z\xe1l\xf3\xb9</p>".to_vec();
        assert!(decode_page(page.clone(), None).unwrap().text.contains("Z\u{e1}l\u{f3}\u{161}"));
        // Whoever sent it knows better.
        assert!(decode_page(page, Some("iso-8859-1")).unwrap().text.contains("Z\u{e1}l\u{f3}\u{b9}"));
        let wrong = "<meta charset=iso-8859-1><p>caf\u{e9}".as_bytes().to_vec();
        assert!(decode_page(wrong, Some("latin1")).unwrap().text.contains("caf\u{e9}"));
    }

    #[test]
    fn nothing_is_an_empty_text() {
        assert_eq!(decode(Vec::new()).unwrap().text, "");
    }
}
