"""Leave in the published folder, and beside it, what a build from nothing would make: no page that was taken away, no stray file.

Pages name each other, with their titles and findings: whenever one is to be written, all are, into an empty folder. Which are read, and so
run, is another matter: `page_inputs.py`. Charts stay: they look after themselves, and are slow to make.
"""

import glob
import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from bilateral.own_files import belongs
from book import internals
from book.content import charts


class WholeFolder:
    """What Sphinx is told of one build."""

    read = False

    def notice(self, _app: Sphinx, _env: BuildEnvironment, *pages: set[str]) -> list[str]:
        """Of the pages that were added, changed and removed."""
        self.read = any(pages)
        return []

    def write_all(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        return sorted(env.found_docs) if self.read or any(app.builder.get_outdated_docs()) else []


def clear(app: Sphinx, _builder: object) -> None:
    if app.builder.name == "html":
        empty(Path(app.outdir), app.env.found_docs)


def empty(out: Path, pages: set[str]) -> None:
    """Take away what the last build left in ``out``, and beside it of pages that are none any more."""
    for path in [path for path in out.iterdir() if path.name != charts.FOLDER]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
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
    app.connect("env-get-outdated", folder.notice)
    app.connect("env-updated", folder.write_all)
    app.connect("write-started", clear)
    app.connect("write-started", leave_out_strays)
