"""Stubs say what the compiled half has, and the package is typed throughout."""

import subprocess
import sys

import pytest

pytest.importorskip("mypy")


def run(*arguments):
    done = subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_stubs_are_those_of_the_compiled_half():
    run("mypy.stubtest", "chancery._native")


def test_the_package_is_typed(tmp_path):
    own = tmp_path / "own.py"
    own.write_text(
        "import chancery\n"
        "record: chancery.Record = chancery.read('x', published='2031-03-04', world=chancery.World(facts=''))\n"
        "day: str | None = record.events[0].date.from_ if record.events[0].date else None\n"
        "names: list[str] = chancery.read_batch(['x']).events.column_names\n"
    )
    optional = tmp_path / "mypy.ini"
    optional.write_text("[mypy]\nstrict = True\n[mypy-pyarrow.*,pandas.*,polars.*]\nignore_missing_imports = True\n")
    run("mypy", "--config-file", str(optional), str(own))
    run("mypy", "--config-file", str(optional), "-p", "chancery")
