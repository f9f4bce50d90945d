"""Make the whole book one PDF: `python tools/pdf.py` writes `_build/pdf/<name of the data package>.pdf` from the built pages,
and beside it each page that is made for one printed side, such as `_build/pdf/brief.pdf`.

The pages are joined in the order of the table of contents, links between them become links within the document, those to files of the site
lead to its address where `_config.yml` has one, and Chromium prints it:
charts as vectors, bookmarks from the headings, tags for screen readers. The file bears the check date, never the clock's. Two runs on one
machine give the same bytes; another Chromium, or other fonts, give others.
"""

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import chromium
import pikepdf
import yaml
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
HTML, OUT = ROOT / "_build" / "html", ROOT / "_build" / "pdf"
DROPPED = (
    "script, noscript, form, source, .doors img, .headerlink, .cell_input, .exhibit-data, .data-view, .exhibit-foot, .next-chapter, "
    ".ledger-controls, .text_html > p:has(> a[download])"
)
ABOUT_THE_SITE = ("run", "cite", "timeline", "on-this-day")  # sections that a document has no use for; pages of these names stay whole
CATALOGUE = "data"  # a page of that name, and on other pages the section that lists their tables
SHEET = ".one-sheet"  # what marks a page made for one printed side
TALL = 1.5  # a picture so many times as high as wide does not fit a page of A4 legibly
# As the book's charts write them: a tile of lines, and a shape filled with it, its outline in steps from point to point.
PATTERN = re.compile(r'<pattern [^>]* width="([\d.]+)"[^>]* id="(\w+)">(.*?)</pattern>', re.DOTALL)
HATCHED = re.compile(r'<path d="([^"]*)"((?: clip-path="[^"]*")?) style="[^"]*fill:url\(#(\w+)\)[^"]*"/>')
STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")
TAG = re.compile(rb"\(node\d{8}\)")
STYLE = """
@page { size: A4; margin: 16mm 18mm 20mm; @bottom-center { content: counter(page); font: 9pt sans-serif; } }
@page :first { @bottom-center { content: none; } }
@page unfolded { size: A3; }
html, body { background: #fff; }
html[data-theme] { --pst-font-family-base: "Liberation Sans", Arial, Helvetica, sans-serif; --pst-font-family-heading: var(--pst-font-family-base); }
.page[class] :is(p, li, figcaption) a[href^="http"]::after { content: none; } /* the links work; the bibliography writes them out */
.page[id^="bibliography"] li p a[href^="http"]::after { content: " (" attr(href) ")"; }
section.page { break-before: page; }
section.page[id^="bibliography-"] { break-before: auto; } /* parts of one list */
section.page > h1 { margin-top: 0; }
.title-page { padding-top: 60mm; }
.exhibit img { max-width: 100%; }
html[data-theme] .page :is(.unfolded, :has(+ .unfolded)) { margin-inline: auto; page: unfolded; width: 200mm; } /* with its heading */
html[data-theme] .unfolded .exhibit img { max-height: 330mm; }
.chronology ol { list-style: none; padding: 0; }
.page section[id$="--data"] > ul { columns: 2; font-size: 0.85em; }
.contents { break-before: page; }
.contents li { line-height: 1.9; list-style: none; }
.contents a { color: inherit; display: flex; justify-content: space-between; }
"""


def order(entry: dict[str, Any]) -> list[str]:
    """The pages of the table of contents, from its first to its last."""
    own = [str(entry[key]) for key in ("root", "file") if key in entry]
    return own + [page for key in ("parts", "chapters", "sections") for child in entry.get(key, []) for page in order(child)]


def anchor(page: str, name: str = "") -> str:
    return f"{page}--{name}" if name else page


def corners(outline: str) -> Iterator[tuple[float, float]]:
    """The points of an outline of straight lines."""
    x = y = 0.0
    for kind, text in STEP.findall(outline):
        numbers = [float(number) for number in NUMBER.findall(text)]
        rights = [0.0] * len(numbers) if kind == "v" else numbers if kind == "h" else numbers[::2]
        downs = [0.0] * len(numbers) if kind == "h" else numbers if kind == "v" else numbers[1::2]
        for right, down in zip(rights, downs, strict=True):
            x, y = (right, down) if kind == "M" else (x + right, y + down)
            yield x, y


