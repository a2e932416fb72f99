"""Sample articles, and the docstrings' examples as tests."""

import doctest
import importlib
import os
import pathlib
import pkgutil
import shutil
import subprocess

import chancery
import pytest

ROOT = pathlib.Path(__file__).parents[3]
ARTICLES = [
    {
        "id": "wire-1",
        "published": "2031-03-04",
        "source": "Example Wire",
        "text": "Sylvania shelled the Freedonian port of Saltmarsh on Sunday, killing three dockers. "
        "“We will answer,” Freedonian Foreign Minister Jane Doe told reporters.",
    },
    {"id": "wire-2", "published": "2031-03-05", "text": "Sylvania released eleven captured sailors on Tuesday."},
    {"id": "wire-3", "text": "Le ministre a quitté la capitale lundi soir, sans un mot pour les journalistes qui attendaient."},
]


@pytest.fixture
def articles():
    return [dict(article) for article in ARTICLES]


@pytest.fixture(scope="session")
def record():
    return chancery.read(**{key: ARTICLES[0][key] for key in ("text", "published", "source", "id")})


@pytest.fixture(scope="session")
def command():
    """The `chancery` command: what CHANCERY names, or else what cargo built."""
    for path in (os.environ.get("CHANCERY"), ROOT / "target" / "release" / "chancery", ROOT / "target" / "debug" / "chancery"):
        if path and shutil.which(path):
            return str(path)
    pytest.skip("there is no chancery command to make an archive with: cargo build --release")


@pytest.fixture(scope="session")
def news(command, tmp_path_factory):
    """An archive of the sample articles."""
    path = str(tmp_path_factory.mktemp("archive") / "news.db")
    subprocess.run([command, "add", str(ROOT / "examples" / "archive.jsonl"), "--archive", path], capture_output=True, check=True)
    return path


def modules():
    names = [module.name for module in pkgutil.iter_modules(chancery.__path__)]
    return [importlib.import_module(f"chancery.{name}") for name in names] + [chancery]


def pytest_generate_tests(metafunc):
    if "example" in metafunc.fixturenames:
        finder = doctest.DocTestFinder()
        examples = [test for module in modules() for test in finder.find(module) if test.examples]
        metafunc.parametrize("example", examples, ids=[test.name for test in examples])
