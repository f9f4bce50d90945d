"""Mend what packages write that the HTML standard forbids or a screen reader cannot name; axe and the Nu checker found each.

MyST-NB folds code under a summary whose label hides its words; the theme's sidebar is no landmark and its arrows have no name; docutils
gives the head of a column no scope.
"""

from collections.abc import Callable
from html import escape
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

AFTER_THE_THEME = 900


def open_fold(writer: HTML5Translator, node: HideCodeCellNode) -> None:
    said = "".join(f'<span class="admonition-title {state}">{escape(node[prompt])}</span>' for state, prompt in STATES.items())
    writer.body.append(f'<details class="admonition hide {" ".join(node["classes"])}"><summary>{said}</summary>\n')


STATES = {"collapsed": "prompt_show", "expanded": "prompt_hide"}


def close_fold(writer: HTML5Translator, _node: HideCodeCellNode) -> None:
    writer.body.append("</details>\n")


def named(toctree: Callable[..., BeautifulSoup]) -> Callable[..., BeautifulSoup]:
    """The theme's contents, each arrow named after the page whose parts it shows."""

    def contents(*arguments: Any, **options: Any) -> BeautifulSoup:
        soup = toctree(*arguments, **options)
        for arrow in soup.select("details > summary"):
            link = arrow.find_previous("a")
            arrow["aria-label"] = f"Parts of {link.get_text() if link else 'the book'}"
        return soup

    return contents


def mend(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None) -> None:
    context["body"] = context.get("body", "").replace('<th class="head', '<th scope="col" class="head')
    context["generate_toctree_html"] = named(context["generate_toctree_html"])


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(HideCodeCellNode, override=True, html=(open_fold, close_fold))
    app.connect("html-page-context", mend, priority=AFTER_THE_THEME)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
