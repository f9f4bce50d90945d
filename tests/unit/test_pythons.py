"""Which Pythons the book is for, and with which it was run, is said in several places: everywhere the same."""

import re
import tomllib
from pathlib import Path

import built
import pytest
import yaml

PROJECT = tomllib.loads((built.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OLDEST = PROJECT["project"]["requires-python"].removeprefix(">=")
RUN = [name.rpartition(" ")[2] for name in PROJECT["project"]["classifiers"]]
WORKFLOWS = sorted((built.ROOT / ".github" / "workflows").glob("*.yml"))


def text(name: str) -> str:
    """A file on one line."""
    return " ".join((built.ROOT / name).read_text(encoding="utf-8").split())


def test_the_readme_says_what_was_run() -> None:
    """Everything with the oldest; with the others a build, and the lane that needs none."""
    (said,) = re.findall(r"Run on Debian 12: everything with (.+)\. The workflow", text("README.md"))
    everything, others = said.split("; a whole build and `make unit` with ")
    assert everything == f"Python {OLDEST}"
    assert [OLDEST, *re.split(", | and ", others)] == RUN


def test_the_readme_says_what_the_workflow_tries() -> None:
    workflow = yaml.safe_load((built.ROOT / ".github" / "workflows" / "build.yml").read_text(encoding="utf-8"))
    tried = workflow["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert tried[0] == OLDEST and set(RUN) <= set(tried)
    assert f"everything on Ubuntu with Python {tried[0]} to {tried[-1]}" in text("README.md")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("README.md", "They need Python {} or newer"),
        ("book/run-it-yourself.md", "With `python{}` or newer"),
        ("Makefile", "OLDEST := {} "),
        *((path.name, "make lock (for Python {} and newer)") for path in built.ROOT.glob("requirements*.txt")),
    ],
)
def test_the_oldest_python_is_the_same_everywhere(name: str, said: str) -> None:
    assert said.format(OLDEST) in text(name)


def test_linters_look_for_what_the_oldest_python_has() -> None:
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{OLDEST.replace('.', '')}"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_build_with_the_oldest_python(workflow: Path) -> None:
    assert set(re.findall(r'python-version: "([^"]+)"', workflow.read_text(encoding="utf-8"))) == {OLDEST}
