"""Make what opens at a number: a card for each that a page quotes, a page for each subject with rows and code, and the list of all.

The cards of a page stand in one script, ``_static/cards-<page>.js``, which the page fetches when a reader first asks for one.
"""

import html
import inspect
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from bilateral.measures.quantities import Quantity
from bilateral.web import cards as web
from bilateral.web import reference
from bilateral.web.catalogue import rows_address
from book import internals
from book.content import quoted

LINK = re.compile(r'<a (?:class="n" )?href="((?:[a-z0-9-]+)\.html#[^"]+)"')
PEOPLE, GLOSSARY = "people-and-documents.html", "glossary"
NAME = re.compile(r"[a-z0-9-]+")


@cache
def quoting(data: Path) -> dict[str, list[str]]:
    """The pages that quote each number, in the order of their names."""
    found: dict[str, list[str]] = defaultdict(list)
    for page, role, content in quoted.uses(data.parent / "book"):
        name = content[:1].lower() + content[1:].partition(".")[0]
        if role == quoted.NUMBER and ":" not in content and page not in found[name]:
            found[name].append(page)
    return dict(found)


def cards(app: Sphinx, page: str, text: str, titles: dict[str, str]) -> dict[str, str]:
    """The cards of what a page quotes, names or explains elsewhere, by the address of the link."""
    data = Path(app.confdir) / "data"
    book, found = quoted.numbers(data), {}
    for address in dict.fromkeys(html.unescape(address) for address in LINK.findall(text)):
        place, _, name = address.partition("#")
        if place == web.NUMBERS and name in book.quantities:
            found[address] = web.number_card(book, name)
        elif place in (PEOPLE, f"{GLOSSARY}.html") and name in titles:
            found[address] = titles[name]
        elif f'<a class="n" href="{html.escape(address)}"' in text and place != web.NUMBERS:
            found[address] = web.row_card(book.tables, table_of(app, place), name)
    return found


def terms(app: Sphinx) -> dict[str, str]:
    """The cards of the words that the page of the glossary explains, by the anchor of each; none where a book has no such page."""
    if GLOSSARY not in app.env.found_docs:
        return {}
    found = {}
    for item in app.env.get_doctree(GLOSSARY).findall(nodes.definition_list_item):
        explained = item[-1].deepcopy()
        for note in list(explained.findall(nodes.footnote_reference)):
            note.parent.remove(note)
        for term in item.findall(nodes.term):
            text = re.sub(r"\s+(?=[.,;:])", "", " ".join(explained.astext().split()))  # where a note stood
            found[term["ids"][0]] = f"<p><b>{html.escape(term.astext())}</b></p><p>{html.escape(text, quote=False)}</p>"
    return found


def table_of(app: Sphinx, place: str) -> str:
    """The table whose row stands on a page."""
    tables = quoted.numbers(Path(app.confdir) / "data").tables
    pages = {"explore.html": "events", "claims.html": "claims"} | {rows_address(name): name for name in tables.frames}
    return pages.get(place) or pages[re.sub(r"-\d+\.html$", ".html", place)]


