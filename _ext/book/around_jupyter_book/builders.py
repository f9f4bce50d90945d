"""Refuse a builder that the book is not made for: styles, charts and the pages of the tables would be missing without a word."""

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

MADE_FOR = ("html", "linkcheck")


def refuse(app: Sphinx) -> None:
    if app.builder.name not in MADE_FOR:
        raise ExtensionError(f"this book is not made for the builder {app.builder.name}: leave --builder out; make pdf prints the book")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", refuse, priority=0)  # before anybody works for it
