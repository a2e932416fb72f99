//! `cargo xtask bench desk`: the desk's pages asked by many readers at once, beside an `add` that writes to the archive.
//!
//! Every reader asks, waits for the whole answer, and asks the next at once: there is no pause for reading, so so many
//! readers are many more people. No reader keeps what it was answered. The desk does, until something is added: with
//! `--anew` every answer is made for whoever asked.

use anyhow::{Context, Result, ensure};
use chancery_store::{Archive, Filter};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The archive.
    archive: PathBuf,
    /// How many readers.
    #[arg(long, default_value_t = 20)]
    readers: usize,
    /// How often they ask for each page, all together.
    #[arg(long, default_value_t = 400)]
    questions: usize,
    /// Articles (JSON Lines, or anything else that `add` takes) that are added meanwhile; they stay in the archive.
    #[arg(long, value_name = "SOURCE")]
    add: Option<PathBuf>,
    /// Every answer is made anew, though the desk may have one that is as new.
    #[arg(long)]
    anew: bool,
    /// Only pages whose address has this in it.
    #[arg(long, value_name = "PART")]
    only: Option<String>,
}

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(60);
const COMMAND: &str = "target/release/chancery";

/// A process that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// One page asked often.
struct Told {
    n_bytes: usize,
    /// Of the server for one answer, in milliseconds.
    cpu: f64,
    /// What each answer took, in milliseconds, the shortest first.
    waits: Vec<f64>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    ensure!(Path::new(COMMAND).exists(), "build the command first: cargo build --release -p chancery-cli");
    let archive = Archive::open(&args.archive)?;
    let pages = pages(&archive)?;
    let pages: Vec<String> =
        pages.into_iter().filter(|page| args.only.as_ref().is_none_or(|only| page.contains(only))).collect();
    println!("{:?}", archive.totals()?);
    drop(archive);
    let mut server = Command::new(COMMAND)
        .args(["serve", "--port", "0", "--archive"])
        .arg(&args.archive)
        .stdout(Stdio::piped())
        .spawn()?;
    let printed = server.stdout.take().context("its output")?;
    let server = Running(server);
    let mut line = String::new();
    BufReader::new(printed).read_line(&mut line)?;
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
    let address: SocketAddr = address.context("the desk did not open")?.parse()?;
    let mut adding = args.add.as_ref().map(|articles| add(&args.archive, articles)).transpose()?;
    // What is made once and kept is made before, and `add` has begun to write.
    for page in &pages {
        ask(&mut connect(address)?, page, args.anew)?;
    }
    println!("{:<44} {:>8} {:>9} {:>9} {:>9} {:>9}", "page", "bytes", "CPU", "half", "95 %", "longest");
    let mut all = Vec::new();
    for page in &pages {
        let told = often(address, &server, page, args)?;
        let at = |share: f64| told.waits[((told.waits.len() - 1) as f64 * share) as usize];
        println!(
            "{page:<44} {:>8} {:>6.1} ms {:>6.0} ms {:>6.0} ms {:>6.0} ms",
            told.n_bytes,
            told.cpu,
            at(0.5),
            at(0.95),
            at(1.0)
        );
        all.extend(told.waits);
    }
    all.sort_by(f64::total_cmp);
    if let Some(adding) = &mut adding {
        let goes_on = adding.0.try_wait()?.is_none();
        println!("add {}", if goes_on { "was writing all the time" } else { "came to its end before" });
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "all {} answers: 95 % under {:.0} ms; {} readers, load {}",
        all.len(),
        all.get(all.len().saturating_sub(1) * 95 / 100).copied().unwrap_or_default(),
        args.readers,
        load.split(' ').next().unwrap_or_default()
    );
    Ok(())
}

fn add(archive: &Path, articles: &Path) -> Result<Running> {
    let child = Command::new(COMMAND)
        .args(["add", "--archive"])
        .args([archive, articles])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    std::thread::sleep(Duration::from_secs(2));
    Ok(Running(child))
}

