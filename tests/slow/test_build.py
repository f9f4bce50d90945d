"""What a strict build refuses, what it redraws and what it leaves alone, on a copy of the project with few pages and the small package."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import built
import packages
import pytest
from book.run import lite

EVENT = "2000-03-01-embassy-northport"
TITLE = "Opening in Minsk"
SLOWEST = 100  # seconds that a build of few pages takes, on a busy machine
LITE = "    book.run.lite: _ext\n"  # in `_config.yml`
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
PAGE = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
# One page

```{{code-cell}} ipython3
{cell}
```

{prose}
"""
PEOPLE = "people-and-documents"
OTHERS = [PEOPLE, *(f"other-{number}" for number in range(1, 6))]  # Sphinx reads more than five pages in parallel, as it does the book's
ENTRIES = "# People\n\n(lum)=\n**Nia Lum**\n\n(cor-arl)=\n**Cor Arl**, unlike Lum.\n"
PROSE = """\
## Nia Lum

Of `Lum` and [Lum](https://example.org/): Nia Lum met Minister Cor Arl. Then Lum left. Illumination, Lums.

{nb-download}`The page <index.ipynb>`"""
# Tells that it runs, waits while it is held, and shows what it has read.
CELL = """\
import pathlib, time
from bilateral import tables
from bilateral.measured import VALUE
room = pathlib.Path({room!r})
with open(room / "runs", "a") as runs:
    runs.write(".")
while (room / "hold").exists():
    time.sleep(0.1)
events = tables.load().events.set_index("id")
print("It happened:", events.loc["{event}", "summary"])
print("It is", VALUE)"""

UNFINISHED = '''\
"""Numbers that cannot be quoted."""

import sys

from bilateral.measures.quantities import quantities_of, quantity


@quantity("people")
def unfinished(t):
    """People who were counted."""


@quantity("")
def bare(t):
    """People who were counted."""
    return 3, (("events", "one"),)


ALL = quantities_of([sys.modules[__name__]])
'''

CHECKS = """\
from bilateral.check.claims import computed_verdicts, judged_claims
from bilateral.measures.claims import Result, Tables, computed


@computed
def minister_came(tables: Tables) -> Result:
    return Result(1, "visits", "a minister came", "supported", ())


RULES, REVIEW = (judged_claims,), (computed_verdicts,)
"""


