"""What a strict build refuses and what it redraws, on a copy of the project with one page that has a cell and the small package."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import built
import packages
import pytest

EVENT = "2000-03-01-embassy-northport"
TITLE = "Opening in Minsk"
SLOWEST = 300  # seconds that a build of few pages takes, on a busy machine
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
OTHERS = [f"other-{number}" for number in range(1, 6)]  # Sphinx reads more than five pages in parallel, as it does the book's
SUMMARY = f"""\
from bilateral import tables
events = tables.load().events.set_index("id")
print("It happened:", events.loc["{EVENT}", "summary"])"""

CHECKS = """\
from bilateral.check.claims import computed_verdicts, judged_claims
from bilateral.measures.claims import Result, Tables, computed


@computed
def minister_came(tables: Tables) -> Result:
    return Result(1, "visits", "a minister came", "supported", ())


RULES, REVIEW = (judged_claims,), (computed_verdicts,)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project without its pages and data, which each test writes anew."""
    root = tmp_path_factory.mktemp("project")
    for name in ("_config.yml", "pyproject.toml", "requirements.txt"):
        shutil.copy(built.ROOT / name, root)
    for name in ("_ext", "src", "book/_static"):
        shutil.copytree(built.ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "_toc.yml").write_text("\n".join(["format: jb-book", "root: index", "chapters:", *(f"- file: {name}" for name in OTHERS), ""]))
    (root / "book" / "checks").mkdir()
    (root / "book" / "checks" / "__init__.py").write_text(CHECKS)  # of the small package's claims
    for name in OTHERS:
        (root / "book" / f"{name}.md").write_text(f"# {name}\n")
    return root


def write(project: Path, cell: str = "1 + 1", prose: str = "No more.") -> None:
    """The first page, with one cell and one paragraph, and valid data."""
    (project / "book" / "index.md").write_text(PAGE.format(cell=cell, prose=prose), encoding="utf-8")
    packages.copy_to(project / "data")


def begin(project: Path) -> subprocess.Popen[str]:
    """`make book`'s command, by this interpreter's environment."""
    command = shutil.which("jupyter-book", path=Path(sys.executable).parent)
    assert command, "jupyter-book is not installed beside this Python"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    options = ["build", ".", "-W", "-n", "--keep-going"]
    pipe = subprocess.PIPE
    return subprocess.Popen([command, *options], cwd=project, env=environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def build(project: Path) -> tuple[int, str]:
    """Build the book: the status, and what was said, without colors."""
    with begin(project) as running:
        try:
            out, err = running.communicate(timeout=SLOWEST)
        finally:
            stop(running)  # or it would be waited for without end
    return running.returncode, re.sub(r"\x1b\[[0-9;]*m", "", out + err)


def stop(running: subprocess.Popen[str]) -> None:
    """Kill a build, and what it started, where it still runs."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)


def page(project: Path) -> str:
    return (project / "_build" / "html" / "index.html").read_text(encoding="utf-8")


def test_cells_run_when_what_they_read_changes_and_only_then(project: Path, tmp_path: Path) -> None:
    library, pins, runs = project / "src" / "bilateral" / "measured.py", project / "requirements.txt", tmp_path / "runs"
    library.write_text("VALUE = 1\n")
    cell = f"{SUMMARY}\nfrom bilateral.measured import VALUE\nopen({str(runs)!r}, 'a').write('.')\nprint('It is', VALUE)"
    write(project, cell=cell, prose="{nb-download}`The page <index.ipynb>`")

    def built_again() -> int:
        status, said = build(project)
        assert status == 0, said
        return len(runs.read_text())

    assert built_again() == 1
    assert "It happened: Boland opens an embassy in Northport." in page(project)
    assert built_again() == 1
    library.write_text("VALUE = 2\n")
    assert built_again() == 2
    assert "It is 2" in page(project)
    (download,) = (project / "_build" / "html" / "_downloads").rglob("index.ipynb")
    assert "It is 2" in download.read_text(encoding="utf-8")
    pins.write_text(pins.read_text().replace("pandas==", "pandas==1", 1))
    assert built_again() == 3
    packages.put("events", EVENT, summary="Boland opens a consulate.")(project / "data")
    assert built_again() == 4
    assert "It happened: Boland opens a consulate." in page(project)
    assert "Boland opens a consulate." in (project / "_build" / "html" / "data" / "events.csv").read_text(encoding="utf-8")
    library.unlink()
    shutil.copy(built.ROOT / "requirements.txt", pins)


