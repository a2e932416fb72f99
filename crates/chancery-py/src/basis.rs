//! What a reading rests on besides the article, as Python holds it.

use chancery::{Basis, Issues, Lexicon, Model, World};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use std::path::{Path, PathBuf};

/// Who and what is known beforehand.
#[pyclass(frozen, module = "chancery._native", name = "World")]
pub(crate) struct PyWorld(World);

#[pymethods]
impl PyWorld {
    #[new]
    #[pyo3(signature = (path=None, *, facts=None))]
    fn new(path: Option<PathBuf>, facts: Option<String>) -> PyResult<PyWorld> {
        let mut world = World::embedded().clone();
        if let Some(path) = path {
            world = with_facts(&world, &read_file(&path)?, &path.display().to_string())?;
        }
        if let Some(facts) = facts {
            world = with_facts(&world, &facts, "facts")?;
        }
        Ok(PyWorld(world))
    }

    #[getter]
    fn version(&self) -> &str {
        self.0.version()
    }

    fn country_name(&self, code: &str) -> Option<&str> {
        self.0.country(code).map(|country| country.name())
    }

    fn __repr__(&self) -> String {
        format!("<World {}>", self.0.version())
    }
}

fn with_facts(world: &World, facts: &str, name: &str) -> PyResult<World> {
    world.with_facts(facts, name).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// Which words are deeds.
#[pyclass(frozen, module = "chancery._native", name = "Lexicon")]
pub(crate) struct PyLexicon(Option<Lexicon>);

#[pymethods]
impl PyLexicon {
    #[new]
    #[pyo3(signature = (*paths))]
    fn new(paths: Vec<PathBuf>) -> PyResult<PyLexicon> {
        if paths.is_empty() {
            return Ok(PyLexicon(None));
        }
        Lexicon::with(&files(&paths)?).map(|lexicon| PyLexicon(Some(lexicon))).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            PyValueError::new_err(lines.join("\n"))
        })
    }

    #[getter]
    fn mark(&self) -> Option<&str> {
        self.0.as_ref()?.mark()
    }

    fn __repr__(&self) -> String {
        format!("<Lexicon {}>", self.mark().unwrap_or("embedded"))
    }
}

/// What positions are about.
#[pyclass(frozen, module = "chancery._native", name = "Issues")]
pub(crate) struct PyIssues(Option<Issues>);

#[pymethods]
impl PyIssues {
    #[new]
    #[pyo3(signature = (*paths))]
    fn new(paths: Vec<PathBuf>) -> PyResult<PyIssues> {
        if paths.is_empty() {
            return Ok(PyIssues(None));
        }
        let issues =
            Issues::with(&files(&paths)?).map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(PyIssues(Some(issues)))
    }

    fn __repr__(&self) -> &'static str {
        if self.0.is_some() { "<Issues of one's own>" } else { "<Issues embedded>" }
    }
}

/// The names and contents of files.
fn files(paths: &[PathBuf]) -> PyResult<Vec<(String, String)>> {
    paths.iter().map(|path| Ok((path.display().to_string(), read_file(path)?))).collect()
}

/// What was given of these, or else what is compiled in.
#[derive(FromPyObject)]
pub(crate) struct Given {
    #[pyo3(item)]
    world: Option<Py<PyWorld>>,
    #[pyo3(item)]
    lexicon: Option<Py<PyLexicon>>,
    #[pyo3(item)]
    issues: Option<Py<PyIssues>>,
}

impl Given {
    pub(crate) fn basis(&self) -> Basis<'_> {
        let Given { world, lexicon, issues } = self;
        let lexicon = lexicon.as_ref().and_then(|lexicon| lexicon.get().0.as_ref());
        let issues = issues.as_ref().and_then(|issues| issues.get().0.as_ref());
        Basis {
            model: Model::embedded(),
            world: match world {
                Some(world) => &world.get().0,
                None => World::embedded(),
            },
            lexicon: lexicon.unwrap_or_else(|| Lexicon::embedded()),
            issues: issues.unwrap_or_else(|| Issues::embedded()),
            explain: false,
        }
    }
}

fn read_file(path: &Path) -> PyResult<String> {
    std::fs::read_to_string(path)
        .map_err(|error| PyOSError::new_err(format!("{} cannot be read: {error}", path.display())))
}
