"""Keep Thebe and MathJax out of the pages: the book asks no other host and logs no errors.

Jupyter Book loads both without asking. Thebe declares one variable twice on every page and fetches
itself from another host; MathJax is fetched from another host. A page that does use math is
reported, because nothing would render it.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from book import internals

logger = logging.getLogger(__name__)

SILENCED, STYLE = ("sphinx_thebe", "sphinx.ext.mathjax"), "sphinx-thebe.css"


def silence(app: Sphinx, _config: Config) -> None:
    internals.leave_out(app, SILENCED, STYLE)


def report_math(app: Sphinx, doctree: nodes.document) -> None:
    for node in doctree.findall(lambda n: isinstance(n, nodes.math | nodes.math_block)):
        logger.warning("math is not rendered in this book", location=node)


def setup(app: Sphinx) -> None:
    app.connect("config-inited", silence)
    app.connect("doctree-read", report_math)
