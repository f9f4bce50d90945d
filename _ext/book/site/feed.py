"""Write `feed.xml`, an Atom feed of the newest events and of all corrections, where the site has an address.

Its dates are those of the data: what happened when, and the check date; so the same tables make the same feed.
"""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sphinx.application import Sphinx

from book.content import data_files
from book.site import site_address

ATOM = "http://www.w3.org/2005/Atom"
FILE = "feed.xml"
EVENTS = 50  # newest first
TIMELINE, CATALOGUE, CORRECTIONS = "explore", "data", "corrections"


def moment(date: str) -> str:
    """A date as Atom wants it, a time of the day: the first that a date such as `1997-03` can mean."""
    return f"{date}{'-01' * (2 - date.count('-'))}T00:00:00Z"


def add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    if text:
        element.text = text
    return element


def entry(feed: ElementTree.Element, title: str, date: str, address: str, text: str, kind: str) -> None:
    element = add(feed, "entry")
    add(element, "title", title)
    add(element, "id", address)
    add(element, "link", rel="alternate", href=address)
    add(element, "published", moment(date))
    add(element, "updated", moment(date))
    add(element, "category", term=kind)
    if text:
        add(element, "summary", text)


def feed(app: Sphinx) -> ElementTree.Element:
    address = site_address.base(app.config)
    timeline = TIMELINE if TIMELINE in app.env.found_docs else CATALOGUE
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": app.config.language or "en"})
    add(root, "title", app.config.project)
    add(root, "subtitle", "New events in the tables, and corrections")
    add(root, "id", f"{address}/{FILE}")
    add(root, "link", rel="self", href=f"{address}/{FILE}")
    add(root, "link", rel="alternate", href=site_address.page_address(app, app.config.root_doc))
    add(root, "updated", moment(site_address.checked(app)))
    add(add(root, "author"), "name", app.config.author)
    data = Path(app.confdir) / "data"
    for row in data_files.rows(data, "corrections"):
        where = f"{address}/{CORRECTIONS}.html#{row['id']}"
        entry(root, f"Correction: {row['place']}", row["date"], where, f"{row['error']} {row['correction']}", "correction")
    newest = sorted(data_files.rows(data, "events"), key=lambda row: (moment(row["date"]), row["id"]), reverse=True)[:EVENTS]
    for row in newest:
        entry(root, row["summary"], row["date"], f"{address}/{timeline}.html#{row['id']}", row["detail"], row["category"])
    return root


def write(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html" and site_address.base(app.config):
        site_address.write_xml(feed(app), Path(app.outdir) / FILE)


def announce(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    if site_address.base(app.config):
        link = f'<link rel="alternate" type="application/atom+xml" title="Events and corrections" href="{site_address.base(app.config)}/{FILE}">'
        context["metatags"] = context.get("metatags", "") + link


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write)
    app.connect("html-page-context", announce)
