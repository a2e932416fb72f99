//! `cargo xtask outlines`: Natural Earth's countries at 1:110 million (as TopoJSON, npm package `world-atlas`) → the
//! compact file of outlines that the desk's map is drawn from.
//!
//! A line a country: its ISO 3166-1 code, a tab, an SVG path in tenths of a degree, y downwards.

use anyhow::{Context, bail};
use chancery_world::World;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

const NAMES: &str = include_str!("../../crates/chancery-server/data/outline_names.tsv");

#[derive(clap::Args)]
pub(crate) struct Args {
    /// countries-110m.json of world-atlas.
    topology: PathBuf,
    /// Where the outlines go.
    #[arg(long, default_value = "crates/chancery-server/data/outlines.tsv")]
    out: PathBuf,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let topology: Value = serde_json::from_str(&std::fs::read_to_string(&args.topology)?)?;
    let arcs = arcs(&topology).context("the arcs of the topology")?;
    let others: BTreeMap<&str, &str> = NAMES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let mut paths: BTreeMap<String, String> = BTreeMap::new();
    for country in topology["objects"]["countries"]["geometries"].as_array().context("countries")? {
        let name = country["properties"]["name"].as_str().context("a name")?;
        if name == "Antarctica" {
            continue;
        }
        let code = match others.get(name) {
            Some(code) => (*code).to_owned(),
            None => match World::embedded().country_named(name) {
                Some(country) => country.code().to_owned(),
                None => bail!("no country is called {name}; say its code in outline_names.tsv"),
            },
        };
        let polygons = match country["type"].as_str() {
            Some("Polygon") => vec![country["arcs"].clone()],
            _ => country["arcs"].as_array().context("polygons")?.clone(),
        };
        let path = paths.entry(code).or_default();
        for ring in polygons.iter().filter_map(Value::as_array).flatten() {
            path.push_str(&outline(ring, &arcs));
        }
    }
    let lines: String = paths.iter().map(|(code, path)| format!("{code}\t{path}\n")).collect();
    println!("{} countries, {} bytes", paths.len(), lines.len());
    std::fs::write(&args.out, lines)?;
    Ok(())
}

/// The arcs in tenths of a degree.
fn arcs(topology: &Value) -> Option<Vec<Vec<(i32, i32)>>> {
    let number = |name: &str, at: usize| topology["transform"][name][at].as_f64();
    let (scale, translate) =
        ((number("scale", 0)?, number("scale", 1)?), (number("translate", 0)?, number("translate", 1)?));
    let arc = |arc: &Value| {
        let (mut x, mut y) = (0.0, 0.0);
        let point = |step: &Value| {
            x += step[0].as_f64()?;
            y += step[1].as_f64()?;
            let (lon, lat) = (x * scale.0 + translate.0, y * scale.1 + translate.1);
            Some(((lon * 10.0).round() as i32, (-lat * 10.0).round() as i32))
        };
        arc.as_array()?.iter().map(point).collect::<Option<Vec<_>>>()
    };
    topology["arcs"].as_array()?.iter().map(arc).collect()
}

/// A ring as an SVG path; nothing where it is smaller than a tenth of a degree.
fn outline(ring: &Value, arcs: &[Vec<(i32, i32)>]) -> String {
    let mut points: Vec<(i32, i32)> = Vec::new();
    for index in ring.as_array().into_iter().flatten().filter_map(Value::as_i64) {
        // A negative index means the arc the other way round: ~index.
        let (number, is_reversed) = if index < 0 { (!index, true) } else { (index, false) };
        let Some(arc) = usize::try_from(number).ok().and_then(|number| arcs.get(number)) else { continue };
        let mut arc = arc.clone();
        if is_reversed {
            arc.reverse();
        }
        points.extend(arc);
    }
    points.dedup();
    if points.first() == points.last() {
        points.pop();
    }
    let [first, rest @ ..] = &points[..] else { return String::new() };
    if rest.len() < 2 {
        return String::new();
    }
    let mut path = format!("M{} {}l", first.0, first.1);
    let mut last = *first;
    for (n, point) in rest.iter().enumerate() {
        let (x, y) = (point.0 - last.0, point.1 - last.1);
        let gap = if n == 0 || x < 0 { "" } else { " " };
        path.push_str(&format!("{gap}{x}{}{y}", if y < 0 { "" } else { " " }));
        last = *point;
    }
    path.push('z');
    path
}