def drawing(address: str) -> str:
    """The address of a picture as the document has it: of a chart a copy whose hatching is lines, as Chromium prints a pattern as pixels."""
    if not address.endswith(".svg"):
        return f"../html/{address}"
    svg = (HTML / address).read_text(encoding="utf-8")
    tiles = {match[2]: (float(match[1]), match[3]) for match in PATTERN.finditer(svg)}
    numbers = count()

    def lines(match: re.Match[str]) -> str:
        side, tile = tiles[match[3]]
        across, down = (range(int(min(each) // side), int(max(each) // side) + 1) for each in zip(*corners(match[1]), strict=True))
        name = f"hatched{next(numbers)}"
        copies = "".join(f'<g transform="translate({x * side} {y * side})">{tile}</g>' for x in across for y in down)
        shape = match[0].replace(f"url(#{match[3]})", "none")
        return f'<clipPath id="{name}"><path d="{match[1]}"/></clipPath><g{match[2]}><g clip-path="url(#{name})">{copies}</g></g>{shape}'

    path = OUT / address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HATCHED.sub(lines, svg), encoding="utf-8")
    return address


def part(page: str, pages: list[str], base: str) -> Tag:
    """One page as a section whose ids and links hold within the joined document; other links lead to the site at ``base``, if it has one."""
    soup = BeautifulSoup((HTML / f"{page}.html").read_bytes(), "html.parser")
    article = soup.select_one("article.bd-article")
    if article is None:
        raise SystemExit(f"{page}.html has no article: run `make book` again")
    for place in article.select(".chronology"):
        later = (HTML / "_static" / "explore-list.js").read_text(encoding="utf-8")
        place.clear()  # what a reader's browser does when it fetches the list
        place.append(BeautifulSoup(json.loads(later.partition(" = ")[2].removesuffix(";\n")), "html.parser"))
    for element in article.select(DROPPED):
        element.decompose()
    for name in ABOUT_THE_SITE if page not in ABOUT_THE_SITE else ():
        for section in article.select(f"section#{name}"):
            section.decompose()
    if page != CATALOGUE:
        for offer in article.select(f"section#{CATALOGUE} > p"):
            offer.decompose()  # what the site has beside each chart
    cited = {link["href"] for link in article.select("a.footnote-reference")}
    for note in article.select("aside.footnote"):
        if f"#{note['id']}" not in cited:
            note.decompose()
    for figure in article.select("figure"):
        figure.name = "div"  # which is read aloud by the text of its picture alone
    if page.startswith("bibliography-"):
        for heading in article.select("h2"):
            heading.decompose()  # it says the title again
    for details in article.select("details"):
        details["open"] = ""
    for element in article.select("[id]"):
        element["id"] = anchor(page, str(element["id"]))
    for image in article.select("img"):
        image["src"] = drawing(str(image["src"]))
        del image["loading"]
        cell = image.find_parent(class_="cell")
        if cell and float(str(image["height"])) > TALL * float(str(image["width"])):
            cell["class"] = "cell unfolded"
    for link in article.select("a[href]"):
        parts = urlsplit(str(link["href"]))
        target = parts.path.removesuffix(".html") or page
        if parts.scheme in ("http", "https", "mailto"):
            continue
        if target in pages and not parts.scheme:
            link["href"] = "#" + quote(anchor(target, parts.fragment))
        elif base:
            link["href"] = urljoin(f"{base}/", str(link["href"]))
        else:
            link.unwrap()  # a file of the site, which has no address yet
    section = soup.new_tag("section", attrs={"class": "page bd-article", "id": anchor(page)})
    section.extend(list(article.contents))
    return section


def document(title: str, body: str) -> str:
    """HTML with the styles of the site, and those of the document over them."""
    return (
        f'<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="stylesheet" href="../html/_static/bundle.css"><style>{STYLE}</style></head><body>{body}</body></html>'
    )


def joined(pages: list[str], config: dict[str, Any], package: dict[str, Any]) -> str:
    """The book as one HTML document."""
    base = str(config["html"]["baseurl"]).rstrip("/")
    checked = date.fromisoformat(package["facts_checked_through"])
    parts = [part(page, pages, base) for page in pages]
    titles = [section.h1.get_text() if section.h1 else page for page, section in zip(pages, parts, strict=True)]
    contents = "".join(f'<li><a href="#{page}">{title} <span></span></a></li>' for page, title in zip(pages, titles, strict=True))
    body = "".join(map(str, parts))
    address = f'<p><a href="{base}/">{base}</a></p>' if base else ""
    return document(
        config["title"],
        f'<div class="title-page"><p class="book-title" style="font-size:30pt;font-weight:700">{config["title"]}</p>'
        f"<p>{package['title']}</p><p>{config['author']}, {config['copyright']}</p><p>Facts checked through {checked:%B} {checked.day}, "
        f"{checked.year}. Text and charts: CC BY 4.0.</p>{address}</div>"
        f'<div class="contents"><p style="font-size:16pt;font-weight:700">Contents</p><ol>{contents}</ol></div>{body}',
    )


def sheet(page: str, config: dict[str, Any]) -> str:
    """A page made for one printed side as a document of its own, which leaves its sources to the site."""
    base = str(config["html"]["baseurl"]).rstrip("/")
    article = part(page, [page], base)
    article.name = "article"  # a section would begin another printed page
    for element in article.select('section[id$="--sources"], section[id$="--data"], .footnote-reference'):
        element.decompose()
    heading = article.h1.get_text() if article.h1 else page
    imprint = f"<p><small>{config['title']} {config['author']}, {config['copyright']}. CC BY 4.0. {base}</small></p>"
    return document(heading, f"{article}{imprint}")


def printed(document: Path) -> bytes:
    with sync_playwright() as playwright:
        browser = chromium.opened(playwright)
        if browser is None:
            raise SystemExit(chromium.ABSENT)
        page = browser.new_page()
        page.goto(document.as_uri(), wait_until="load")
        draw = partial(page.pdf, outline=True, tagged=True, prefer_css_page_size=True, print_background=True)
        numbers = "numbers => document.querySelectorAll('.contents span').forEach((each, place) => each.textContent = numbers[place])"
        page.evaluate(numbers, first_pages(draw()))
        content = draw()
        browser.close()
    return content


def first_pages(content: bytes) -> list[int]:
    """On which page each chapter begins, from 1."""
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        return [pikepdf.Page(mark.destination[0]).index + 1 for mark in outline.root]


def renumbered(content: bytes) -> bytes:
    """The document with the cells of its tables named from 1 on, where Chromium goes on from a number that is another in each run."""
    names = {name: b"(node%08d)" % place for place, name in enumerate(sorted(set(TAG.findall(content))), start=1)}
    return TAG.sub(lambda match: names[match[0]], content)


def finish(content: bytes, headings: list[str], author: str, checked: str, path: Path) -> None:
    """Write the PDF with the check date in place of the clock's, and bookmarks as the headings read."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.trailer["/Info"]
        with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
            about["dc:title"] = headings[0]
            about["dc:creator"] = [author]
            about["dc:language"] = {"en"}
            about["xmp:CreateDate"] = f"{checked}T00:00:00Z"
        pdf.Root.Lang = pikepdf.String("en")
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with pdf.open_outline() as outline:  # Chromium repeats the words of a heading that it moved to the next page
            marks = list(in_order(outline.root))
            for mark, heading in zip(marks, headings[1:], strict=True):
                mark.title = heading
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def in_order(marks: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for mark in marks:
        yield mark
        yield from in_order(mark.children)


def write(text: str, name: str, author: str, checked: str) -> None:
    """Print the text of a document into ``name``.pdf."""
    source, path = OUT / f"{name}.html", OUT / f"{name}.pdf"
    source.write_text(text, encoding="utf-8")
    soup = BeautifulSoup(text, "html.parser")
    headings = [" ".join(heading.get_text().split()) for heading in soup.select("title, h1, h2, h3, h4, h5, h6")]
    finish(renumbered(printed(source)), headings, author, checked, path)
    print(f"Open {os.fspath(path)}")


def main() -> None:
    if not (HTML / "index.html").is_file():
        sys.exit(f"There is no book in {HTML}: run `make book`.")
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    pages = order(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
    OUT.mkdir(parents=True, exist_ok=True)
    write(joined(pages, config, package), package["name"], config["author"], package["facts_checked_through"])
    for page in pages:
        if BeautifulSoup((HTML / f"{page}.html").read_bytes(), "html.parser").select_one(SHEET):
            write(sheet(page, config), page, config["author"], package["facts_checked_through"])


if __name__ == "__main__":
    main()
