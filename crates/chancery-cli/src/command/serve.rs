//! `chancery serve`: the desk over an archive. `chancery demo`: the desk over the sample that comes with the program.

use super::basis::OwnBasis;
use crate::End;
use crate::serve_args::{DemoArgs, ServeArgs};
use crate::terminal::complain;
use anyhow::Context;
use chancery::ingest::Incoming;
use chancery::{Article, Basis, Outcome, World, read_batch};
use chancery_server::{Desk, Options, serve};
use chancery_store::Writer;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// 33 articles about a strait and two invented countries, and who is who in them.
const SAMPLE: &str = include_str!("../../../../examples/archive.jsonl");
const SAMPLE_WORLD: &str = include_str!("../../../../examples/archive.facts");

pub(crate) fn run(args: &ServeArgs) -> anyhow::Result<End> {
    // The desk answers until the process ends, and so lives what it rests on.
    let own: &'static OwnBasis = Box::leak(Box::new(OwnBasis::of(&args.basis)?));
    let options = Options {
        archive: args.archive.archive.clone(),
        basis: own.basis(),
        token: args.token.clone(),
        note: None,
    };
    open(options, SocketAddr::new(args.address, args.port.port))
}

pub(crate) fn demo(args: &DemoArgs) -> anyhow::Result<End> {
    let world: &'static World =
        Box::leak(Box::new(World::embedded().with_facts(SAMPLE_WORLD, "examples/archive.facts")?));
    let basis = Basis { world, ..Basis::embedded() };
    let folder = Folder::new()?;
    let archive = folder.0.join("sample.db");
    complain(format_args!(
        "reading the sample: {} articles about invented countries",
        SAMPLE.lines().count()
    ));
    read_sample(&archive, basis)?;
    let kept = folder.0.clone();
    ctrlc::set_handler(move || {
        let _ = std::fs::remove_dir_all(&kept);
        std::process::exit(0);
    })?;
    let note = Some("the sample: invented countries".to_owned());
    open(
        Options { archive, basis, token: None, note },
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), args.port.port),
    )
}

fn open(options: Options, address: SocketAddr) -> anyhow::Result<End> {
    let is_guarded = options.token.is_some();
    let desk = Desk::open(options)?;
    serve(desk, address, |bound| {
        let _ = writeln!(anstream::stdout(), "the desk is open at http://{bound}/ (Ctrl-C closes it)");
        if !bound.ip().is_loopback() {
            complain(format_args!(
                "others can reach {bound}; whoever gives the token sees the whole archive, and nothing is encrypted on the way"
            ));
        } else if is_guarded {
            complain(format_args!("whoever asks must give the token"));
        }
    })?;
    Ok(End::Done)
}

fn read_sample(archive: &Path, basis: Basis<'static>) -> anyhow::Result<()> {
    let incoming = SAMPLE.lines().zip(1..).map(|(line, n)| {
        let article: Article = serde_json::from_str(line)?;
        let bytes = line.len() as u64;
        Ok::<Incoming, serde_json::Error>(Incoming {
            name: format!("archive.jsonl:{n}"),
            article,
            diagnostics: Vec::new(),
            bytes,
        })
    });
    let mut writer = Writer::open(archive)?;
    let mut batch = Vec::new();
    for outcome in read_batch(incoming, basis, 0) {
        match outcome {
            Outcome::Read(read) => batch.push(read),
            Outcome::Problem { message } => anyhow::bail!("the sample: {message}"),
        }
    }
    writer.add(batch.iter().map(|read| (&read.article, &read.reading.record)))?;
    writer.tidy()?;
    Ok(())
}

/// A folder that goes when the program does.
struct Folder(PathBuf);

impl Folder {
    fn new() -> anyhow::Result<Folder> {
        let path = std::env::temp_dir().join(format!("chancery-demo-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