def test_an_interrupted_build_leaves_nothing_behind(project: Path, tmp_path: Path) -> None:
    """Killed while a cell runs: the next build is that of a clean folder."""
    shutil.rmtree(project / "_build", ignore_errors=True)
    hold, reached = tmp_path / "hold", tmp_path / "reached"
    hold.touch()
    cell = f"import pathlib, time\npathlib.Path({str(reached)!r}).touch()\nwhile pathlib.Path({str(hold)!r}).exists():\n    time.sleep(0.1)\n1 + 1"
    write(project, cell=cell)
    with begin(project) as running:
        try:
            deadline = time.monotonic() + SLOWEST
            while not reached.exists():
                assert running.poll() is None, "the build ended before the cell"
                assert time.monotonic() < deadline, "the build has not come to the cell"
                time.sleep(0.1)
        finally:
            stop(running)
    hold.unlink()
    status, said = build(project)
    assert status == 0, said
    resumed = files(project)
    shutil.rmtree(project / "_build")
    status, said = build(project)
    assert status == 0, said
    clean = files(project)
    assert resumed.keys() == clean.keys()
    assert [name for name in clean if clean[name] != resumed[name]] == []


def test_names_link_to_their_entries(project: Path) -> None:
    """The first mention in the prose, not in headings, code or links; a changed table changes the links of a page that did not change."""
    write(project, prose="## Nia Lum\n\nOf `Lum` and [Lum](https://example.org/): Nia Lum met Minister Cor Arl. Then Lum left. Illumination, Lums.")
    (project / "_toc.yml").write_text((project / "_toc.yml").read_text() + "- file: people-and-documents\n")
    (project / "book" / "people-and-documents.md").write_text("# People\n\n(lum)=\n**Nia Lum**\n\n(cor-arl)=\n**Cor Arl**, unlike Lum.\n")
    status, said = build(project)
    assert status == 0, said
    assert named(project) == [("lum", "Nia Lum"), ("cor-arl", "Cor Arl")]

    packages.put("people", "lum", name="Ada Lum", find="Illumination")(project / "data")
    status, said = build(project)
    assert status == 0, said
    assert named(project) == [("cor-arl", "Cor Arl"), ("lum", "Illumination")]

    packages.put("people", "lum", id="nowhere")(project / "data")
    status, said = build(project)
    assert status != 0
    assert "undefined label: 'nowhere'" in said, said


def named(project: Path) -> list[tuple[str, str]]:
    """The first page's links to entries: anchor and text."""
    return re.findall(r'href="people-and-documents\.html#([a-z-]+)"[^>]*>(?:<[^>]+>)*([^<]+)<', page(project).partition("<article")[2])


PAIR = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
# Between Washington and Havana

```{code-cell} ipython3
from myst_nb import glue

from bilateral import tables, words
from bilateral.measures import status
from bilateral.charts.corridor import corridor

t = tables.load()
apart = status.spells(t.representation, "havana", [0, 1], t.through).iloc[0]
glue("days", f"{apart['days']:,}", display=False)
glue("embassies", words.day(apart["end"]), display=False)
corridor(t, f"For {apart['days']:,} days there were no embassies", {"2015-07-20-relations-restored": "embassies again"})
```

Relations were broken for {glue:text}`days` days, until {glue:text}`embassies` {footcite}`historian-cuba-chiefs`.

