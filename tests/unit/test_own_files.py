"""What editors, systems and spreadsheets leave in the book's folders is not read, and not published; nor is what was taken away."""

import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace as Made
from typing import cast

import built
import packages
import pytest
from book.content import quoted
from book.execute import page_inputs
from book.run import lite, wheels
from book.site import clean_folder
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.matching import Matcher

from bilateral import check
from bilateral.own_files import belongs, own_files

STRAYS = (
    *".DS_Store Thumbs.db desktop.ini ._gaps.py ._index.md .draft.md .#gaps.py #gaps.py# gaps.py~ .gaps.py.swp 4913 gaps.py.orig gaps.py.rej".split(),
    *"gaps.py.bak index.md.tmp gaps.BACKUP.1234.py .~lock.events.csv# ~$events.csv events.sync-conflict-20261010-101010-ABCDEFG.csv".split(),
    *(".ipynb_checkpoints/index-checkpoint.md", "__pycache__/gaps.cpython-311.pyc", ".idea/workspace.json", "_static/book.css~"),
    *("Icon\r", "Copy of events.csv", "events - Copy.csv", "events (1).csv", "events 2.csv"),
)
FOLDERS = ("data", "book", "src/bilateral", "src/bilateral/measures", "book/quantities", "book/_static", "_ext/book/run/lite")


def litter(folder: Path) -> None:
    """Leave strays in a folder, one of which leads nowhere, as Emacs makes them."""
    for name in STRAYS:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to("somebody@nowhere:1") if name.startswith(".#") else path.write_bytes(b"\xff\x00")


@pytest.mark.parametrize("name", STRAYS)
def test_a_stray_file_does_not_belong(name: str) -> None:
    assert not belongs(Path("book", name))


@pytest.mark.skipif(shutil.which("git") is None or not (built.ROOT / ".git").exists(), reason="git says which files are the book's")
def test_every_file_of_the_book_belongs() -> None:
    listed = subprocess.run(["git", "ls-files", "data", "src/bilateral", "book", "_ext"], cwd=built.ROOT, capture_output=True, text=True, check=True)
    assert len(listed.stdout.splitlines()) > 200
    assert [name for name in listed.stdout.splitlines() if not belongs(Path(name))] == []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a little of all that is read."""
    root = tmp_path / "project"
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    packages.copy_to(root / "data")
    shutil.copy(built.ROOT / "pyproject.toml", root)
    (root / "_toc.yml").touch()
    (root / "book" / "index.md").write_text("{n}`one`")
    (root / "src" / "bilateral" / "measures" / "gaps.py").write_text("from scipy import stats")
    (root / "book" / "quantities" / "gaps.py").touch()
    run = Path("_ext", "book", "run")
    shutil.copytree(built.ROOT / run / "lite", root / run / "lite", dirs_exist_ok=True)
    shutil.copy(built.ROOT / run / "lite.py", root / run)
    return root


def test_stray_files_change_nothing_that_is_made_of_a_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor do they stop it: one cannot be read as text, another leads nowhere."""
    monkeypatch.setattr(lite, "__file__", str(project / "_ext" / "book" / "run" / "lite.py"))

    def made() -> list[object]:
        return [
            page_inputs.digest(project, (*page_inputs.INPUTS, *page_inputs.STATIC)),
            wheels.library(project, "2001-12-31"),
            lite.Application(project).inputs(),
            list(quoted.uses(project / "book")),
            list(own_files(project / "src", "**/*.py")),
            check.findings(project / "data"),
        ]

    clean = made()
    for folder in FOLDERS:
        litter(project / folder)
    assert made() == clean


def test_sphinx_copies_no_stray_file(tmp_path: Path) -> None:
    (tmp_path / "book.css").touch()
    litter(tmp_path)
    excluded = Matcher([*clean_folder.strays(tmp_path), "**/.*"])
    copied = [path for path in tmp_path.rglob("*") if path.is_file() and not excluded(f"./{path.relative_to(tmp_path).as_posix()}")]
    assert [path.name for path in copied if not any(excluded(f"./{part}") for part in path.relative_to(tmp_path).parts[:-1])] == ["book.css"]


def filled(folder: Path, *files: str) -> Path:
    """The folder with empty files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_a_folder_is_emptied_before_it_is_written_but_for_charts(tmp_path: Path) -> None:
    beside = (".doctrees/index.doctree", ".doctrees/environment.pickle", "jupyter_execute/index.ipynb", "primary.bib")
    stay = ("html/charts/index/one.svg", f"html/{clean_folder.MARK}", *beside)
    go = ("html/index.html", "html/extra.html", "html/_sources/.draft.md", "html/rows-events-9.html", "html/_static/old.css", "html/feed.xml")
    filled(tmp_path, *stay, *go, "jupyter_execute/extra.ipynb", ".doctrees/extra.doctree")
    clean_folder.empty(tmp_path / "html", {"index"})
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == set(stay)


def test_a_folder_is_marked_when_it_is_empty_and_taken_again_when_it_is_marked(tmp_path: Path) -> None:
    out = filled(tmp_path / "_build" / "html")
    clean_folder.mark(out)
    filled(out, "index.html")
    clean_folder.mark(out)
    assert {path.name for path in out.iterdir()} == {"index.html", clean_folder.MARK}


@pytest.mark.parametrize(
    ("place", "files"),
    [
        ("home", ["letter.txt", "charts/mine.svg"]),
        ("_build/html", ["index.html", "_static/style.css"]),  # another program's, or another book's
        ("_build/html", [".doctrees/environment.pickle"]),  # as sphinx-build begins
        ("new", []),  # what lies beside it is not the book's
        ("html", []),
    ],
)
def test_a_folder_with_what_no_build_has_put_there_is_refused_untouched(tmp_path: Path, place: str, files: list[str]) -> None:
    out = filled(tmp_path / place, *files)
    filled(tmp_path / "fonts", "mine.woff2")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ExtensionError, match=f"^{re.escape(str(out))} is not emptied for the book, as no build of it has marked it: [^.]+$"):
        clean_folder.claim(cast(Sphinx, Made(outdir=out, builder=Made(name="html"))))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_in_the_folder_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    out, elsewhere = filled(tmp_path / "_build" / "html"), filled(tmp_path / "elsewhere", "mine.txt")
    (out / "link").symlink_to(elsewhere)
    clean_folder.empty(out, set())
    assert not list(out.iterdir()) and (elsewhere / "mine.txt").is_file()


@pytest.mark.parametrize(("read", "outdated", "written"), [(True, [], ["a", "b"]), (False, ["b"], ["a", "b"]), (False, [], [])])
def test_all_pages_are_written_where_one_is_and_none_where_none_is(read: bool, outdated: list[str], written: list[str]) -> None:
    """They name each other: a title that changed stands in the contents on every page."""
    folder = clean_folder.WholeFolder()
    app, env = cast(Sphinx, Made(builder=Made(get_outdated_docs=lambda: iter(outdated)))), cast(BuildEnvironment, Made(found_docs={"b", "a"}))
    assert folder.notice(app, env, set(), {"a"} if read else set(), set()) == []
    assert folder.write_all(app, env) == written
