//! The desk in a real browser: Debian's chromium, driven by its chromium-driver. `.ci/run` installs both where it may;
//! without `CHANCERY_BROWSER=chromium` these tests say that they were skipped.
//!
//! Pictures of every page, in both colour schemes and at two widths, stay in `target/tmp/pictures`, to be looked at.

mod driver;
mod looks;
mod ways;
