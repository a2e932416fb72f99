//! An input's bytes, unpacked while they are read: looking ahead, gzip of any number of members, bounds on what
//! unpacking may make of them. What the bytes mean never enters.

use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes tell what an input holds.
pub(crate) const START: usize = 8192;
/// The most that one article, one line, one row or one element may hold.
pub(crate) const MAX_ARTICLE: u64 = 32 << 20;
/// The most that one web page may hold: taking it apart needs some thirty times its size.
pub(crate) const MAX_PAGE: u64 = 8 << 20;

/// Text packs at 3 to 10 times, very repetitive text at 50; gzip itself ends at 1032.
const MAX_RATIO: u64 = 300;
/// Below this, the ratio of one gzip member does not matter.
const HARMLESS: u64 = 32 << 20;
const CHUNK: usize = 64 << 10;

/// The bytes of one input.
pub(crate) struct Source {
    bytes: Ahead<Inner>,
    read: Arc<AtomicU64>,
    told: u64,
}

enum Inner {
    Plain(Box<dyn Read + Send>),
    Gzip(Gunzip),
}

impl Source {
    pub(crate) fn new(reader: impl Read + Send + 'static) -> io::Result<Source> {
        let read = Arc::new(AtomicU64::new(0));
        let counted: Box<dyn Read + Send> = Box::new(Counted { reader, read: Arc::clone(&read) });
        let mut packed = Ahead::new(counted);
        let inner = match packed.peek(3)? {
            [0x1f, 0x8b, 0x08, ..] => Inner::Gzip(Gunzip::new(packed, Arc::clone(&read))),
            _ => Inner::Plain(Box::new(packed)),
        };
        Ok(Source { bytes: Ahead::new(inner), read, told: 0 })
    }

    /// The same input, its characters converted to UTF-8 on the way.
    pub(crate) fn converted(self, from: &'static encoding_rs::Encoding) -> Source {
        let read = Arc::clone(&self.read);
        let converted = encoding_rs_io::DecodeReaderBytesBuilder::new()
            .encoding(Some(from))
            .bom_override(true)
            .build(self);
        Source { bytes: Ahead::new(Inner::Plain(Box::new(converted))), read, told: 0 }
    }

    /// The next bytes, up to so many, without taking them.
    pub(crate) fn peek(&mut self, n: usize) -> io::Result<&[u8]> {
        self.bytes.peek(n)
    }

    /// Where the next byte stands in the unpacked data.
    pub(crate) fn position(&self) -> u64 {
        self.bytes.taken
    }

    /// How many bytes of the input, as it is packed, were read since the last call.
    pub(crate) fn progress(&mut self) -> u64 {
        let read = self.read.load(Ordering::Relaxed);
        read - std::mem::replace(&mut self.told, read)
    }

    /// All the rest; `None` where it is more than `most`.
    pub(crate) fn read_whole(&mut self, most: u64) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        self.take(most + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= most).then_some(bytes))
    }

    /// Leaves a damaged gzip member for the next one; `false` where there is none.
    pub(crate) fn skip_member(&mut self) -> io::Result<bool> {
        self.bytes.clear();
        match &mut self.bytes.reader {
            Inner::Plain(_) => Ok(false),
            Inner::Gzip(gzip) => gzip.skip_member(),
        }
    }
}

impl Read for Source {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(out)
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.bytes.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.bytes.consume(n);
    }
}

impl Read for Inner {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Inner::Plain(reader) => reader.read(out),
            Inner::Gzip(gzip) => gzip.read(out),
        }
    }
}

struct Counted<R> {
    reader: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(out)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// A buffered reader that can look some way ahead.
struct Ahead<R> {
    reader: R,
    buffer: Vec<u8>,
    at: usize,
    taken: u64,
}

impl<R: Read> Ahead<R> {
    fn new(reader: R) -> Ahead<R> {
        Ahead { reader, buffer: Vec::new(), at: 0, taken: 0 }
    }

    /// An error after some bytes is kept for whoever reads beyond them.
    fn peek(&mut self, n: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.at < n {
            match self.more() {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if self.buffer.len() == self.at => return Err(error),
                Err(_) => break,
            }
        }
        let end = self.buffer.len().min(self.at + n);
        Ok(&self.buffer[self.at..end])
    }

    fn more(&mut self) -> io::Result<usize> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let end = self.buffer.len();
        self.buffer.resize(end + CHUNK, 0);
        loop {
            match self.reader.read(&mut self.buffer[end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => {
                    self.buffer.truncate(end + result.as_ref().map_or(0, |&n| n));
                    return result;
                }
            }
        }
    }

    fn clear(&mut self) {
        self.buffer.clear();
        self.at = 0;
    }
}

impl<R: Read> Read for Ahead<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let n = bytes.len().min(out.len());
        out[..n].copy_from_slice(&bytes[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for Ahead<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.buffer.len() {
            self.more()?;
        }
        Ok(&self.buffer[self.at..])
    }

    fn consume(&mut self, n: usize) {
        let n = n.min(self.buffer.len() - self.at);
        self.at += n;
        self.taken += n as u64;
    }
}

type Packed = Ahead<Box<dyn Read + Send>>;

/// gzip data, member after member.
struct Gunzip {
    state: Gzip,
    read: Arc<AtomicU64>,
    /// What was read of the input, and made of it, when this member began and since.
    member_in: u64,
    member_out: u64,
    last_skip: Option<u64>,
}

enum Gzip {
    Within(Box<GzDecoder<Packed>>),
    Between(Packed),
    Gone,
}

impl Gunzip {
    fn new(packed: Packed, read: Arc<AtomicU64>) -> Gunzip {
        Gunzip { state: Gzip::Between(packed), read, member_in: 0, member_out: 0, last_skip: None }
    }

