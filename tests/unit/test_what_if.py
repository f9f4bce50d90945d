"""`make what-if`: a maintainer sees what uncommitted rows move before the book is built."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import built
import pytest

PAGE = "strategic-calculations-and-realpolitik"


@pytest.fixture(scope="module")
def what_if() -> ModuleType:
    found = importlib.util.spec_from_file_location("what_if", built.ROOT / "tools" / "what_if.py")
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The tables and one page, not yet in a repository."""
    shutil.copytree(built.ROOT / "data", tmp_path / "data")
    (tmp_path / "book").mkdir()
    shutil.copy(built.ROOT / "book" / f"{PAGE}.md", tmp_path / "book")
    return tmp_path


@pytest.fixture
def clone(project: Path) -> Path:
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=one", "-c", "user.email=one@example.org", "commit", "-qm", "All"]):
        subprocess.run(["git", "-C", project, *command], check=True)
    return project


def rewrite(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / "data" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_without_a_repository_it_says_so(what_if: ModuleType, project: Path) -> None:
    with pytest.raises(ValueError, match="no git repository with a commit: there is nothing to compare"):
        what_if.report(project)


def test_without_a_change_it_says_so(what_if: ModuleType, clone: Path) -> None:
    with pytest.raises(what_if.Unchanged, match=r"^Nothing in data/ differs from the last commit: no number moves\.$"):
        what_if.report(clone)


def test_of_tables_that_do_not_pass_the_check_it_says_the_first_fault(what_if: ModuleType, clone: Path) -> None:
    rewrite(clone, "prisoner_releases", "2026-09-16-twenty-five,2026-09-16,25,", "2026-09-16-twenty-five,2026-09-31,25,")
    with pytest.raises(ValueError, match=r"does not pass the check \(\d+ found, the first: prisoner_releases\.csv, row 2026-09-16-tw"):
        what_if.report(clone)


def test_a_changed_row_moves_numbers_sentences_and_titles(what_if: ModuleType, clone: Path) -> None:
    rewrite(clone, "political_prisoners", ",2026-08-30,889,", ",2026-08-30,880,")
    rewrite(clone, "prisoner_releases", "2026-09-16-twenty-five,2026-09-16,25,", "2026-09-16-twenty-five,2026-09-16,40,")
    said = what_if.report(clone)
    assert "number last-count-of-prisoners: 889 -> 880" in said and "number freed-at-visits-of-an-envoy: 464 -> 479" in said
    assert not re.search("^number (names-listed|days-since-suspension):", said, re.MULTILINE)
    assert re.search(rf"^{PAGE}, prisoners-counted\n- [^+]*\b889\b[^+]*\n\+ [^-]*\b880\b", said, re.MULTILINE)
    assert re.search(rf"^{PAGE}\n- [^+]*\b889\b[^+]*\n\+ [^-]*\b880\b", said, re.MULTILINE)


def test_a_page_that_stops_says_why(what_if: ModuleType, clone: Path) -> None:
    page = clone / "book" / f"{PAGE}.md"
    page.write_text("```{code-cell} ipython3\n1 / 0\n```\n", encoding="utf-8")
    assert what_if.titles(page, None) == {"page": "[the page stops: division by zero]"}
