"""Leave in the published folder, and beside it, what a build from nothing would make: no page that was taken away, no stray file.

Pages name each other, with their titles and findings: whenever one is to be written, all are, into an empty folder. Which are read, and so
run, is another matter: `page_inputs.py`. Charts stay: they look after themselves, and are slow to make.

A folder that holds what no build of a book has put there is never emptied, nor is anything beside it taken away: the build refuses it.
"""

import glob
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from bilateral.own_files import belongs
from book import internals
from book.content import charts

MARK, SAID = ".emptied-by-builds", "Each build of the book empties this folder, but for its charts.\n"
WITHIN = ("_build", "html")  # how the path of the folder ends where Jupyter Book has made it


class WholeFolder:
    """What Sphinx is told of one build."""

    read = False

    def notice(self, _app: Sphinx, _env: BuildEnvironment, *pages: set[str]) -> list[str]:
        """Of the pages that were added, changed and removed."""
        self.read = any(pages)
        return []

    def write_all(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        return sorted(env.found_docs) if self.read or any(app.builder.get_outdated_docs()) else []


def claim(app: Sphinx) -> None:
    if app.builder.name == "html":
        mark(Path(app.outdir))


def mark(out: Path) -> None:
    """Mark ``out`` as the book's; ``ExtensionError`` if it may hold what is not."""
    if out.parts[-2:] != WITHIN or (any(out.iterdir()) and not (out / MARK).is_file()):
        raise ExtensionError(
            f"{out} is not emptied for the book, as no build of it has marked it: "
            f"delete it, if it has only an older build, or build with jupyter-book into another folder (--path-output)"
        )
    (out / MARK).write_text(SAID, encoding="utf-8")


def clear(app: Sphinx, _builder: object) -> None:
    if app.builder.name == "html":
        empty(Path(app.outdir), app.env.found_docs)


def empty(out: Path, pages: set[str]) -> None:
    """Take away what the last build left in ``out``, and beside it of pages that are none any more."""
    for path in [path for path in out.iterdir() if path.name not in (charts.FOLDER, MARK)]:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for pattern in (".doctrees/*.doctree", f"{internals.EXECUTED}/*.ipynb"):
        for path in [path for path in out.parent.glob(pattern) if path.stem not in pages]:
            path.unlink()


def strays(folder: Path) -> list[str]:
    """How Sphinx is told of the files in a folder that are not the book's."""
    return [f"**/{glob.escape(path.name)}" for path in sorted(folder.rglob("*")) if path.is_file() and not belongs(path.relative_to(folder))]


def leave_out_strays(app: Sphinx, _builder: object) -> None:
    """Sphinx copies all that lies beside the styles and scripts. What it excludes it is told only now, or it would read all pages again."""
    app.config.exclude_patterns = [*app.config.exclude_patterns, *strays(Path(app.srcdir) / "_static")]


def setup(app: Sphinx) -> None:
    folder = WholeFolder()
    app.connect("builder-inited", claim, priority=0)  # before anybody writes there
    app.connect("env-get-outdated", folder.notice)
    app.connect("env-updated", folder.write_all)
    app.connect("write-started", clear)
    app.connect("write-started", leave_out_strays)
