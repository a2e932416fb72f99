//! Paths → articles, one after the other, in a fixed order.
//!
//! A folder stands for its files in the order of their names, folders within it included. A `.json` file without
//! `text` beside a text file or a page of the same name is that article's heading (`id`, `title`, `published` …).
//!
//! Inputs are opened one after the other and read as a stream. Web pages, which take far longer to take apart than to
//! read, are taken apart a portion at a time on all cores; the order stays.

use crate::encoding::{decode_or_refuse, utf16_without_mark};
use crate::error::{Error, Reason};
use crate::feed;
use crate::html::{Page, too_large};
use crate::json;
use crate::kind::{Kind, binary_format, kind_of};
use crate::lines::{Elements, Lines, too_long};
use crate::newsml;
#[cfg(feature = "parquet")]
use crate::parquet::Rows;
use crate::source::{MAX_ARTICLE, MAX_PAGE, START, Source};
use crate::table::{Columns, Table};
use crate::warc::Warc;
use chancery_record::Article;
use chancery_text::Diagnostic;
use encoding_rs::{Encoding, UTF_8};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
#[cfg(feature = "net")]
use std::sync::{Arc, Mutex};

/// A portion of pages ends at so many for each thread, or at so many bytes.
const PORTION: usize = 8;
const PORTION_BYTES: usize = 16 << 20;
/// Elements nest; trees are walked with room to spare.
const STACK: usize = 32 << 20;

/// An article as it came in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Where from: `talks.txt`, `feed.jsonl:12`, `crawl.warc.gz[17]`, `standard input`.
    pub name: String,
    /// The article.
    pub article: Article,
    /// What was odd about its bytes.
    pub diagnostics: Vec<Diagnostic>,
    /// How many bytes of the input it took, as they are packed.
    pub bytes: u64,
}

/// What is known about every input beforehand.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What the inputs hold, where their content is not to tell.
    pub kind: Option<Kind>,
    /// Which column of a table holds what.
    pub columns: Columns,
    /// How many pages are taken apart at the same time; 0 takes every core.
    pub threads: usize,
    /// How hosts are asked, where an input is an address of the web.
    #[cfg(feature = "net")]
    pub fetch: crate::FetchOptions,
}

/// Something that an input gave.
pub(crate) enum Part {
    Article(Incoming),
    /// Still to be taken apart.
    Page(Page),
}

pub(crate) type Parts = Box<dyn Iterator<Item = Result<Part, Error>> + Send>;

