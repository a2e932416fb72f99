//! `cargo xtask bench archive-…`: an archive of many articles, made from those at hand by other names and other days, how
//! fast it answers, and how surely it finds copies. CPU time, so that a busy machine does not matter.

mod copies;

use anyhow::{Context, Result, ensure};
use chancery_record::{Article, Days, EventType, Quad, Record};
use chancery_store::{Archive, Filter, Period, Writer};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

#[derive(clap::Subcommand)]
pub(crate) enum What {
    /// An archive of so many articles, from articles (JSON Lines) by substitution.
    Make {
        /// Articles as JSON Lines.
        articles: PathBuf,
        /// The archive to make.
        archive: PathBuf,
        /// How many articles.
        #[arg(long, default_value_t = 10_000)]
        articles_wanted: usize,
    },
    /// How fast an archive answers.
    Ask {
        /// The archive.
        archive: PathBuf,
    },
    /// How surely copies are found.
    Copies {
        /// Articles as JSON Lines.
        articles: PathBuf,
    },
}

pub(crate) fn run(what: &What) -> Result<()> {
    match what {
        What::Make { articles, archive, articles_wanted } => make(articles, archive, *articles_wanted),
        What::Ask { archive } => ask(archive),
        What::Copies { articles } => copies::run(articles),
    }
}

/// Articles with what the command reads from them.
fn read(articles: &Path) -> Result<Vec<(Article, Record)>> {
    let command = Path::new("target/release/chancery");
    ensure!(command.exists(), "build the command first: cargo build --release -p chancery-cli");
    let mut child = Command::new(command)
        .args(["read", "--format", "jsonl"])
        .arg(articles)
        .stdout(Stdio::piped())
        .spawn()?;
    let printed = BufReader::new(child.stdout.take().context("its output")?);
    let records =
        printed.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect::<Result<Vec<Record>>>()?;
    ensure!(child.wait()?.code() != Some(1), "reading failed");
    let mut by_id: HashMap<String, Article> =
        given(articles)?.into_iter().map(|one| (one.record_id(), one)).collect();
    Ok(records.into_iter().filter_map(|record| Some((by_id.remove(&record.article.id)?, record))).collect())
}

fn given(articles: &Path) -> Result<Vec<Article>> {
    let text = fs::read_to_string(articles).with_context(|| format!("cannot read {}", articles.display()))?;
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

fn make(articles: &Path, archive: &Path, wanted: usize) -> Result<()> {
    let read = read(articles)?;
    ensure!(!read.is_empty(), "{}: no articles", articles.display());
    let words = Words::of(read.iter().map(|(article, _)| article.text.as_str()));
    let countries: BTreeSet<String> = read
        .iter()
        .flat_map(|(_, record)| &record.actors)
        .filter_map(|actor| actor.country.clone())
        .collect();
    let countries: Vec<String> = countries.into_iter().collect();
    let mut writer = Writer::open(archive)?;
    let before = cpu_seconds()?;
    let mut batch: Vec<(Article, Record)> = Vec::new();
    for number in 0..wanted {
        let (article, record) = &read[number % read.len()];
        batch.push(substitute(article, record, (number / read.len()) as u64, &words, &countries));
        if batch.len() == 64 || number + 1 == wanted {
            writer.add(batch.iter().map(|(article, record)| (article, record)))?;
            batch.clear();
        }
        if (number + 1) % 10_000 == 0 {
            println!("{} articles, {:.0} CPU-seconds", number + 1, cpu_seconds()? - before);
        }
    }
    writer.tidy()?;
    let bytes = fs::metadata(archive)?.len();
    println!("{:?}; {:.0} MB", Archive::open(archive)?.totals()?, bytes as f64 / 1e6);
    Ok(())
}

/// The words of a corpus by length and by whether they have a capital: a word is replaced by one of its own sort, so
/// that offsets stay.
struct Words {
    sorts: BTreeMap<(usize, bool), Vec<String>>,
}

impl Words {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Words {
        let mut sorts: BTreeMap<(usize, bool), Vec<String>> = BTreeMap::new();
        // As often as it is used: common words stay common.
        for word in texts.flat_map(|text| text.split(|c: char| !c.is_alphabetic())) {
            if word.chars().count() >= 4 {
                sorts.entry(sort(word)).or_default().push(word.to_owned());
            }
        }
        Words { sorts }
    }

    /// The same text with three of ten longer words replaced; the same word always by the same.
    fn substitute(&self, text: &str, round: u64) -> String {
        let mut new = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let hash = hash(word, round);
            match self.sorts.get(&sort(word)).filter(|_| round > 0 && hash % 10 < 3) {
                Some(others) => new.push_str(&others[(hash >> 8) as usize % others.len()]),
                None => new.push_str(word),
            }
            let next = after.find(char::is_alphabetic).unwrap_or(after.len());
            new.push_str(&after[..next]);
            rest = &after[next..];
        }
        new
    }
}