    fn packed(&mut self) -> Option<Packed> {
        match std::mem::replace(&mut self.state, Gzip::Gone) {
            Gzip::Within(decoder) => Some(decoder.into_inner()),
            Gzip::Between(packed) => Some(packed),
            Gzip::Gone => None,
        }
    }

    fn bounded(&mut self, n: usize) -> io::Result<usize> {
        self.member_out += n as u64;
        let packed = self.read.load(Ordering::Relaxed) - self.member_in;
        if self.member_out > HARMLESS && self.member_out / MAX_RATIO > packed {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("its gzip data grows to over {MAX_RATIO} times its size, which no text does"),
            ));
        }
        Ok(n)
    }

    fn skip_member(&mut self) -> io::Result<bool> {
        let Some(mut packed) = self.packed() else { return Ok(false) };
        if self.last_skip.replace(packed.taken) == Some(packed.taken) {
            packed.consume(1);
        }
        loop {
            let bytes = packed.peek(10)?;
            if bytes.len() < 10 {
                return Ok(false);
            }
            if matches!(bytes, [0x1f, 0x8b, 0x08, flags, _, _, _, _, 0 | 2 | 4, _] if flags & 0xe0 == 0) {
                self.state = Gzip::Between(packed);
                return Ok(true);
            }
            let ahead = packed.fill_buf()?;
            let next = ahead.iter().skip(1).position(|&byte| byte == 0x1f).map_or(ahead.len(), |at| at + 1);
            packed.consume(next);
        }
    }
}

impl Read for Gunzip {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            match &mut self.state {
                Gzip::Within(decoder) => match decoder.read(out)? {
                    0 if !out.is_empty() => {
                        self.state = self.packed().map_or(Gzip::Gone, Gzip::Between);
                    }
                    n => return self.bounded(n),
                },
                Gzip::Between(packed) => match packed.peek(1)? {
                    [] => return Ok(0),
                    // Padding.
                    [0] => packed.consume(1),
                    [0x1f] => {
                        (self.member_in, self.member_out) = (self.read.load(Ordering::Relaxed), 0);
                        let Some(packed) = self.packed() else { return Ok(0) };
                        self.state = Gzip::Within(Box::new(GzDecoder::new(packed)));
                    }
                    _ => {
                        let what = "after its gzip data comes something else";
                        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
                    }
                },
                Gzip::Gone => return Ok(0),
            }
        }
    }
}

/// What [`read_line`] found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line, with its end.
    Whole,
    /// A line of over `most` bytes, which was skipped.
    TooLong,
    /// Nothing more.
    End,
}

/// Reads up to and with the next line feed into `line`, but never more than `most` bytes of it.
pub(crate) fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>, most: u64) -> io::Result<Line> {
    line.clear();
    if reader.by_ref().take(most + 1).read_until(b'\n', line)? == 0 {
        return Ok(Line::End);
    }
    if line.len() as u64 <= most {
        return Ok(Line::Whole);
    }
    let ended = line.ends_with(b"\n");
    line.clear();
    if !ended {
        reader.skip_until(b'\n')?;
    }
    Ok(Line::TooLong)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read_all(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        Source::new(io::Cursor::new(bytes))?.read_to_end(&mut out).map(|_| out)
    }

    #[test]
    fn plain_bytes_and_gzip_of_many_members_come_out_alike() {
        assert_eq!(read_all(b"plain".to_vec()).unwrap(), b"plain");
        assert_eq!(read_all(Vec::new()).unwrap(), b"");
        let packed = [gzip(b"one "), gzip(b""), gzip(b"two"), vec![0; 7]].concat();
        assert_eq!(read_all(packed).unwrap(), b"one two");
    }

    #[test]
    fn a_gzip_bomb_is_stopped() {
        let bomb = gzip(&vec![b' '; 80 << 20]);
        let mut source = Source::new(io::Cursor::new(bomb)).unwrap();
        let (mut n, mut chunk) = (0u64, vec![0; 1 << 16]);
        let error = loop {
            match source.read(&mut chunk) {
                Ok(0) => panic!("all of it was unpacked"),
                Ok(more) => n += more as u64,
                Err(error) => break error,
            }
        };
        assert!(n <= HARMLESS + (1 << 20), "{n}");
        assert!(error.to_string().contains("over 300 times"), "{error}");
    }

    #[test]
    fn a_damaged_member_is_left_for_the_next() {
        let mut first = gzip("The envoy left. ".repeat(500).as_bytes());
        let end = first.len();
        first[end - 6] ^= 0xff;
        let mut source = Source::new(io::Cursor::new([first, gzip(b"two")].concat())).unwrap();
        let mut out = Vec::new();
        source.read_to_end(&mut out).unwrap_err();
        out.clear();
        assert!(source.skip_member().unwrap());
        source.read_to_end(&mut out).unwrap();
        assert_eq!(out, b"two");
        assert!(!source.skip_member().unwrap());
    }

    #[test]
    fn long_lines_are_skipped_whole() {
        let mut reader = io::Cursor::new(b"short\nmuch too long\nlast".to_vec());
        let mut line = Vec::new();
        assert_eq!(read_line(&mut reader, &mut line, 6).unwrap(), Line::Whole);
        assert_eq!(read_line(&mut reader, &mut line, 6).unwrap(), Line::TooLong);
        assert_eq!(read_line(&mut reader, &mut line, 6).unwrap(), Line::Whole);
        assert_eq!(line, b"last");
        assert_eq!(read_line(&mut reader, &mut line, 6).unwrap(), Line::End);
    }
}
