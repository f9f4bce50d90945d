"""The environment that make keeps, without installing one: whose Python and whose settings it uses, in a folder that was moved or copied too."""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from functools import partial
from pathlib import Path

import built
import pytest

CHECK = """\
import os, sys
print(*sys.path, sep="\\n")
print("prefix", sys.prefix)
print(*(f"{name}={value}" for name, value in os.environ.items()), sep="\\n")
"""
ANEW = "-m venv --clear .venv"
LEAKS = {"PYTHONHOME": "/nowhere", "PYTHONOPTIMIZE": "2", "PYTHONWARNINGS": "error", "PYTHONINSPECT": "1", "PYTHONSAFEPATH": "1"}
INSTALLING = {"PIP_TARGET": "/nowhere", "PIP_USER": "1", "PIP_PREFIX": "/nowhere", "PIP_CONSTRAINT": "/nowhere", "PIP_PYTHON": "/nowhere"}

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the Makefile, and an environment as if all had been installed: the check shows where it runs, pip installs nothing."""
    root = tmp_path / "project"
    (root / "src" / "bilateral").mkdir(parents=True)
    (root / "src" / "bilateral" / "check.py").write_text(CHECK)
    (root / "src" / "matplotlib").mkdir()
    (root / "src" / "matplotlib" / "font_manager.py").touch()
    (root / ".jupyter" / "labconfig").mkdir(parents=True)
    shutil.copy(built.ROOT / "Makefile", root)
    for name in ("check", "dev"):
        (root / f"requirements-{name}.txt").touch()
    (root / "requirements.txt").touch()
    venv.create(root / ".venv", symlinks=True)
    (packages(root) / "pip").mkdir()
    (packages(root) / "pip" / "__init__.py").touch()
    (packages(root) / "pip" / "__main__.py").touch()
    (root / ".venv" / "pip.stamp").touch()
    make(root, ".venv/check.stamp", ".venv/book.stamp")
    return root


def packages(root: Path) -> Path:
    return next((root / ".venv").glob("lib/python*/site-packages"))


def make(root: Path, *arguments: str, **environment: str) -> str:
    """What make says, without the settings of these tests."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MAKE", "PIP_"))}
    done = subprocess.run(["make", *arguments], cwd=root, env=inherited | environment, capture_output=True, text=True, timeout=100, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("change", [Path.rename, partial(shutil.copytree, symlinks=True)], ids=["moved", "copied"])
def test_a_folder_that_was_moved_or_copied_uses_its_own_environment_and_library(
    project: Path, change: Callable[[Path, Path], object], tmp_path: Path
) -> None:
    other = tmp_path / "other place"
    change(project, other)
    assert ANEW not in make(other, "-n", "check")
    assert f"prefix {other / '.venv'}" in make(other, "check").splitlines()
    python = other / ".venv" / "bin" / "python"
    by_hand = subprocess.run([python, "-I", "-m", "bilateral.check"], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert str(other / "src") in by_hand.splitlines()
    assert str(project) not in by_hand


def test_what_is_installed_is_started_by_the_environments_own_python() -> None:
    """Its scripts name the folder in which they were installed; zizmor is no script."""
    text = (built.ROOT / "Makefile").read_text(encoding="utf-8")
    started = [
        line
        for line in text.splitlines()
        if "$(BIN)/" in line.replace("$(BIN)/python", "").replace(" $(BIN)/jupyter-book", "").replace("$(BIN)/zizmor", "")
    ]
    assert started == []


def test_an_environment_without_its_python_is_made_anew(project: Path) -> None:
    assert ANEW not in make(project, "-n", "check")
    python = project / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert ANEW in make(project, "-n", "check")


def test_an_environment_of_a_python_that_became_another_is_made_anew(project: Path) -> None:
    """As when a system goes from 3.11 to 3.12: what was installed for the old one is not there for the new."""
    shutil.rmtree(packages(project) / "pip")
    assert ANEW in make(project, "-n", "check")


def test_another_python_that_is_asked_for_is_taken(project: Path) -> None:
    assert ANEW not in make(project, "-n", f"PYTHON={sys.executable}", "check")
    other = project / "other-python"
    other.write_text("#!/bin/sh\necho '(3, 99)'\n")
    other.chmod(0o755)
    assert ANEW in make(project, "-n", "PYTHON=./other-python", "check")


def test_a_python_that_is_not_there_is_named_and_the_environment_stays(project: Path) -> None:
    assert "There is no Python to be started as ./nowhere.  Stop." in make(project, "PYTHON=./nowhere", "check")
    assert ANEW not in make(project, "-n", "check")


def test_a_users_settings_of_python_and_of_where_pip_installs_have_no_effect(project: Path) -> None:
    said = make(project, "check", **LEAKS, **INSTALLING, PIP_INDEX_URL="https://mirror.example/simple", PYTHONPATH="/another/src").splitlines()
    assert f"PYTHONPATH={project / 'src'}:{project / 'book'}" in said
    assert [line for line in said if line.partition("=")[0] in {*LEAKS, *INSTALLING}] == ["PIP_USER=0"]
    assert "PIP_INDEX_URL=https://mirror.example/simple" in said
    assert f"prefix {project / '.venv'}" in said


def test_packages_that_pip_put_elsewhere_are_one_sentence(project: Path) -> None:
    (project / "src" / "matplotlib" / "font_manager.py").write_text("raise ModuleNotFoundError('matplotlib')")
    (project / ".venv" / "book.stamp").unlink()
    assert "What pip installed is not in .venv" in make(project, ".venv/book.stamp")
