//! The native half of the Python module `chancery`: articles in, JSON records and Arrow tables out.
//!
//! What a Python user sees (typed records, docstrings, Spark) is Python, in `python/chancery`. Logic never enters
//! here: this crate turns Python's values into articles and hands on what `chancery` and `chancery-export` give.

#[cfg(feature = "python")]
mod archive;
#[cfg(feature = "python")]
mod basis;
#[cfg(feature = "python")]
mod columns;
#[cfg(feature = "python")]
mod module;
#[cfg(feature = "python")]
mod rows;
#[cfg(feature = "python")]
mod tables;
