"""Check the data before any page is read: a book is not built on tables that break their schema."""

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


class DataError(SphinxError):
    category = "Data error"


def check(app: Sphinx) -> None:
    from bilateral.check import findings  # on the path only now: library_path.py

    try:
        found = findings()
    except (FileNotFoundError, ValueError) as error:
        raise DataError(str(error)) from error
    for finding in found:
        logger.error(finding)
    if found:
        raise DataError(f"{len(found)} found in data/; see above, or run: make check")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
