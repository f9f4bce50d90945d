"""Say in each page's head what it is, for search engines and for those who share it: description, OpenGraph, schema.org.

The description is the page's answer, the bold paragraph under its title. Where the site has an address, a card with a finding
of the page, and a chart that shows it, stands beside it (`cards/<page>.png`). What is made of the book, such as the rows of a table,
is not for search engines.
"""

import html
import json
import re
import textwrap
from pathlib import Path
from typing import Any

import resvg_py
from docutils import nodes
from sphinx.application import Sphinx

from bilateral.draw import composed
from bilateral.draw.palette import BLUE, MUTED
from bilateral.draw.shown import Data
from bilateral.notebook.rendering import exhibit
from bilateral.web.exhibit import size
from book import internals
from book.content import charts, data_files
from book.site import site_address

CARDS = "cards"
CARD_SIZE = (1200, 630)
ROOM = {"narrow": (560, 520), "svg": (1112, 400)}  # on a card: for a phone's drawing beside the finding, or a page's below it
LEGIBLE = 20  # on a card, the size of a chart's smallest letters
SMALLEST = {"narrow": 10 * 4 / 3, "svg": 11 * 4 / 3}  # these letters in the drawings, in pixels
TALLEST = 0.85  # a chart so many times as high as wide is seen whole
LONGEST = 300  # letters of a description
SENTENCE = re.compile(r".*?(?<![. ][A-Z])[.?!](?=\s|$)", re.DOTALL)  # "U.S." and an initial end none
CATALOGUE = "data"  # the page about the data set
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def paragraphs(doctree: nodes.document) -> list[nodes.paragraph]:
    return [found for found in doctree.findall(nodes.paragraph) if isinstance(found.parent, nodes.section)]


def bold_answer(doctree: nodes.document) -> nodes.paragraph | None:
    """The paragraph that answers a page's title, in bold; none where no paragraph is."""
    bold = (each for each in paragraphs(doctree) if any(len(strong.astext()) > len(each.astext()) / 2 for strong in each.findall(nodes.strong)))
    return next(bold, None)


def answer(doctree: nodes.document) -> str:
    """The page's answer in one line: its first bold paragraph, else its first paragraph."""
    found = bold_answer(doctree) or next(iter(paragraphs(doctree)), None)
    return " ".join(found.astext().split()) if found is not None else ""


def finding(doctree: nodes.document) -> str:
    """What a page found, in a sentence."""
    return first_sentence(answer(doctree))


def description(doctree: nodes.document) -> str:
    """The page's answer, shortened at a word."""
    return textwrap.shorten(answer(doctree), LONGEST, placeholder=" …")


def first_sentence(text: str) -> str:
    """The first sentence of a text; all of it where none ends."""
    found = SENTENCE.match(text)
    return found[0] if found else text


def picture(doctree: nodes.document) -> exhibit | None:
    """The page's picture: its first chart that a screen or a card holds whole; none where there is none."""
    for node in doctree.findall(exhibit):
        wide, high = size(node["data"]["svg"])
        if high <= TALLEST * wide:
            return node
    return None


def article(app: Sphinx, page: str, title: str, text: str) -> dict[str, Any]:
    """The page as a schema.org `Article`, part of the book."""
    config = app.config
    about = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": title,
        "description": text,
        "author": {"@type": "Organization", "name": config.author},
        "isPartOf": {"@type": "Book", "name": config.project, "url": site_address.base(config)},
        "dateModified": site_address.checked(app),
        "inLanguage": config.language,
        "isAccessibleForFree": True,
        "license": LICENSE,
        "publisher": {"@type": "Organization", "name": config.author},
        "url": site_address.page_address(app, page),
        "mainEntityOfPage": site_address.page_address(app, page),
        "image": card_address(app, page),
    }
    return without_empty(about)


def dataset(app: Sphinx, page: str) -> dict[str, Any]:
    """The data package as a schema.org `Dataset`, each table a download."""
    package = site_address.package(Path(app.confdir))
    folder = f"{site_address.base(app.config)}/data" if site_address.base(app.config) else "data"
    downloads = [download(f"{folder}/{table['path']}", table["title"], "text/csv", table["licenses"]) for table in package["resources"]]
    every = list(dict.fromkeys(license for each in downloads for license in each["license"]))
    about = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": package["title"],
        "description": package["description"],
        "creator": {"@type": "Organization", "name": app.config.author},
        "version": package["version"],
        "dateModified": package["facts_checked_through"],
        "license": every,
        "isAccessibleForFree": True,
        "inLanguage": app.config.language,
        "url": site_address.page_address(app, page),
        "isPartOf": {"@type": "Book", "name": app.config.project, "url": site_address.base(app.config)},
        "temporalCoverage": temporal_coverage(app),
        "distribution": [
            *downloads,
            download(f"{folder}/datapackage.json", "Descriptor of the data package", "application/json", package["licenses"]),
        ],
    }
    return without_empty(about)