/// The articles of these files, folders and addresses of the web, `-` for standard input, in order. Memory stays in proportion to the
/// largest article, whatever the size of an input.
pub fn articles(
    paths: impl IntoIterator<Item = PathBuf>,
    options: Options,
) -> impl Iterator<Item = Result<Incoming, Error>> + Send {
    Articles {
        queue: paths.into_iter().map(Step::Given).collect(),
        parts: None,
        ready: VecDeque::new(),
        pool: None,
        #[cfg(feature = "net")]
        fetcher: None,
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
    if paths.iter().any(|path| path.as_os_str() == "-" || is_address(path)) {
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
    /// The input that is being read.
    parts: Option<Parts>,
    ready: VecDeque<Result<Incoming, Error>>,
    /// Made when the first pages come.
    pool: Option<rayon::ThreadPool>,
    /// Made when the first address comes.
    #[cfg(feature = "net")]
    fetcher: Option<crate::net::SharedFetcher>,
    options: Options,
}

impl Iterator for Articles {
    type Item = Result<Incoming, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            match self.part()? {
                Ok(Part::Article(incoming)) => return Some(Ok(incoming)),
                Ok(Part::Page(page)) => self.open_pages(page),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Articles {
    /// The next thing that any input gives.
    fn part(&mut self) -> Option<Result<Part, Error>> {
        loop {
            if let Some(parts) = &mut self.parts {
                match parts.next() {
                    Some(part) => return Some(part),
                    None => self.parts = None,
                }
            }
            let opened = match self.queue.pop_front()? {
                Step::Given(path) if path.as_os_str() == "-" => {
                    parts("standard input".to_owned(), None, io::stdin(), &self.options)
                }
                Step::Given(path) if is_address(&path) => self.ask(&path),
                Step::Given(path) | Step::InFolder(path) if path.is_dir() => match self.open_folder(&path) {
                    Ok(()) => continue,
                    Err(error) => Err(error),
                },
                Step::InFolder(path) if is_heading_of_a_neighbour(&path) => continue,
                Step::Given(path) | Step::InFolder(path) => {
                    let name = path.display().to_string();
                    match File::open(&path) {
                        Ok(file) => parts(name, Some(&path), file, &self.options),
                        Err(error) => Err(Error::new(name, error)),
                    }
                }
            };
            match opened {
                Ok(parts) => self.parts = Some(parts),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// What stands at an address of the web.
    #[cfg(feature = "net")]
    fn ask(&mut self, address: &Path) -> Result<Parts, Error> {
        let fetcher = self
            .fetcher
            .get_or_insert_with(|| Arc::new(Mutex::new(crate::Fetcher::new(self.options.fetch.clone()))));
        crate::net::open(&address.to_string_lossy(), fetcher, &self.options)
    }

    #[cfg(not(feature = "net"))]
    fn ask(&mut self, address: &Path) -> Result<Parts, Error> {
        let why = Reason::refused("this program was built without the web: save it, and name the file");
        Err(Error::new(address.display().to_string(), why))
    }

    fn open_folder(&mut self, folder: &Path) -> Result<(), Error> {
        let mut paths = Vec::new();
        let name = || folder.display().to_string();
        for entry in fs::read_dir(folder).map_err(|error| Error::new(name(), error))?.flatten() {
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            // A link to a folder may lead back up.
            let linked_folder =
                entry.file_type().is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir();
            if !hidden && !linked_folder {
                paths.push(entry.path());
            }
        }
        if paths.is_empty() {
            return Err(Error::new(name(), Reason::refused("the folder holds no files")));
        }
        paths.sort();
        for path in paths.into_iter().rev() {
            self.queue.push_front(Step::InFolder(path));
        }
        Ok(())
    }

    /// Takes a portion of pages apart, with whatever comes between them.
    fn open_pages(&mut self, first: Page) {
        let pool = self.pool.take().or_else(|| {
            rayon::ThreadPoolBuilder::new()
                .num_threads(self.options.threads)
                .stack_size(STACK)
                .thread_name(|n| format!("chancery-page-{n}"))
                .build()
                .ok()
        });
        let n_threads = pool.as_ref().map_or(1, rayon::ThreadPool::current_num_threads);
        let mut n_bytes = first.bytes.len();
        let mut portion = vec![Ok(Part::Page(first))];
        while portion.len() < n_threads * PORTION && n_bytes < PORTION_BYTES {
            let Some(part) = self.part() else { break };
            n_bytes += match &part {
                Ok(Part::Page(page)) => page.bytes.len(),
                Ok(Part::Article(incoming)) => incoming.article.text.len(),
                Err(_) => 0,
            };
            portion.push(part);
        }
        let open = |part: Result<Part, Error>| match part? {
            Part::Article(incoming) => Ok(incoming),
            Part::Page(page) => page.open(),
        };
        match &pool {
            Some(pool) => pool.install(|| {
                self.ready.extend(portion.into_par_iter().with_max_len(1).map(open).collect::<Vec<_>>());
            }),
            None => self.ready.extend(portion.into_iter().map(open)),
        }
        self.pool = pool;
    }
}

/// Whether a source is an address of the web.
fn is_address(source: &Path) -> bool {
    let scheme = source.to_str().and_then(|text| Some(text.split_once("://")?.0));
    scheme.is_some_and(|scheme| ["http", "https"].iter().any(|one| scheme.eq_ignore_ascii_case(one)))
}

/// What one input gives, by its kind.
pub(crate) fn parts(
    name: String,
    path: Option<&Path>,
    reader: impl Read + Send + 'static,
    options: &Options,
) -> Result<Parts, Error> {
    let fail = |reason: Reason| Error::new(name.clone(), reason);
    let mut source = Source::new(reader).map_err(|error| fail(error.into()))?;
    let mut start = source.peek(START).map_err(|error| fail(error.into()))?.to_vec();
    if let Some(format) = binary_format(&start) {
        return Err(fail(Reason::Binary(format)));
    }
    let marked =
        Encoding::for_bom(&start).map(|(encoding, _)| encoding).filter(|encoding| *encoding != UTF_8);
    let utf16 = marked.or_else(|| utf16_without_mark(&start));
    if let Some(encoding) = utf16 {
        start = encoding.decode_with_bom_removal(&start).0.into_owned().into_bytes();
    }
    let kind = options.kind.unwrap_or_else(|| kind_of(&start));
    let streamed = |source: Source| match utf16 {
        Some(encoding) => source.converted(encoding),
        None => source,
    };
    let heading = || path.and_then(heading_beside);
    let whole = |source: &mut Source, most: u64| source.read_whole(most).map_err(|error| fail(error.into()));
    Ok(match kind {
        Kind::JsonLines if start.contains(&0) => return Err(fail(Reason::Binary("it is binary data"))),
        Kind::JsonLines => Box::new(Lines::new(name, streamed(source))),
        Kind::Json => Box::new(Elements::new(name, streamed(source))),
        Kind::Csv => Box::new(Table::new(name, streamed(source), options.columns.clone())?),
        Kind::Warc => Box::new(Warc::new(name, source)),
        #[cfg(feature = "parquet")]
        Kind::Parquet => Box::new(Rows::open(name, path, &options.columns)?),
        #[cfg(not(feature = "parquet"))]
        Kind::Parquet => return Err(fail(Reason::refused("this program was built without Parquet"))),
        Kind::Text => {
            let Some(bytes) = whole(&mut source, MAX_ARTICLE)? else { return Err(fail(too_long("text"))) };
            let taken = source.progress();
            let decoded = decode_or_refuse(bytes).map_err(fail)?;
            let (mut article, mut diagnostics) = (Article::new(decoded.text), decoded.diagnostics);
            if let Some(fields) = heading() {
                json::heading(&mut article, fields, &mut diagnostics);
            }
            one(Part::Article(Incoming { name, article, diagnostics, bytes: taken }))
        }
        Kind::Html => {
            let Some(bytes) = whole(&mut source, MAX_PAGE)? else { return Err(fail(too_large())) };
            let taken = source.progress();
            one(Part::Page(Page { name, bytes, heading: heading(), taken, ..Page::default() }))
        }
        Kind::Feed | Kind::Newsml => {
            let Some(bytes) = whole(&mut source, MAX_ARTICLE)? else { return Err(fail(too_long("file"))) };
            let decode = if kind == Kind::Feed { feed::entries } else { newsml::items };
            decode(&name, bytes)?
        }
    })
}

fn one(part: Part) -> Parts {
    Box::new(std::iter::once(Ok(part)))
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
        && ["txt", "html", "htm"].iter().any(|ending| {
            let neighbour = path.with_extension(ending);
            neighbour.is_file() && heading_beside(&neighbour).is_some()
        })
}
