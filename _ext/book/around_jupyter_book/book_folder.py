"""Read the pages from `book/`, so that `book/what-followed.md` becomes `what-followed.html`.

`jupyter-book build .` takes the folder of `_config.yml` for the folder of the pages, and every
address would begin with `book/`. Only the pages move: paths in `_config.yml` (static files, icon)
stay relative to the folder it lies in.
"""

from sphinx.application import Sphinx

from book import internals

FOLDER = "book"


def setup(app: Sphinx) -> None:
    internals.read_pages_from(app, FOLDER)
