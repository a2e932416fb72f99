//! What a reading rests on besides the article, as Python holds it.

use chancery::{Basis, Issues, Lexicon, Model, World};
use pyo3::PyTypeInfo;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use std::path::{Path, PathBuf};

/// What was given: names and contents of files. A basis travels to other processes as these, and is made of them there.
type Files = Vec<(String, String)>;

/// Who and what is known beforehand: what is compiled in, and facts of your own over it.
///
/// `path` names a file of facts, `facts` is the same as text, a line each (`--world` of the command).
/// A World pickles, with its facts: workers need no file.
///
/// >>> world = chancery.World(facts="Freedonia = country FRD; adjective Freedonian")
/// >>> world.country_name("FRD")
/// 'Freedonia'
///
/// Raises OSError where the file cannot be read, ValueError, with the line, where a fact is none.
#[pyclass(frozen, module = "chancery._native", name = "World")]
pub(crate) struct PyWorld {
    world: World,
    given: Files,
}

#[pymethods]
impl PyWorld {
    #[new]
    #[pyo3(signature = (path=None, *, facts=None))]
    fn new(path: Option<PathBuf>, facts: Option<String>) -> PyResult<PyWorld> {
        let mut given = files(path.as_slice())?;
        given.extend(facts.map(|facts| ("facts".to_owned(), facts)));
        PyWorld::of(given)
    }

    #[staticmethod]
    #[pyo3(name = "_of")]
    fn of(given: Files) -> PyResult<PyWorld> {
        let mut world = World::embedded().clone();
        for (name, facts) in &given {
            world =
                world.with_facts(facts, name).map_err(|error| PyValueError::new_err(error.to_string()))?;
        }
        Ok(PyWorld { world, given })
    }

    fn __reduce__(&self, py: Python<'_>) -> PyResult<Reduced> {
        reduced::<PyWorld>(py, &self.given)
    }

    /// The version of what is compiled in, with a mark of the facts given.
    #[getter]
    fn version(&self) -> &str {
        self.world.version()
    }

    /// The name of the country of this code (`FRD`), if it is known.
    fn country_name(&self, code: &str) -> Option<&str> {
        self.world.country(code).map(|country| country.name())
    }

    fn __repr__(&self) -> String {
        format!("<World {}>", self.world.version())
    }
}

/// Which words are deeds: what is compiled in, and files of your own over it (docs/lexicon.md).
///
/// A Lexicon pickles, with its files.
///
/// >>> chancery.Lexicon().mark is None
/// True
///
/// Raises OSError where a file cannot be read, ValueError, with every wrong line, where one is no lexicon.
#[pyclass(frozen, module = "chancery._native", name = "Lexicon")]
pub(crate) struct PyLexicon {
    lexicon: Option<Lexicon>,
    given: Files,
}

#[pymethods]
impl PyLexicon {
    #[new]
    #[pyo3(signature = (*paths))]
    fn new(paths: Vec<PathBuf>) -> PyResult<PyLexicon> {
        PyLexicon::of(files(&paths)?)
    }

    #[staticmethod]
    #[pyo3(name = "_of")]
    fn of(given: Files) -> PyResult<PyLexicon> {
        let lexicon = (!given.is_empty()).then(|| Lexicon::with(&given)).transpose().map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            PyValueError::new_err(lines.join("\n"))
        })?;
        Ok(PyLexicon { lexicon, given })
    }

    fn __reduce__(&self, py: Python<'_>) -> PyResult<Reduced> {
        reduced::<PyLexicon>(py, &self.given)
    }

    /// What records name these words by (`reader.lexicon`); nothing where they are those compiled in.
    #[getter]
    fn mark(&self) -> Option<&str> {
        self.lexicon.as_ref()?.mark()
    }

    fn __repr__(&self) -> String {
        format!("<Lexicon {}>", self.mark().unwrap_or("embedded"))
    }
}

/// What positions are about: what is compiled in, and files of your own over it (docs/issues.md).
///
/// It pickles, with its files.
///
/// >>> chancery.Issues()
/// <Issues embedded>
///
/// Raises OSError where a file cannot be read, ValueError, with the line, where one is no issues.
#[pyclass(frozen, module = "chancery._native", name = "Issues")]
pub(crate) struct PyIssues {
    issues: Option<Issues>,
    given: Files,
}

#[pymethods]
impl PyIssues {
    #[new]
    #[pyo3(signature = (*paths))]
    fn new(paths: Vec<PathBuf>) -> PyResult<PyIssues> {
        PyIssues::of(files(&paths)?)
    }

    #[staticmethod]
    #[pyo3(name = "_of")]
    fn of(given: Files) -> PyResult<PyIssues> {
        let issues = (!given.is_empty()).then(|| Issues::with(&given)).transpose();
        let issues = issues.map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(PyIssues { issues, given })
    }

    fn __reduce__(&self, py: Python<'_>) -> PyResult<Reduced> {
        reduced::<PyIssues>(py, &self.given)
    }

    fn __repr__(&self) -> &'static str {
        if self.issues.is_some() { "<Issues of one's own>" } else { "<Issues embedded>" }
    }
}

/// What pickle keeps: a function, and what it is called with.
type Reduced = (Py<PyAny>, (Files,));

fn reduced<T: PyTypeInfo>(py: Python<'_>, given: &Files) -> PyResult<Reduced> {
    Ok((py.get_type::<T>().getattr("_of")?.unbind(), (given.clone(),)))
}

/// The names and contents of files.
fn files(paths: &[PathBuf]) -> PyResult<Files> {
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
        let lexicon = lexicon.as_ref().and_then(|lexicon| lexicon.get().lexicon.as_ref());
        let issues = issues.as_ref().and_then(|issues| issues.get().issues.as_ref());
        Basis {
            model: Model::embedded(),
            world: match world {
                Some(world) => &world.get().world,
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
