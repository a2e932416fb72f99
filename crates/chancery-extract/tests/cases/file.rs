//! Case files: reading and rewriting. Their form is described in `cases/README.md`.

use jiff::civil::Date;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a case says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expectation {
    /// The lines are right.
    Right,
    /// Nothing may be found.
    MustNotFire,
    /// The lines are today's, and known to be wrong.
    KnownWrong,
}

/// One case.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// What stands in brackets behind the name, kept for rewriting.
    note: Option<String>,
    pub(crate) expectation: Expectation,
    /// Lines before the first case (comments), kept for rewriting.
    preamble: String,
    header: Vec<String>,
    pub(crate) published: Option<Date>,
    pub(crate) source: Option<String>,
    pub(crate) show: Option<String>,
    /// Rows of user facts.
    pub(crate) world: String,
    pub(crate) text: String,
    pub(crate) expected: Vec<String>,
}

/// All `.case` files below a folder, sorted.
pub(crate) fn case_files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "case") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Reads a case file.
pub(crate) fn load(path: &Path) -> Result<Vec<Case>, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut parts = text.split("\n--- ");
    let mut first = parts.next().unwrap_or("");
    let mut preamble = String::new();
    let mut blocks = Vec::new();
    if let Some(block) = first.strip_prefix("--- ") {
        first = "";
        blocks.push(block);
    }
    if !first.trim().is_empty() {
        preamble = format!("{}\n\n", first.trim_end());
    }
    blocks.extend(parts);
    let mut cases = Vec::new();
    for block in blocks {
        let mut case = parse(block)?;
        case.preamble = std::mem::take(&mut preamble);
        cases.push(case);
    }
    Ok(cases)
}

fn parse(block: &str) -> Result<Case, String> {
    let (title, rest) = block.split_once('\n').unwrap_or((block, ""));
    let (name, note) = match title.trim().split_once(" (") {
        Some((name, note)) => (name.trim(), Some(note.trim_end_matches(')').to_string())),
        None => (title.trim(), None),
    };
    let expectation = match note.as_deref() {
        None => Expectation::Right,
        Some("must not fire") => Expectation::MustNotFire,
        Some(note) if note.starts_with("known wrong: ") => Expectation::KnownWrong,
        Some(note) => {
            return Err(format!(
                "case {name}: `({note})` is neither `(must not fire)` nor `(known wrong: why)`"
            ));
        }
    };
    let (body, expected) = rest.split_once("\n=>").ok_or_else(|| format!("case {name}: no line `=>`"))?;
    let mut case = Case {
        name: name.to_string(),
        note,
        expectation,
        preamble: String::new(),
        header: Vec::new(),
        published: None,
        source: None,
        show: None,
        world: String::new(),
        text: String::new(),
        expected: expected
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty())
            .map(str::to_string)
            .collect(),
    };
    let mut text_lines = Vec::new();
    for line in body.lines() {
        match line.split_once(": ").or_else(|| line.split_once(":\t")) {
            Some((key @ ("published" | "source" | "show" | "world"), value)) if text_lines.is_empty() => {
                case.header.push(line.to_string());
                match key {
                    "published" => {
                        let date = value.trim().parse().map_err(|error| format!("case {name}: {error}"))?;
                        case.published = Some(date);
                    }
                    "source" => case.source = Some(value.trim().to_string()),
                    "show" => case.show = Some(value.trim().to_string()),
                    _ => {
                        case.world.push_str(value);
                        case.world.push('\n');
                    }
                }
            }
            _ => text_lines.push(line),
        }
    }
    case.text = text_lines.join("\n").trim_matches('\n').to_string();
    Ok(case)
}

/// Writes a case file anew.
pub(crate) fn store(path: &Path, cases: &[Case]) -> io::Result<()> {
    let mut out = String::new();
    for case in cases {
        out.push_str(&case.preamble);
        out.push_str("--- ");
        out.push_str(&case.name);
        if let Some(note) = &case.note {
            out.push_str(&format!(" ({note})"));
        }
        out.push('\n');
        if !case.header.is_empty() {
            out.push_str(&case.header.join("\n"));
            out.push_str("\n\n");
        }
        out.push_str(&case.text);
        out.push_str("\n=>\n");
        for line in &case.expected {
            out.push_str(line);
            out.push('\n');
        }
        out.push('\n');
    }
    let out = format!("{}\n", out.trim_end());
    if fs::read_to_string(path).is_ok_and(|now| now == out) {
        return Ok(());
    }
    fs::write(path, out)
}
