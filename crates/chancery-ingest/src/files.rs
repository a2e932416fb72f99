//! Paths → articles, one after the other, in a fixed order.
//!
//! A folder stands for its files in the order of their names, folders within it included. A `.json` file without
//! `text` beside a text file of the same name is that text's heading (`id`, `title`, `published` …).

use crate::encoding::decode_or_refuse;
use crate::error::{Error, Reason};
use crate::json;
use crate::kind::{Kind, kind_of};
use chancery_record::Article;
use chancery_text::Diagnostic;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// How many bytes tell what an input holds.
const START: usize = 8192;

/// An article as it came in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Where from: `talks.txt`, `feed.jsonl:12`, `standard input`.
    pub name: String,
    /// The article.
    pub article: Article,
    /// What was odd about its bytes.
    pub diagnostics: Vec<Diagnostic>,
    /// How many bytes of the input it took.
    pub bytes: u64,
}

/// What is known about every input beforehand.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What the inputs hold, where their content is not to tell.
    pub kind: Option<Kind>,
}

/// The articles of these files and folders, `-` for standard input, in order. Inputs are opened one after the other,
/// and JSON Lines are read line by line.
pub fn articles(
    paths: impl IntoIterator<Item = PathBuf>,
    options: Options,
) -> impl Iterator<Item = Result<Incoming, Error>> {
    Articles {
        queue: paths.into_iter().map(Step::Given).collect(),
        lines: None,
        ready: VecDeque::new(),
        options,
    }
}

/// How many bytes these files and folders hold together, for a progress bar; 0 where that cannot be told.
pub fn total_bytes(paths: &[PathBuf]) -> u64 {
    fn of(path: &Path) -> Option<u64> {
        let what = fs::metadata(path).ok()?;
        if what.is_file() {
            return Some(what.len());
        }
        let entries = fs::read_dir(path).ok()?.flatten();
        let inner = entries.filter(|entry| !entry.file_type().is_ok_and(|kind| kind.is_symlink()));
        Some(inner.filter_map(|entry| of(&entry.path())).sum())
    }
    if paths.iter().any(|path| path.as_os_str() == "-") {
        0
    } else {
        paths.iter().filter_map(|path| of(path)).sum()
    }
}

enum Step {
    Given(PathBuf),
    InFolder(PathBuf),
}

struct Articles {
    queue: VecDeque<Step>,
    lines: Option<Lines>,
    ready: VecDeque<Result<Incoming, Error>>,
    options: Options,
}

struct Lines {
    name: String,
    reader: Box<dyn BufRead>,
    number: usize,
}

impl Iterator for Articles {
    type Item = Result<Incoming, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(article) => return Some(article),
                    None => self.lines = None,
                }
                continue;
            }
            match self.queue.pop_front()? {
                Step::Given(path) if path.as_os_str() == "-" => {
                    self.open("standard input".to_owned(), None, Box::new(BufReader::new(io::stdin())));
                }
                Step::Given(path) | Step::InFolder(path) if path.is_dir() => self.open_folder(&path),
                Step::Given(path) => self.open_file(&path),
                Step::InFolder(path) => {
                    if !is_heading_of_a_neighbour(&path) {
                        self.open_file(&path);
                    }
                }
            }
        }
    }
}

