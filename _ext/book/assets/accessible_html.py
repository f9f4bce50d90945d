"""Mend what packages write that the HTML standard forbids or a screen reader cannot name; axe and the Nu checker found each.

The theme's sidebar is no landmark and its arrows have no name; docutils gives the head of a column no scope, and notes and links in the
text a markup that says nothing.
"""

from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.application import Sphinx

from book import internals

AFTER_THE_THEME = 900


def name_arrows(contents: BeautifulSoup) -> None:
    """Name each arrow of the theme's contents after the page whose parts it shows."""
    for arrow in contents.select("details > summary"):
        link = arrow.find_previous("a")
        arrow["aria-label"] = f"Parts of {link.get_text() if link else 'the book'}"


def mend(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None) -> None:
    context["body"] = internals.with_scope(internals.without_idle_markup(context.get("body", "")))
    internals.change_contents(context, name_arrows)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", mend, priority=AFTER_THE_THEME)