def write_cards(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    tables, out = quoted.numbers(Path(app.confdir) / "data").tables, Path(app.outdir)
    groups = [*reference.people(tables).values(), *reference.documents(tables).values()] if "people" in tables.frames else []
    entries = {entry.anchor: web.entry_card(entry) for group in groups for entry in group} | terms(app)
    for page in sorted(app.env.found_docs):
        found = cards(app, page, (out / f"{page}.html").read_text(encoding="utf-8"), entries)
        if not found:
            continue
        script = f"cards={json.dumps(found, ensure_ascii=False, separators=(',', ':'))}\n"
        (out / "_static" / f"cards-{page}.js").write_text(script, encoding="utf-8")


# --- the pages of numbers


def subjects(data: Path) -> dict[str, list[Quantity]]:
    """The numbers by subject, in the order of the book's modules."""
    found: dict[str, list[Quantity]] = defaultdict(list)
    for each in quoted.numbers(data).quantities.values():
        found[web.module(each)].append(each)
    return dict(found)


def about(quantity: Quantity) -> str:
    """What the numbers of a subject are about: the first line of their module."""
    module = inspect.getmodule(quantity.measure)
    return (inspect.getdoc(module) or "").partition("\n")[0].rstrip(".")


def links_to(app: Sphinx, pages: list[str]) -> str:
    return ", ".join(f'<a href="{page}.html">{html.escape(app.env.titles[page].astext())}</a>' for page in pages)


def entry(app: Sphinx, quantity: Quantity) -> str:
    """One number on the page of its subject: value, rule, bounds, rows, where it is quoted, code."""
    data = Path(app.confdir) / "data"
    book, name = quoted.numbers(data), quantity.name
    found = book.result(name)
    facts = [
        ("Value", web.escaped(web.measured(quantity, found))),
        ("Rule", web.escaped(found.rule)),
        ("Bounds", web.bounds(found)),
        ("Rests on", web.rows_links(book.tables, found.rows)),
        ("Quoted on", links_to(app, quoting(data).get(name, []))),
    ]
    said = "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in facts if text)
    code = internals.highlighted(app.builder, inspect.getsource(quantity.measure))
    return f'<section class="number" id="{name}"><h2><a href="{web.NUMBERS}#{name}">{name}</a></h2><dl>{said}</dl>{code}</section>'


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Name, context and template of the page of each subject."""
    if app.builder.name != "html" or quoted.PAGE not in app.env.found_docs:
        return
    for subject, own in subjects(Path(app.confdir) / "data").items():
        title = f"Numbers: {about(own[0])[:1].lower()}{about(own[0])[1:]}"
        source = inspect.getsource(inspect.getmodule(own[0].measure))  # type: ignore[arg-type]
        helpers = internals.highlighted(app.builder, source)
        body = (
            f'<link rel="stylesheet" href="_static/rows.css">'
            f'<section class="numbers-of"><h1>{html.escape(title)}</h1><p>How each is counted, with its code; '
            f'<a href="{web.NUMBERS}">all numbers</a>. The whole module stands below.</p>{"".join(entry(app, each) for each in own)}'
            f'<details class="exhibit-data"><summary>The whole module: {subject}.py</summary>{helpers}</details></section>'
        )
        yield web.subject_address(subject).removesuffix(".html"), {"title": title, "body": body}, "page.html"


class NumberList(SphinxDirective):
    """All numbers: name, value, rule and the pages that quote them, by subject."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        data = Path(self.env.app.confdir) / "data"
        book, order = quoted.numbers(data), sorted(self.env.found_docs)
        parts = []
        for subject, own in subjects(data).items():
            parts.append(f'<tbody><tr><th colspan="3" scope="rowgroup">{html.escape(about(own[0]))}</th></tr>')
            for each in own:
                at = " ".join(str(order.index(page)) for page in quoting(data).get(each.name, []))
                value = web.escaped(web.measured(each, book.result(each.name)))
                link = f'<a href="{web.subject_address(subject, each.name)}">{each.name}</a>'
                parts.append(f'<tr id="{each.name}" data-on="{at}"><td>{value}<td>{web.escaped(each.rule)}<td>{link}')
            parts.append("</tbody>")
        head = "".join(f'<th scope="col">{name}</th>' for name in ("Value", "What is counted", "Name"))
        choices = "".join(
            f'<option value="{number}">{page}</option>' for number, page in enumerate(order) if any(page in on for on in quoting(data).values())
        )
        table = (
            '<form class="ledger-controls" hidden><label class="ledger-search">Search <input type="search" name="words" autocomplete="off"></label>'
            f'<label>Quoted on <select name="page"><option value="">any page</option>{choices}</select></label>'
            f'<p class="ledger-count" aria-live="polite"></p></form>'
            f'<table class="numbers-list"><caption>All numbers</caption><thead><tr>{head}</tr></thead>'
            f'{"".join(parts)}</table><link rel="stylesheet" href="_static/rows.css">'
            '<link rel="stylesheet" href="_static/numbers.css">'
            '<script src="_static/find.js" defer></script><script src="_static/numbers.js" defer></script>'
        )
        return [nodes.raw("", table, format="html")]


def setup(app: Sphinx) -> None:
    app.add_directive("number-list", NumberList)
    app.connect("html-collect-pages", pages)
    app.connect("build-finished", write_cards, priority=450)  # before the styles are made, which look at what scripts and pages use