/// Every kind of page, of what the archive has most of.
fn pages(archive: &Archive) -> Result<Vec<String>> {
    let first = |filter: Filter| -> Result<(String, String)> {
        let found = archive.parties(&Filter { limit: 1, ..filter })?.rows.pop().context("no party")?;
        Ok((found.id, found.country.or(found.organisation).unwrap_or_default()))
    };
    let (party, country) = first(Filter::default())?;
    let person = archive.parties(&Filter { limit: 200, ..Filter::default() })?.rows;
    let person = person.into_iter().find(|row| row.kind == chancery_record::ActorKind::Person);
    let person = person.map_or(party.clone(), |row| row.id);
    let others = archive.parties(&Filter { limit: 200, ..Filter::default() })?.rows;
    let mut countries: Vec<String> = Vec::new();
    for code in std::iter::once(country).chain(others.into_iter().filter_map(|row| row.country)) {
        if !countries.contains(&code) {
            countries.push(code);
        }
    }
    ensure!(countries.len() > 2, "too few countries");
    let (a, b) = (&countries[0], &countries[1]);
    let article = archive.articles(&Filter { limit: 200, ..Filter::default() })?.rows;
    let article = article.into_iter().max_by_key(|row| row.statements).context("no article")?.id;
    let story = archive.stories(&Filter { limit: 1, ..Filter::default() })?.rows;
    let mut pages = vec![
        "/".to_owned(),
        "/statements".to_owned(),
        format!("/statements?actor={a}&text=war"),
        "/events?type=ASSAULT".to_owned(),
        format!("/events?actor={a}&recipient={b}"),
        "/positions?issue=sanctions".to_owned(),
        "/actors".to_owned(),
        format!("/actors?actor={b}"),
        "/actors?text=john".to_owned(),
        "/stories".to_owned(),
        format!("/articles/{}", article.replace('/', "%2F")),
        format!("/actors/{party}"),
        format!("/actors/{person}"),
        format!("/pairs/{a}/{b}"),
        format!("/pairs/{a}/all"),
        format!("/pairs/{b}/all"),
        "/issues".to_owned(),
        format!("/issues?actor={b}"),
        "/search".to_owned(),
        "/search?text=president".to_owned(),
        "/search?text=ceasefire".to_owned(),
        format!("/search?actor={a}"),
        "/map".to_owned(),
        format!("/map?actor={a}"),
        "/openapi.json".to_owned(),
    ];
    pages.extend(story.first().map(|story| format!("/stories/{}", story.id)));
    Ok(pages)
}

/// All readers ask for one page, over and over.
fn often(address: SocketAddr, server: &Running, page: &str, args: &Args) -> Result<Told> {
    let left = AtomicUsize::new(args.questions);
    let waits = Mutex::new(Vec::new());
    let before = cpu_milliseconds(server)?;
    let failed = std::thread::scope(|scope| {
        let read = || -> Result<usize> {
            let mut connection = connect(address)?;
            let mut n_bytes = 0;
            while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
            {
                let began = now();
                n_bytes = ask(&mut connection, page, args.anew)?;
                let wait = now().duration_since(began).as_secs_f64() * 1000.0;
                waits.lock().unwrap_or_else(PoisonError::into_inner).push(wait);
            }
            Ok(n_bytes)
        };
        let readers: Vec<_> = (0..args.readers).map(|_| scope.spawn(read)).collect();
        readers.into_iter().map(|reader| reader.join().unwrap_or_else(|_| Ok(0))).collect::<Result<Vec<_>>>()
    });
    let n_bytes = failed?.into_iter().max().unwrap_or(0);
    let mut waits = waits.into_inner().unwrap_or_else(PoisonError::into_inner);
    ensure!(!waits.is_empty(), "{page}: no answers");
    waits.sort_by(f64::total_cmp);
    let cpu = (cpu_milliseconds(server)? - before) / waits.len() as f64;
    Ok(Told { n_bytes, cpu, waits })
}

fn connect(address: SocketAddr) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(BufReader::new(stream))
}

/// Asks for one page and reads the answer; tells how long its body is.
fn ask(connection: &mut BufReader<TcpStream>, page: &str, anew: bool) -> Result<usize> {
    let control = if anew { "Cache-Control: no-cache\r\n" } else { "" };
    write!(connection.get_mut(), "GET {page} HTTP/1.1\r\nHost: localhost\r\n{control}\r\n")?;
    let mut line = String::new();
    connection.read_line(&mut line)?;
    ensure!(line.contains(" 200 "), "{page}: {}", line.trim());
    let mut n_bytes: Option<usize> = None;
    loop {
        line.clear();
        connection.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else { break };
        if name.eq_ignore_ascii_case("content-length") {
            n_bytes = value.trim().parse().ok();
        }
    }
    let n_bytes = n_bytes.with_context(|| format!("{page}: an answer of no known length"))?;
    let mut body = vec![0; n_bytes];
    connection.read_exact(&mut body)?;
    Ok(n_bytes)
}

/// CPU time that the server took so far: in its own code and in the system's for it.
fn cpu_milliseconds(server: &Running) -> Result<f64> {
    let path = format!("/proc/{}/stat", server.0.id());
    let text = std::fs::read_to_string(&path).with_context(|| format!("{path}: the desk has ended"))?;
    let fields: Vec<&str> = text.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
    // Of a hundredth of a second each.
    Ok((ticks(11) + ticks(12)) * 10.0)
}

#[expect(clippy::disallowed_methods, reason = "a measurement of time")]
fn now() -> Instant {
    Instant::now()
}
