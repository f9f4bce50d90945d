"""Read the pages, which runs their cells, in several processes at once.

Sphinx does so only when it is told how many (Jupyter Book has no option for that) and when every
extension says that it is safe. Two of Jupyter Book's say nothing; neither keeps anything between
pages in an HTML build, and nor does any of the book's own, for all of which it is said here. Where processes
cannot be forked, Sphinx reads one page after another.

When a cell fails in such a process, Sphinx names the page only; the cell and its error are shown here.
"""

import os

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxParallelError
from sphinx.util import logging

from book import internals

logger = logging.getLogger(__name__)

SILENT = ("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex")


def processes() -> int:
    """Twice as many as there are processors for this process: every page waits for its kernel."""
    return 2 * (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def allow(app: Sphinx, _config: Config) -> None:
    own = (name for name in app.extensions if name.startswith("book."))
    internals.read_in_parallel(app, processes(), [*SILENT, *own])


def show_cause(app: Sphinx, exception: Exception | None) -> None:
    if isinstance(exception, SphinxParallelError):
        logger.error(internals.failed_cell(exception))


def setup(app: Sphinx) -> None:
    app.connect("config-inited", allow)
    app.connect("build-finished", show_cause)