impl Articles {
    fn open_folder(&mut self, folder: &Path) {
        let mut paths = Vec::new();
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.refuse(folder.display().to_string(), Reason::Io(error)),
        };
        for entry in entries.flatten() {
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            // A link to a folder may lead back up.
            let linked_folder =
                entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir();
            if !hidden && !linked_folder {
                paths.push(entry.path());
            }
        }
        if paths.is_empty() {
            return self.refuse(folder.display().to_string(), Reason::Refused("the folder holds no files"));
        }
        paths.sort();
        for path in paths.into_iter().rev() {
            self.queue.push_front(Step::InFolder(path));
        }
    }

    fn open_file(&mut self, path: &Path) {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => self.open(name, Some(path), Box::new(BufReader::new(file))),
            Err(error) => self.refuse(name, Reason::Io(error)),
        }
    }

    fn open(&mut self, name: String, path: Option<&Path>, mut reader: Box<dyn BufRead>) {
        let mut start = Vec::with_capacity(START);
        if let Err(error) = reader.by_ref().take(START as u64).read_to_end(&mut start) {
            return self.refuse(name, Reason::Io(error));
        }
        let plain_bytes = !start.contains(&0) && crate::kind::binary_format(&start).is_none();
        let kind = self.options.kind.unwrap_or_else(|| kind_of(&start));
        let mut reader: Box<dyn BufRead> = Box::new(io::Cursor::new(start).chain(reader));
        if kind == Kind::JsonLines && plain_bytes {
            self.lines = Some(Lines { name, reader, number: 0 });
            return;
        }
        let mut bytes = Vec::new();
        if let Err(error) = reader.read_to_end(&mut bytes) {
            return self.refuse(name, Reason::Io(error));
        }
        let n_bytes = bytes.len() as u64;
        let decoded = match decode_or_refuse(bytes) {
            Ok(decoded) => decoded,
            Err(reason) => return self.refuse(name, reason),
        };
        // Converted bytes (UTF-16) may turn out to be another kind.
        let kind = self.options.kind.unwrap_or_else(|| kind_of(floor(&decoded.text, START).as_bytes()));
        match kind {
            Kind::Text => self.push_text(name, path, n_bytes, decoded.text, decoded.diagnostics),
            Kind::JsonLines => {
                let reader = Box::new(io::Cursor::new(decoded.text.into_bytes()));
                self.lines = Some(Lines { name, reader, number: 0 });
            }
            Kind::Json => self.push_document(&name, n_bytes, &decoded.text, &decoded.diagnostics),
            Kind::Html => self
                .refuse(name, Reason::Refused("web pages are not read yet; give the article's plain text")),
            Kind::Feed => self
                .refuse(name, Reason::Refused("feeds are not read yet; give articles as text or JSON Lines")),
            Kind::Warc => self.refuse(
                name,
                Reason::Refused("WARC files are not read yet; give articles as text or JSON Lines"),
            ),
        }
    }

    fn push_text(
        &mut self,
        name: String,
        path: Option<&Path>,
        bytes: u64,
        text: String,
        mut diagnostics: Vec<Diagnostic>,
    ) {
        let mut article = Article::new(text);
        if let Some(fields) = path.and_then(heading_beside) {
            json::heading(&mut article, fields, &mut diagnostics);
        }
        self.ready.push_back(Ok(Incoming { name, article, diagnostics, bytes }));
    }

    fn push_document(&mut self, name: &str, n_bytes: u64, text: &str, diagnostics: &[Diagnostic]) {
        let mut remarks = diagnostics.to_vec();
        let values = match json::parse(text, &mut remarks) {
            Ok(Value::Array(values)) => values,
            Ok(value) => vec![value],
            Err(reason) => return self.refuse(name.to_owned(), reason),
        };
        let alone = values.len() == 1;
        let bytes = n_bytes / values.len().max(1) as u64;
        for (n, value) in values.into_iter().enumerate() {
            let name = if alone { name.to_owned() } else { format!("{name}[{n}]") };
            self.ready.push_back(match json::article(value, remarks.clone()) {
                Ok((article, diagnostics)) => Ok(Incoming { name, article, diagnostics, bytes }),
                Err(reason) => Err(Error::new(name, reason)),
            });
        }
    }

    fn refuse(&mut self, name: String, reason: Reason) {
        self.ready.push_back(Err(Error::new(name, reason)));
    }
}

impl Lines {
    fn next(&mut self) -> Option<Result<Incoming, Error>> {
        loop {
            let mut line = Vec::new();
            match self.reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => self.number += 1,
                Err(error) => {
                    self.reader = Box::new(io::empty());
                    return Some(Err(Error::new(&self.name, Reason::Io(error)).at_line(self.number + 1)));
                }
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            let name = format!("{}:{}", self.name, self.number);
            let bytes = line.len() as u64;
            let parsed = decode_or_refuse(line).and_then(|mut decoded| {
                let value = json::parse(decoded.text.trim(), &mut decoded.diagnostics)?;
                json::article(value, decoded.diagnostics)
            });
            return Some(match parsed {
                Ok((article, diagnostics)) => Ok(Incoming { name, article, diagnostics, bytes }),
                Err(reason) => Err(Error::new(&self.name, reason).at_line(self.number)),
            });
        }
    }
}

fn floor(text: &str, at: usize) -> &str {
    &text[..text.floor_char_boundary(at)]
}

/// The fields of the `.json` file beside a text file, if it holds an object without `text`.
fn heading_beside(path: &Path) -> Option<Map<String, Value>> {
    if path.extension() == Some(OsStr::new("json")) {
        return None;
    }
    let bytes = fs::read(path.with_extension("json")).ok()?;
    match serde_json::from_slice(&bytes).ok()? {
        Value::Object(fields) if !fields.contains_key("text") => Some(fields),
        _ => None,
    }
}

fn is_heading_of_a_neighbour(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("json"))
        && path.with_extension("txt").is_file()
        && heading_beside(&path.with_extension("txt")).is_some()
}
