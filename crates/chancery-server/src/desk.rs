//! The desk itself: which archive, what reading rests on, who may ask; and the open connections.
//!
//! SQLite blocks, so questions are asked on threads of their own, each with a connection that nobody else uses.

use crate::digest::Digests;
use crate::kept::Kept;
use chancery::Basis;
use chancery_store::{Archive, Error};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// More idle connections than these are not kept.
const MOST_IDLE: usize = 16;

/// What a desk is opened with.
#[derive(Debug)]
pub struct Options {
    /// The archive.
    pub archive: PathBuf,
    /// What reading rests on, for pasted texts and for why a record is as it is.
    pub basis: Basis<'static>,
    /// Without it everybody who reaches the address may ask.
    pub token: Option<String>,
    /// What stands at the head of every page beside the name, such as what archive it is.
    pub note: Option<String>,
}

/// A desk over one archive.
#[derive(Debug)]
pub struct Desk {
    pub(crate) options: Options,
    pub(crate) digests: Digests,
    pub(crate) kept: Kept,
    idle: Mutex<Vec<Archive>>,
    /// Sees whether others changed the archive.
    watch: Mutex<Archive>,
    /// Tells this opening of the archive from others.
    salt: u64,
}

impl Desk {
    /// Opens the archive.
    ///
    /// # Errors
    /// There is none, or it is something else, damaged, or of another form.
    pub fn open(options: Options) -> Result<Desk, Error> {
        let watch = Archive::open(&options.archive)?;
        let salt = salt(&options);
        Ok(Desk {
            options,
            digests: Digests::default(),
            kept: Kept::default(),
            idle: Mutex::default(),
            watch: Mutex::new(watch),
            salt,
        })
    }

    /// Asks the archive as it is at one moment; blocks.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Archive) -> T) -> Result<T, Error> {
        let archive = locked(&self.idle).pop();
        let archive = match archive {
            Some(archive) => archive,
            None => Archive::open(&self.options.archive)?,
        };
        let answer = archive.at_once(question)?;
        let mut idle = locked(&self.idle);
        if idle.len() < MOST_IDLE {
            idle.push(archive);
        }
        Ok(answer)
    }

    /// A number that differs whenever the archive may have changed.
    pub(crate) fn state(&self) -> Result<u64, Error> {
        let version = locked(&self.watch).version()?;
        Ok(self.salt.wrapping_add(version.cast_unsigned()))
    }
}

/// A panic in another thread leaves connections as good as they were.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From the file's own marks, so that a tag of an earlier run never passes for one of this archive as it is now.
fn salt(options: &Options) -> u64 {
    let about = std::fs::metadata(&options.archive).ok();
    let changed = about.as_ref().and_then(|about| about.modified().ok());
    let marks = format!("{:?} {changed:?} {}", about.map(|about| about.len()), env!("CARGO_PKG_VERSION"));
    chancery_text::fnv1a(marks.into_bytes())
}
