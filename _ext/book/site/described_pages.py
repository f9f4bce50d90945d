"""Say in each page's head what it is, for search engines and for those who share it: description, OpenGraph, schema.org.

The description is the page's answer, the bold paragraph under its title. Where the site has an address, a card with the page's title
and first chart, or its answer in a sentence, stands beside it (`cards/<page>.png`). What is made of the book, such as the rows of a table,
is not for search engines.
"""

import html
import io
import json
import re
import textwrap
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from bilateral.web.exhibit import size
from book import internals
from book.content import charts, data_files
from book.site import site_address

CARDS = "cards"
CARD_SIZE = (1200, 630)
CARD_DPI = 100
TALLEST = 1.1  # a chart so many times as high as wide can be read on a card
LONGEST = 300  # letters of a description
SENTENCE = re.compile(r".*?(?<![. ][A-Z])[.?!](?=\s|$)", re.DOTALL)  # "U.S." and an initial end none
CATALOGUE = "data"  # the page about the data set
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def paragraphs(doctree: nodes.document) -> list[nodes.paragraph]:
    return [found for found in doctree.findall(nodes.paragraph) if isinstance(found.parent, nodes.section)]


def answer(doctree: nodes.document) -> str:
    """The page's answer in one line: its first bold paragraph, else its first paragraph."""
    found = paragraphs(doctree)
    bold = [each for each in found if any(len(strong.astext()) > len(each.astext()) / 2 for strong in each.findall(nodes.strong))]
    return " ".join(" ".join(each.astext() for each in bold[:1] or found[:1]).split())


def description(doctree: nodes.document) -> str:
    """The page's answer, shortened at a word."""
    return textwrap.shorten(answer(doctree), LONGEST, placeholder=" …")


def first_sentence(text: str) -> str:
    """The first sentence of a text; all of it where none ends."""
    found = SENTENCE.match(text)
    return found[0] if found else text


def chart_for_card(doctree: nodes.document) -> str:
    """The page's first chart that can be read on a card, as SVG; empty where there is none."""
    for data in charts.exhibits(doctree).values():
        wide, high = size(data["svg"])
        if high <= TALLEST * wide:
            return str(data["svg"])
    return ""


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
    beside = "one of its charts" if chart_for_card(doctree) else "its answer in a sentence"
    properties = {
        "og:type": "website" if page == app.config.root_doc else "article",
        "og:site_name": app.config.project,
        "og:title": title,
        "og:description": text,
        "og:url": site_address.page_address(app, page),
        "og:image": card,
        "og:image:width": str(CARD_SIZE[0]) if card else "",
        "og:image:height": str(CARD_SIZE[1]) if card else "",
        "og:image:alt": f"The title of the page, {title}, and {beside}" if card else "",
    }
    named = {"description": text, "twitter:card": "summary_large_image" if card else "summary"}
    tags = [f'<meta name="{name}" content="{html.escape(value)}">' for name, value in named.items()]
    tags += [f'<meta property="{name}" content="{html.escape(value)}">' for name, value in properties.items() if value]
    tags.append(json_ld(article(app, page, title, text)))
    if page == CATALOGUE:
        tags.append(json_ld(dataset(app, page)))
    context["metatags"] = internals.without_viewport(context.get("metatags", "")) + "\n".join(tags)


def card(book: str, title: str, foot: str, chart: bytes | None, sentence: str = "") -> bytes:
    """The card of a page as PNG: the book, the page's title, the check date; beside them a chart or, without one, below them a sentence."""
    from matplotlib.figure import Figure
    from matplotlib.image import imread

    from bilateral.draw.palette import BLUE, INK, MUTED, style

    width, height = CARD_SIZE
    with style():
        figure = Figure(figsize=(width / CARD_DPI, height / CARD_DPI), dpi=CARD_DPI, facecolor="white")
        figure.add_artist(bar := _bar(BLUE))
        bar.set_transform(figure.transFigure)
        lines = textwrap.wrap(title, 17 if chart else 34)
        figure.text(0.04, 0.92, "\n".join(textwrap.wrap(book, 36)), fontsize=15, color=MUTED, va="top")
        figure.text(0.04, 0.8, "\n".join(lines), fontsize=30 if len(lines) < 7 else 24, color=INK, va="top", fontweight="bold", linespacing=1.15)
        figure.text(0.04, 0.06, foot, fontsize=14, color=MUTED, va="bottom")
        if chart:
            axes = figure.add_axes((0.42, 0.05, 0.56, 0.9))
            axes.imshow(imread(io.BytesIO(chart)), interpolation="lanczos", aspect="equal")
            axes.set_axis_off()
        else:
            text = "\n".join(textwrap.wrap(sentence, 72, max_lines=5, placeholder=" …"))
            figure.text(0.04, 0.74 - 0.09 * len(lines), text, fontsize=20, color=INK, va="top", linespacing=1.35)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=CARD_DPI, metadata={"Software": None}, facecolor="white")
    return buffer.getvalue()


def _bar(color: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((0, 0), 0.015, 1, color=color)


def write_cards(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html" or not site_address.base(app.config):
        return
    from bilateral import words
    from bilateral.tables.dates import earliest

    folder = Path(app.outdir) / CARDS
    folder.mkdir(exist_ok=True)
    for page in sorted(app.env.found_docs):
        doctree = app.env.get_doctree(page)
        chart = chart_for_card(doctree)
        foot = f"Facts checked through\n{words.day(earliest(site_address.checked(app)))}"
        picture = charts.png(chart) if chart else None
        above = site_address.package(Path(app.confdir))["title"] if page == app.config.root_doc else app.config.project  # not the title twice
        (folder / f"{page}.png").write_bytes(card(above, app.env.titles[page].astext(), foot, picture, first_sentence(answer(doctree))))


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_cards)
