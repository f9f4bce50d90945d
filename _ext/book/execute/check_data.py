"""Check the data before anything else reads them: a book is not built on tables that break their schema."""

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util import logging

from bilateral import check

logger = logging.getLogger(__name__)


class DataError(SphinxError):
    category = "Data error"


def refuse(_app: Sphinx, _config: Config) -> None:
    try:
        found = check.findings()
    except (FileNotFoundError, ValueError) as error:
        raise DataError(str(error)) from error
    for finding in found:
        logger.error(finding)
    if found:
        raise DataError(f"{len(found)} found in data/; see above, or run: make check")


def setup(app: Sphinx) -> None:
    app.connect("config-inited", refuse, priority=910)  # while the warm process of the kernels loads; before the bibliography is written