fn sort(word: &str) -> (usize, bool) {
    (word.chars().count(), word.starts_with(char::is_uppercase))
}

fn hash(word: &str, round: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ round.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}

fn substitute(
    article: &Article,
    record: &Record,
    round: u64,
    words: &Words,
    countries: &[String],
) -> (Article, Record) {
    let text = words.substitute(&article.text, round);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let shift = ((round * 37) % 3650) as i64;
    let moved = |day: Date| day.checked_add(shift.days()).unwrap_or(day);
    let published = article.published.or(Date::new(2012, 3, 1).ok()).map(moved);
    let id = format!("{}-{round}", record.article.id);
    let article = Article {
        id: Some(id.clone()),
        text,
        published,
        source: Some(format!("Wire {}", hash(&id, 1) % 40)),
        title: article.title.as_ref().map(|title| words.substitute(title, round)),
        ..article.clone()
    };
    // The record is plain data: every object with start and end quotes the text anew.
    let mut value = serde_json::to_value(record).unwrap_or_default();
    requote(&mut value, &article.text, &starts);
    let mut record: Record = serde_json::from_value(value).unwrap_or_else(|_| record.clone());
    record.article.id = id;
    record.article.published = published;
    record.article.source.clone_from(&article.source);
    record.article.title.clone_from(&article.title);
    for actor in &mut record.actors {
        actor.name = words.substitute(&actor.name, round);
        actor.world = actor.world.take().filter(|_| round == 0);
        if let Some(country) = &mut actor.country {
            let hash = hash(country, round);
            // Half of the countries stay what they are: some pairs meet often, as they do in the world.
            if hash % 2 == 1 {
                country.clone_from(&countries[(hash >> 8) as usize % countries.len()]);
            }
        }
    }
    let move_days = |days: &mut Option<Days>| {
        *days = days.map(|days| Days { from: moved(days.from), to: moved(days.to) });
    };
    record.times.iter_mut().for_each(|time| move_days(&mut time.days));
    record.statements.iter_mut().for_each(|statement| move_days(&mut statement.date));
    record.events.iter_mut().for_each(|event| move_days(&mut event.date));
    (article, record)
}

fn requote(value: &mut serde_json::Value, text: &str, starts: &[usize]) {
    match value {
        serde_json::Value::Array(values) => values.iter_mut().for_each(|value| requote(value, text, starts)),
        serde_json::Value::Object(fields) => {
            let place = |name: &str| fields.get(name)?.as_u64().map(|place| place as usize);
            if let (Some(start), Some(end), true) =
                (place("start"), place("end"), fields.contains_key("text"))
                && let (Some(&start), Some(&end)) = (starts.get(start), starts.get(end))
            {
                fields.insert("text".to_owned(), text[start..end].into());
            }
            fields.values_mut().for_each(|value| requote(value, text, starts));
        }
        _ => {}
    }
}