def download(address: str, name: str, kind: str, licenses: list[dict[str, str]]) -> dict[str, Any]:
    """One file of the data set as a schema.org `DataDownload`, under its own licenses: the address of each or, where it has none, its name."""
    return {
        "@type": "DataDownload",
        "name": name,
        "encodingFormat": kind,
        "contentUrl": address,
        "license": [each.get("path", each.get("title", each["name"])) for each in licenses],
    }


def temporal_coverage(app: Sphinx) -> str:
    """From the first event to the check date; the latter alone where the package has no events."""
    first = min((row["date"] for row in data_files.rows(Path(app.confdir) / "data", "events")), default="")
    return f"{first}/{site_address.checked(app)}".lstrip("/")


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """The same without what is not known: an address that the site does not have."""
    return {name: without_empty(value) if isinstance(value, dict) else value for name, value in values.items() if value != ""}


def card_address(app: Sphinx, page: str) -> str:
    root = site_address.base(app.config)
    return f"{root}/{CARDS}/{page}.png" if root else ""


def json_ld(values: dict[str, Any]) -> str:
    text = json.dumps(values, ensure_ascii=False).replace("<", "\\u003c")  # no text can end the element
    return f'<script type="application/ld+json">{text}</script>'


def describe(app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    if doctree is None:
        context["metatags"] = context.get("metatags", "") + '<meta name="robots" content="noindex">'
    if doctree is None or not paragraphs(doctree):
        return
    title, text = app.env.titles[page].astext(), description(doctree)
    card = card_address(app, page)
    properties = {
        "og:type": "website" if page == app.config.root_doc else "article",
        "og:site_name": app.config.project,
        "og:title": title,
        "og:description": text,
        "og:url": site_address.page_address(app, page),
        "og:image": card,
        "og:image:width": str(CARD_SIZE[0]) if card else "",
        "og:image:height": str(CARD_SIZE[1]) if card else "",
        "og:image:alt": f"{finding(doctree)} {'With a chart.' if card_chart(doctree) else ''}".strip() if card else "",
    }
    named = {"description": text, "twitter:card": "summary_large_image" if card else "summary"}
    tags = [f'<meta name="{name}" content="{html.escape(value)}">' for name, value in named.items()]
    tags += [f'<meta property="{name}" content="{html.escape(value)}">' for name, value in properties.items() if value]
    tags.append(json_ld(article(app, page, title, text)))
    if page == CATALOGUE:
        tags.append(json_ld(dataset(app, page)))
    context["metatags"] = internals.without_viewport(context.get("metatags", "")) + "\n".join(tags)


def card_chart(doctree: nodes.document) -> tuple[Data, str] | None:
    """The first chart of a page whose letters can be read on a card, and which of its drawings is for the card; none where there is none."""
    for data in charts.exhibits(doctree).values():
        for drawing, (width, height) in ROOM.items():
            wide, high = size(data[drawing])
            scale = width / wide
            if scale * SMALLEST[drawing] >= LEGIBLE and scale * high <= height:
                return data, drawing
    return None


def card(book: str, finding: str, foot: str, chart: tuple[str, str] | None = None) -> bytes:
    """The card of a page as PNG: the book, its finding, the check date; the drawing stands beside the finding (``narrow``) or below it."""
    (width, height), margin = CARD_SIZE, 44
    beside = chart is not None and chart[1] == "narrow"
    room = width - 2 * margin - (ROOM["narrow"][0] + margin if beside else 0)
    most = 8 if chart is None or beside else 2  # lines
    fits = (letters for letters in (48, 44, 40, 36, 32) if len(composed.lines(finding, letters, room, bold=True)) <= most)
    letters = next(fits, 28)
    said = composed.lines(finding, letters, room, bold=True)
    texts = composed.block([book], margin, 36, 24, MUTED) + composed.block(said, margin, 80, letters, bold=True)
    texts += composed.block([foot], margin, height - 50, 22, MUTED)
    parts = [f'<rect width="{width}" height="10" fill="{BLUE}"/>']
    if chart:
        across, high = ROOM[chart[1]]
        parts.append(composed.inset(chart[0], width - margin - across, margin if beside else height - 66 - high, across)[0])
    svg = composed.whole(texts, parts, width, height, finding)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, dpi=72, skip_system_fonts=True))


def write_cards(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html" or not site_address.base(app.config):
        return
    from bilateral import words
    from bilateral.tables.dates import earliest

    folder = Path(app.outdir) / CARDS
    folder.mkdir(exist_ok=True)
    for page in sorted(app.env.found_docs):
        doctree = app.env.get_doctree(page)
        chart = card_chart(doctree)
        foot = f"{app.config.project} · Facts checked through {words.day(earliest(site_address.checked(app)))}"
        said = chart[0]["title"] if chart else finding(doctree)
        drawn = (chart[0][chart[1]], chart[1]) if chart else None
        (folder / f"{page}.png").write_bytes(card(app.env.titles[page].astext(), said, foot, drawn))


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_cards)
