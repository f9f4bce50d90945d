"""Set each page in the order of a newspaper's: kicker, title, answer, byline, picture; the story; the next chapter, then folds.

The author writes the title, the answer in bold, the story, and at the end the sections that are folded: sources, data, run, cite. The rest is
done here: the first chart that fits comes before the story, a cell leaves in the text what it shows, its code goes into the fold *Run*,
and each chart keeps the way to its own. The notebooks, which are made of the page's source, keep every cell where it is.
"""

import html
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from bilateral import tables, words
from bilateral.notebook.rendering import exhibit
from bilateral.tables.dates import earliest
from book import internals
from book.content import charts
from book.site import described_pages, site_address

FOLDED = {"sources", "data", "run", "cite"}  # the last sections of a page, by id
WORDS_A_MINUTE = 230
ACTS = {  # of pages without a chart, for a small picture: which events, in a row for each value of which column
    "explore": ("date >= '2020-01-01'", "category"),
    "travel-and-visas": ("category == 'consular' and date >= '2017-01-01'", "actor"),
}


class doors(nodes.General, nodes.Element):  # type: ignore[misc]
    """The place of the ways to all pages of some parts of the book."""


class Doors(SphinxDirective):
    """A way to each page of the parts that it names, a caption a line, with what the page found."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        if missing := [part for part in self.content if not internals.pages_of_part(self.env.app, part)]:
            raise self.error(f"no part of the book is called {', '.join(missing)}")
        return [doors(parts=list(self.content))]


def raw(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def whole_page(doctree: nodes.document) -> nodes.section | None:
    """The section that holds a page under its title."""
    return next((child for child in doctree.children if isinstance(child, nodes.section)), None)


def minutes(doctree: nodes.document) -> str:
    """How long a page takes to read."""
    text = " ".join(paragraph.astext() for paragraph in doctree.findall(nodes.paragraph))
    return words.counted(max(round(len(text.split()) / WORDS_A_MINUTE), 1), "minute").replace(" ", "\u00a0")


def set_head(app: Sphinx, doctree: nodes.document, page: nodes.section, name: str) -> None:
    """Set the part over the title; after the answer the byline and the page's picture."""
    own = next((child for child in page.children if "kicker" in child["classes"]), None)
    answer = described_pages.bold_answer(doctree)
    place = 1
    if answer is not None and answer.parent is page:
        answer["classes"].append("standfirst")
        day = words.day(earliest(site_address.checked(app)))
        byline = f"By {app.config.author} · Facts checked through {day} · {minutes(doctree)}"
        place = page.index(answer) + 1
        page.insert(place, raw(f'<p class="byline">{html.escape(byline)}</p>'))
        place += 1
        if picture := described_pages.picture(doctree):
            picture["first"] = True
            cell = cell_of(picture)
            cell.parent.remove(cell)
            page.insert(place, cell)
    if own is not None:
        page.remove(own)
        page.insert(0, own)
    elif part := internals.part_of_book(app, name):
        page.insert(0, raw(f'<p class="kicker">{html.escape(part)}</p>'))


def cell_of(node: nodes.Element) -> nodes.Element:
    """The cell that shows a node."""
    while not internals.is_cell(node):
        node = node.parent
    return node


def last_sections(page: nodes.section) -> dict[str, nodes.section]:
    """The sections to fold, by their ids: those that end the page, the first one last."""
    found: dict[str, nodes.section] = {}
    for section in reversed([child for child in page.children if isinstance(child, nodes.section)]):
        if not (names := FOLDED.intersection(section["ids"])):
            break
        found[names.pop()] = section
    return found


def take_code(doctree: nodes.document) -> list[nodes.Element]:
    """Take the code of all cells out of the page, and cells that show nothing with it; a chart learns where its code will stand."""
    taken = []
    for cell in list(doctree.findall(internals.is_cell)):
        for code in internals.of_cell(cell, "source"):
            for block in code.findall(nodes.literal_block):
                block["language"] = "none"  # colors would weigh more than the code
            for chart in cell.findall(exhibit):
                chart["code"] = f"code-{chart['data']['id']}"
                code["ids"].append(chart["code"])
            taken.append(code)
        if output := internals.of_cell(cell, "output"):
            cell.children = output
        else:
            cell.parent.remove(cell)
    return taken


def fold(section: nodes.Element) -> None:
    """Fold a section under its title."""
    section.insert(0, raw('<details class="fold"><summary>'))
    section.insert(2, raw("</summary>"))
    section.append(raw("</details>"))


def door(app: Sphinx, page: str, follows: str, pictured: bool = False) -> str:
    """The way from a page to another, with what that found and, if it is ``pictured``, a small picture of its first chart or of its events."""
    doctree = app.env.get_doctree(follows)
    title, finding = app.env.titles[follows].astext(), described_pages.finding(doctree)
    drawing = drawing_of(app, follows, doctree) if pictured else ""
    picture = charts.small(drawing) if drawing else ""
    return f'<a href="{app.builder.get_relative_uri(page, follows)}">{picture}<b>{html.escape(title)}</b> {html.escape(finding)}</a>'


def drawing_of(app: Sphinx, page: str, doctree: nodes.document) -> str:
    """The first chart of a page, as SVG, or its events where it has no chart; empty where it has neither."""
    if found := charts.exhibits(doctree):
        return str(next(iter(found.values()))["svg"])
    if page not in ACTS:
        return ""
    which, by = ACTS[page]
    loaded = tables.load(Path(app.confdir) / "data")
    return charts.timeline(loaded.events.query(which), by, (loaded.categories if by == "category" else loaded.actors)["id"])


def next_chapter(app: Sphinx, name: str) -> nodes.raw | None:
    """The way to the next page, with its finding; none at the end of the book."""
    follows = internals.page_after(app.builder, name)
    if not follows:
        return None
    return raw(f'<nav class="next-chapter" aria-label="Next chapter"><p class="kicker">Next</p>{door(app, name, follows)}</nav>')


def order(app: Sphinx, doctree: nodes.document, name: str) -> None:
    page = whole_page(doctree)
    if app.builder.format != "html" or page is None:
        return
    code, sections = take_code(doctree), last_sections(page)
    if "run" in sections:
        sections["run"].extend(code)
    for section in sections.values():
        fold(section)
    for place in list(doctree.findall(doors)):
        ways = [door(app, name, page, pictured=True) for part in place["parts"] for page in internals.pages_of_part(app, part)]
        place.replace_self(raw(f'<ul class="doors">{"".join(f"<li>{way}</li>" for way in ways)}</ul>'))
    if follows := next_chapter(app, name):
        page.insert(min(map(page.index, sections.values()), default=len(page)), follows)
    set_head(app, doctree, page, name)


def setup(app: Sphinx) -> None:
    app.add_directive("doors", Doors)
    app.connect("doctree-resolved", order)
