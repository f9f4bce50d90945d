"""Mend what packages write that the HTML standard forbids or a screen reader cannot name; axe and the Nu checker found each.

MyST-NB folds code under a summary whose label hides its words; the theme's sidebar is no landmark and its arrows have no name; docutils
gives the head of a column no scope.
"""

from html import escape
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx

from book import internals

AFTER_THE_THEME = 900


def open_fold(writer: Any, node: nodes.Element) -> None:
    said = "".join(f'<span class="admonition-title {state}">{escape(node[prompt])}</span>' for state, prompt in internals.PROMPTS.items())
    internals.write(writer, f'<details class="admonition hide {" ".join(node["classes"])}"><summary>{said}</summary>\n')


def close_fold(writer: Any, _node: nodes.Element) -> None:
    internals.write(writer, "</details>\n")


def name_arrows(contents: BeautifulSoup) -> None:
    """Name each arrow of the theme's contents after the page whose parts it shows."""
    for arrow in contents.select("details > summary"):
        link = arrow.find_previous("a")
        arrow["aria-label"] = f"Parts of {link.get_text() if link else 'the book'}"


def mend(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None) -> None:
    context["body"] = internals.with_scope(context.get("body", ""))
    internals.change_contents(context, name_arrows)


def setup(app: Sphinx) -> None:
    app.add_node(internals.folded_code(), override=True, html=(open_fold, close_fold))
    app.connect("html-page-context", mend, priority=AFTER_THE_THEME)