fn ask(path: &Path) -> Result<()> {
    let archive = Archive::open(path)?;
    let totals = archive.totals()?;
    println!("{totals:?}, {:.0} MB", fs::metadata(path)?.len() as f64 / 1e6);
    let top = |sql: &str| -> Result<Vec<String>> {
        let answer = archive.sql(sql, 12, Duration::from_secs(600))?;
        Ok(answer
            .rows
            .into_iter()
            .filter_map(|row| match row.into_iter().next() {
                Some(chancery_record::Cell::Text(text)) => Some(text),
                _ => None,
            })
            .collect())
    };
    let of_facet = |facet: &str, offset: usize| {
        top(&format!(
            "SELECT value FROM (SELECT t.value, count(*) AS n FROM terms t JOIN postings p ON p.term = t.key
             WHERE t.facet = '{facet}' AND p.role = 0 GROUP BY t.key ORDER BY n DESC LIMIT 12 OFFSET {offset})"
        ))
    };
    let countries = of_facet("country", 0)?;
    let rare_countries = of_facet("country", 60)?;
    let names = of_facet("name", 40)?;
    let words = [
        "ceasefire",
        "sanctions",
        "troops",
        "president",
        "\"prime minister\"",
        "nuclear OR missile",
        "elect*",
        "talks -peace",
    ];
    let day = |text: &str| text.parse::<Date>().ok();
    let list = |one: &String| vec![one.clone()];

    let mut filtered: Vec<Filter> = Vec::new();
    for (number, country) in countries.iter().chain(&rare_countries).chain(&names).enumerate() {
        let other = &countries[(number + 1) % countries.len()];
        let base = Filter { actors: list(country), ..Filter::default() };
        let year = 2012 + number as i16 % 10;
        let (since, until) = (Date::new(year, 1, 1).ok(), Date::new(year, 12, 31).ok());
        filtered.push(base.clone());
        filtered.push(Filter { recipients: list(other), ..base.clone() });
        filtered.push(Filter { types: vec![EventType::ALL[number % 16]], ..base.clone() });
        filtered.push(Filter { since, until, ..base.clone() });
        filtered.push(Filter {
            recipients: list(other),
            quads: vec![Quad::MaterialConflict],
            since,
            ..base.clone()
        });
        filtered.push(Filter { sources: vec![format!("Wire {}", number % 40)], ..base.clone() });
        filtered.push(Filter { types: vec![EventType::ALL[number % 16]], since, ..Filter::default() });
        filtered.push(Filter { originals: true, until, ..base });
    }
    let mut full_text: Vec<Filter> = Vec::new();
    for (number, word) in words.iter().enumerate() {
        let base = Filter { text: Some((*word).to_owned()), ..Filter::default() };
        full_text.push(base.clone());
        full_text.push(Filter { since: day("2015-01-01"), until: day("2015-12-31"), ..base.clone() });
        for country in [&countries[number % countries.len()], &rare_countries[number % rare_countries.len()]]
        {
            full_text.push(Filter { actors: list(country), ..base.clone() });
        }
    }
    let report = |name: &str, filters: &[Filter], run: &dyn Fn(&Filter) -> Result<usize>| -> Result<()> {
        let mut times = Vec::new();
        let mut n_rows = 0;
        for filter in filters {
            run(filter)?;
            let before = cpu_seconds()?;
            n_rows += run(filter)?;
            times.push((cpu_seconds()? - before) * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!(
            "{name:<28} {:>4} questions, {:>6} rows: half under {:.1} ms, 95 % under {:.1} ms, longest {:.1} ms",
            times.len(),
            n_rows,
            at(0.5),
            at(0.95),
            at(1.0)
        );
        Ok(())
    };
    report("filtered events", &filtered, &|filter| Ok(archive.events(filter)?.rows.len()))?;
    report("filtered statements", &filtered, &|filter| Ok(archive.statements(filter)?.rows.len()))?;
    report("full text, events", &full_text, &|filter| Ok(archive.events(filter)?.rows.len()))?;
    report("full text, statements", &full_text, &|filter| Ok(archive.statements(filter)?.rows.len()))?;
    let articles: Vec<Filter> = full_text.iter().filter(|filter| filter.actors.is_empty()).cloned().collect();
    report("full text, articles", &articles, &|filter| Ok(archive.articles(filter)?.rows.len()))?;
    let actors: Vec<Filter> =
        countries.iter().chain(&names).map(|who| Filter { actors: list(who), ..Filter::default() }).collect();
    report("actors", &actors, &|filter| Ok(archive.parties(filter)?.rows.len()))?;
    report("stories", &[Filter::default()], &|filter| Ok(archive.stories(filter)?.rows.len()))?;
    let pairs: Vec<Filter> = countries
        .iter()
        .flat_map(|one| countries.iter().map(move |other| (one, other)))
        .map(|(one, other)| Filter { actors: list(one), recipients: list(other), ..Filter::default() })
        .collect();
    report("weekly counts of two", &pairs, &|filter| Ok(archive.count_events(filter, Period::Week)?.len()))?;
    let alone: Vec<Filter> =
        countries.iter().map(|one| Filter { actors: list(one), ..Filter::default() }).collect();
    report("weekly counts of one", &alone, &|filter| Ok(archive.count_events(filter, Period::Week)?.len()))
}

/// CPU seconds of this thread.
fn cpu_seconds() -> Result<f64> {
    super::cpu_seconds()
}