```{footbibliography}
```
"""


def steps() -> list[str]:
    """The steps for another pair, as `CONTRIBUTING.md` has them."""
    text = (built.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = re.search(r"^## Make a book about another pair, in five steps\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    assert section, "CONTRIBUTING.md does not say how to make a book about another pair"
    return re.findall(r"^\d\. (.*?)(?=^\d\. |\Z)", section[1], re.MULTILINE | re.DOTALL)


def test_five_steps_make_a_book_about_another_pair(tmp_path: Path) -> None:
    """Each step of `CONTRIBUTING.md`, done as it says with the tables in `tests/us_cuba/`; the text must name what is done here."""
    room, fill, describe, verify, write_pages = steps()
    root = tmp_path / "fork"
    shutil.copytree(built.ROOT, root, ignore=shutil.ignore_patterns(".*", "_build", "__pycache__", "tests"))

    assert "`book/`" in room
    assert "`data/`" in room
    shutil.rmtree(root / "book" / "checks")
    for file in [*(root / "book").glob("*.md"), *(root / "data").glob("*.csv")]:
        file.unlink()

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
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    config = (root / "_config.yml").read_text(encoding="utf-8")
    assert {"`title`", "`author`", "`project`"} <= set(re.findall(r"`[a-z]+`", write_pages))
    (root / "_config.yml").write_text(config.replace(TITLE, "Opening in Havana"), encoding="utf-8")
    status, said = build(root)
    assert status == 0, said
    days = (date(2015, 7, 20) - date(1961, 1, 3)).days
    assert f"Relations were broken for {days:,} days, until July 20, 2015" in " ".join(re.sub(r"<[^>]+>", "", page(root)).split())
    assert 'id="corridor"' in page(root)
    assert "An Opening in Havana?" in page(root)
    assert (root / "_build" / "html" / "data" / "us-cuba-relations.zip").is_file()
    assert "Minsk" not in page(root)
    assert "Belarus" not in page(root)


def test_a_failing_cell_stops_the_build_and_is_named(project: Path) -> None:
    write(project, cell='title = {}["no-such-finding"]')
    status, said = build(project)
    assert status != 0
    assert re.search(r"ExecutionError: \S+/book/index\.md", said), said
    assert 'title = {}["no-such-finding"]' in said, said
    assert "KeyError: 'no-such-finding'" in said


def test_a_broken_reference_stops_the_build_and_is_named(project: Path) -> None:
    write(project, prose="See [the other page](no-such-page.md).")
    status, said = build(project)
    assert status != 0
    assert re.search(r"index\.md:\d+: WARNING: .*no-such-page\.md", said), said


def test_a_wrong_date_stops_the_build_and_is_named(project: Path) -> None:
    write(project)
    packages.put("events", EVENT, date="2000-02-30")(project / "data")
    status, said = build(project)
    assert status != 0
    assert f"events.csv, row {EVENT}, field date: '2000-02-30' is not in the calendar" in said, said


def files(root: Path) -> dict[str, bytes]:
    """Everything that a build publishes, by its path; ``.buildinfo`` is Sphinx's own note of its settings, which name the folder."""
    html = root / "_build" / "html"
    return {path.relative_to(html).as_posix(): path.read_bytes() for path in html.rglob("*") if path.is_file() and path.name != ".buildinfo"}


def test_two_builds_in_two_folders_have_the_same_bytes(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, SUMMARY, "{nb-download}`The page <index.ipynb>`")
    other = tmp_path / "elsewhere" / "the-book"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns("_build"))
    shutil.rmtree(project / "_build", ignore_errors=True)
    assert build(project)[0] == 0
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    status, said = build(other)
    assert status == 0, said
    first, second = files(project), files(other)
    assert first.keys() == second.keys()
    assert any(name.endswith("index.ipynb") for name in first)
    assert [name for name in first if first[name] != second[name]] == []
