"""Keep Thebe and MathJax out of the pages: the book asks no other host and logs no errors.

Jupyter Book loads both without asking. Thebe declares one variable twice on every page and fetches
itself from another host; MathJax is fetched from another host. A page that does use math is
reported, because nothing would render it.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

SILENCED = ("sphinx_thebe", "sphinx.ext.mathjax")


def silence(app: Sphinx, config: Config) -> None:
    for listeners in app.events.listeners.values():
        listeners[:] = [listener for listener in listeners if listener.handler.__module__ not in SILENCED]
    app.registry.css_files[:] = [(name, attributes) for name, attributes in app.registry.css_files if name != "sphinx-thebe.css"]


def report_math(app: Sphinx, doctree: nodes.document) -> None:
    for node in doctree.findall(lambda n: isinstance(n, nodes.math | nodes.math_block)):
        logger.warning("math is not rendered in this book", location=node)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("config-inited", silence)
    app.connect("doctree-read", report_math)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