def project(root: Path, cell: str, prose: str = PROSE) -> Path:
    """A copy of the project in ``root``, with pages and data of its own and without JupyterLite: the first page has one cell."""
    root.mkdir(parents=True)
    for name in ("_config.yml", "pyproject.toml", "requirements.txt"):
        shutil.copy(built.ROOT / name, root)
    for name in ("_ext", "src", "book/_static", "book/_templates"):
        shutil.copytree(built.ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (root / "_config.yml").read_text(encoding="utf-8")
    assert LITE in config
    (root / "_config.yml").write_text(config.replace(LITE, ""), encoding="utf-8")
    (root / "_toc.yml").write_text("\n".join(["format: jb-book", "root: index", "chapters:", *(f"- file: {name}" for name in OTHERS), ""]))
    (root / "book" / "checks").mkdir()
    (root / "book" / "checks" / "__init__.py").write_text(CHECKS)  # of the small package's claims
    for name in OTHERS:
        (root / "book" / f"{name}.md").write_text(ENTRIES if name == PEOPLE else f"# {name}\n")
    (root / "book" / "index.md").write_text(PAGE.format(cell=cell, prose=prose), encoding="utf-8")
    (root / "src" / "bilateral" / "measured.py").write_text("VALUE = 1\n")
    packages.copy_to(root / "data")
    return root


def begin(root: Path, *more: str, **environment: str) -> subprocess.Popen[str]:
    """`make book`'s command, by this interpreter's environment."""
    command = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    assert command, "jupyter-book is not installed beside this Python"
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    options = ["build", ".", "-W", "-n", "--keep-going", *more]
    pipe = subprocess.PIPE
    return subprocess.Popen([command, *options], cwd=root, env=inherited | environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def build(root: Path, *more: str, **environment: str) -> tuple[int, str]:
    """Build the book: the status, and what was said, without colors."""
    with begin(root, *more, **environment) as running:
        try:
            out, err = running.communicate(timeout=SLOWEST)
        finally:
            stop(running)  # or it would be waited for without end
    return running.returncode, re.sub(r"\x1b\[[0-9;]*m", "", out + err)


def succeed(root: Path, *more: str, **environment: str) -> None:
    status, said = build(root, *more, **environment)
    assert status == 0, said


def stop(running: subprocess.Popen[str]) -> None:
    """Kill a build, and what it started, where it still runs."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)


def page(root: Path) -> str:
    return (root / "_build" / "html" / "index.html").read_text(encoding="utf-8")


def files(root: Path) -> dict[str, bytes]:
    """Every file of a folder by its path in it."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def published(root: Path) -> dict[str, bytes]:
    return files(root / "_build" / "html")


def changes(old: dict[str, bytes], new: dict[str, bytes]) -> list[str]:
    """Files that are not the same, or only on one side."""
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def named(root: Path) -> list[tuple[str, str]]:
    """The first page's links to entries: anchor and text."""
    return re.findall(rf'href="{PEOPLE}\.html#([a-z-]+)"[^>]*>(?:<[^>]+>)*([^<]+)<', page(root).partition("<article")[2])


@dataclass
class Book:
    root: Path
    room: Path  # of the first page's cell
    clean: dict[str, bytes]  # what the first build published, from nothing

    @property
    def runs(self) -> int:
        """How often the cell was run."""
        return len((self.room / "runs").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A built book, which the tests below change one after another."""
    room = tmp_path_factory.mktemp("room")
    root = project(tmp_path_factory.mktemp("projects") / "book", CELL.format(room=str(room), event=EVENT))
    succeed(root)
    return Book(root, room, published(root))


@pytest.mark.sample
def test_a_rebuild_with_nothing_changed_runs_no_cell_and_changes_no_file(book: Book) -> None:
    assert book.runs == 1
    succeed(book.root)
    assert book.runs == 1
    assert changes(book.clean, published(book.root)) == []


def test_a_changed_style_is_published_without_running_cells(book: Book) -> None:
    before, runs = published(book.root), book.runs
    with (book.root / "book" / "_static" / "book.css").open("a", encoding="utf-8") as style:
        style.write("article { outline-offset: 7px }\n")
    succeed(book.root)
    assert book.runs == runs
    assert b"outline-offset:7px" in published(book.root)["_static/bundle.css"]
    assert changes(before, published(book.root)) == ["_static/bundle.css"]


def test_the_first_mention_of_a_name_links_to_its_entry(book: Book) -> None:
    """In the prose, not in headings, code or links."""
    assert named(book.root) == [("lum", "Nia Lum"), ("cor-arl", "Cor Arl")]


@pytest.mark.sample
def test_cells_run_again_when_what_they_read_has_changed(book: Book) -> None:
    """Which changes count: `tests/unit/test_extensions.py`. A changed table also changes the links of a page that did not change."""
    runs = book.runs
    assert "It happened: Boland opens an embassy in Northport." in page(book.root)
    (book.root / "src" / "bilateral" / "measured.py").write_text("VALUE = 2\n")
    packages.put("events", EVENT, summary="Boland opens a consulate.")(book.root / "data")
    packages.put("people", "lum", name="Ada Lum", find="Illumination")(book.root / "data")
    succeed(book.root)
    assert book.runs == runs + 1
    assert "It is 2" in page(book.root)
    (download,) = (book.root / "_build" / "html" / "_downloads").rglob("index.ipynb")
    assert "It is 2" in download.read_text(encoding="utf-8")
    assert "It happened: Boland opens a consulate." in page(book.root)
    assert "Boland opens a consulate." in (book.root / "_build" / "html" / "data" / "events.csv").read_text(encoding="utf-8")
    assert named(book.root) == [("cor-arl", "Cor Arl"), ("lum", "Illumination")]


QUOTES = {  # what is wrong with each, as the build says it
    "{n}`never-counted`": "there is no number 'never-counted'",
    "{n}`unfinished`": "returns no value",
    "{n}`bare`": "the number bare has no unit",
    "{when}`no-such-row`": "no dated table has a row",
    "{n}`events:no-such-row.tone`": "no row 'no-such-row'",
}


def test_a_broken_reference_stops_the_build_and_is_named(book: Book) -> None:
    """An author's own, that of a name without an entry, and numbers and dates that cannot be quoted, on a page without a kernel too."""
    folder = book.root / "book" / "quantities"
    folder.mkdir()
    (folder / "__init__.py").write_text(UNFINISHED, encoding="utf-8")
    (book.root / "book" / "other-1.md").write_text(f"# other-1\n\nOn {{when}}`{EVENT}`, {{n}}`never-counted`.\n", encoding="utf-8")
    with (book.root / "book" / "index.md").open("a", encoding="utf-8") as index:
        index.write("\n".join(["", "See [the other page](no-such-page.md).", *QUOTES, ""]))
    packages.put("people", "lum", id="nowhere")(book.root / "data")
    status, said = build(book.root)
    assert status != 0
    assert re.search(r"index\.md:\d+: WARNING: .*no-such-page\.md", said), said
    assert "undefined label: 'nowhere'" in said, said
    for quote, reason in QUOTES.items():
        assert re.search(rf"index\.md:\d+: WARNING: {re.escape(quote)}: [^\n]*{re.escape(reason)}", said), (quote, said)
    assert re.search(r"other-1\.md:3: WARNING: \{n\}`never-counted`", said), said


@pytest.mark.sample
def test_a_failing_cell_stops_the_build_and_is_named(tmp_path: Path) -> None:
    status, said = build(project(tmp_path / "project", 'title = {}["no-such-finding"]'))
    assert status != 0
    assert re.search(r"ExecutionError: \S+/book/index\.md", said), said
    assert 'title = {}["no-such-finding"]' in said, said
    assert "KeyError: 'no-such-finding'" in said


def test_an_interrupted_build_in_another_folder_ends_with_the_same_bytes(book: Book, tmp_path: Path) -> None:
    """Killed while a cell runs, and built again: what is published is that of a build from nothing, wherever and whenever."""
    other = project(tmp_path / "elsewhere" / "the-book", CELL.format(room=str(book.room), event=EVENT))
    hold, runs = book.room / "hold", book.runs
    hold.touch()
    with begin(other) as running:
        try:
            deadline = time.monotonic() + SLOWEST
            while book.runs == runs:
                assert running.poll() is None, "the build ended before the cell"
                assert time.monotonic() < deadline, "the build has not come to the cell"
                time.sleep(0.1)
        finally:
            stop(running)
            hold.unlink()
    succeed(other, **ELSEWHERE)
    assert any(name.endswith("index.ipynb") for name in book.clean)
    assert ".buildinfo" not in book.clean and ".nojekyll" in book.clean
    assert changes(book.clean, published(other)) == []
    before, out = files(other), tmp_path / "out"
    out.mkdir()
    succeed(other, "--path-output", str(out))
    assert "index.html" in published(out) and changes(before, files(other)) == []  # nothing is written beside what was asked for


def test_a_builder_that_the_book_is_not_made_for_is_refused(book: Book) -> None:
    status, said = build(book.root, "--builder", "dirhtml")
    assert status != 0 and "this book is not made for the builder dirhtml: leave --builder out" in said, said


def test_jupyterlite_has_the_same_bytes_in_two_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application, built anew; its notebooks and packages: the fork below."""
    for name, value in ELSEWHERE.items():
        monkeypatch.setenv(name, value)
    application = lite.Application(tmp_path)
    application.start()
    application.finish()
    assert changes(files(lite.Application(built.ROOT / "_build").site), files(application.site)) == []


PAIR = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
# Between Washington and Havana

```{code-cell} ipython3
from bilateral import tables
from bilateral.measures import status
from bilateral.charts.corridor import corridor

t = tables.load()
apart = status.spells(t.representation, "havana", [0, 1], t.through).iloc[0]
corridor(t, f"For {apart['days']:,} days there were no embassies", {"2015-07-20-relations-restored": "embassies again"})
```

Relations were broken for {n}`days-apart` days, until {when}`events:2015-07-20-relations-restored` {footcite}`historian-cuba-chiefs`.

```{footbibliography}
```
"""

PAIR_NUMBERS = '''\
"""The numbers of the pair."""

import sys

from bilateral.measures import status
from bilateral.measures.claims import used
from bilateral.measures.quantities import Found, quantities_of, quantity
from bilateral.tables import Tables


@quantity("days")
def days_apart(t: Tables) -> Found:
    """Days without an embassy in Havana."""
    return int(status.spells(t.representation, "havana", [0, 1], t.through)["days"].iloc[-1]), used(representation=t.representation)


ALL = quantities_of([sys.modules[__name__]])
'''


def steps() -> list[str]:
    """The steps for another pair, as `CONTRIBUTING.md` has them."""
    text = (built.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = re.search(r"^## Make a book about another pair, in five steps\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    assert section, "CONTRIBUTING.md does not say how to make a book about another pair"
    return re.findall(r"^\d\. (.*?)(?=^\d\. |\Z)", section[1], re.MULTILINE | re.DOTALL)


def test_five_steps_make_a_book_about_another_pair(tmp_path: Path) -> None:
    """Each step of `CONTRIBUTING.md`, done as it says with the tables in `tests/packages/us_cuba/`; the text must name what is done here."""
    room, fill, describe, verify, write_pages = steps()
    root = tmp_path / "fork"
    shutil.copytree(built.ROOT, root, ignore=shutil.ignore_patterns(".*", "_build", "__pycache__", "tests"))

    assert "`book/`" in room
    assert "`data/`" in room
    shutil.rmtree(root / "book" / "checks")
    for file in [*(root / "book").glob("*.md"), *(root / "data").glob("*.csv")]:
        file.unlink()
    assert "`quantities/`" in room
    shutil.rmtree(root / "book" / "quantities")

    needed = set(re.findall(r"`([a-z_]+)`", fill))
    assert needed <= {path.stem for path in packages.US_CUBA.glob("*.csv")}
    assert {"`name`", "`title`", "`facts_checked_through`", "`checked_through`"} <= set(re.findall(r"`[a-z_]+`", describe))
    packages.us_cuba(root / "data")

    assert "`make check`" in verify
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(str(root / name) for name in ("src", "book"))}
    checked = subprocess.run(
        [sys.executable, "-m", "bilateral.check"], cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert str(root) in checked.stdout

    assert "`make book`" in write_pages
    (root / "book" / "index.md").write_text(PAIR, encoding="utf-8")
    assert "`book/quantities/__init__.py`" in write_pages
    (root / "book" / "quantities").mkdir()
    (root / "book" / "quantities" / "__init__.py").write_text(PAIR_NUMBERS, encoding="utf-8")
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    config = (root / "_config.yml").read_text(encoding="utf-8")
    assert {"`title`", "`author`", "`project`"} <= set(re.findall(r"`[a-z]+`", write_pages))
    (root / "_config.yml").write_text(config.replace(TITLE, "Opening in Havana"), encoding="utf-8")
    shutil.copytree(built.ROOT / "_build" / lite.FOLDER, root / "_build" / lite.FOLDER)  # as if JupyterLite itself had been built here before
    succeed(root, **ELSEWHERE)
    days = (date(2015, 7, 20) - date(1961, 1, 3)).days
    assert f"Relations were broken for {days:,} days, until July 20, 2015" in " ".join(re.sub(r"<[^>]+>", "", page(root)).split())
    assert 'id="corridor"' in page(root)
    assert "An Opening in Havana?" in page(root)
    assert (root / "_build" / "html" / "data" / "us-cuba-relations.zip").is_file()
    assert "Minsk" not in page(root)
    assert "Belarus" not in page(root)
    again = tmp_path / "again"
    code = f"from book.run import lite; lite.furnish({root!r}, {again!r}, {root / '_build' / 'jupyter_execute'!r}, ['index'])"
    paths = os.pathsep.join(str(root / name) for name in ("_ext", "src", "book"))  # a process of its own: this one knows this book's numbers
    subprocess.run(
        [sys.executable, "-c", f"from pathlib import Path, PosixPath, WindowsPath; {code}"],
        env={**os.environ, "PYTHONPATH": paths},
        timeout=120,
        check=True,
    )
    assert [name for name, content in files(again).items() if (root / "_build" / "html" / lite.FOLDER / name).read_bytes() != content] == []
