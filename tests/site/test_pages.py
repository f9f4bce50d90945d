"""The built pages as text: what each must hold, and what none may."""

import html
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import article_text
import built
import pytest
from bs4 import Tag
from PIL import Image

from bilateral import words
from bilateral.measures import status
from bilateral.tables import Tables

PAGES = built.pages()
EXHIBITS = built.exhibit_ids()
REFERENCE = {"run-it-yourself", "data", "cite", "corrections", "glossary", "numbers"} | {
    page for page in PAGES if page.startswith("bibliography")
}  # looked up, not read: what they must hold is in test_reference_pages.py
FEWEST_EXHIBITS = {  # every other page: one
    "a-history-of-fractured-engagement": 3,
    "brief": 0,
    "explore": 0,
    "methods": 0,
    "people-and-documents": 0,
    "travel-and-visas": 0,
}
FEWEST_SOURCES = 5
SHORTEST_ALT = 41
LAST_SECTIONS = ["Sources", "Data", "Run", "Cite"]
SPECIAL_PAGES = ("search",)  # made by Sphinx; pages link to it
LEFT_OVER = re.compile(
    r"\bglue\b|\{[a-z][a-z:-]*\}|\]\([^)\s]+\)|\[\^|\bnan\b|\bNaN\b|\bNaT\b|<NA>|\bdtype\b|<[a-z.]+ object at|\*\*|``|Traceback",
)

STORIES = [page for page in PAGES if page not in REFERENCE]

every_story = pytest.mark.parametrize("page", STORIES)
every_exhibit = pytest.mark.parametrize(("page", "exhibit"), EXHIBITS)


def at_fault(pages: Iterable[str], faults: Callable[[str], object]) -> dict[str, object]:
    """The pages that have faults, and which."""
    return {page: found for page in pages if (found := faults(page))}


def test_every_page_is_built() -> None:
    missing = [page for page in PAGES if not (built.HTML / f"{page}.html").is_file()]
    assert not missing, f"not in {built.HTML}: {missing}; run `make book`"


def test_no_other_page_is_built() -> None:
    made = {path.stem for path in built.HTML.glob("*.html") if not path.stem.startswith(("rows-", "numbers-"))}  # made of the tables
    assert made == {*PAGES, *SPECIAL_PAGES, "404"}


def test_page_has_one_title() -> None:
    assert [page for page in PAGES if len(built.article(page).select("h1")) != 1] == []


@every_story
def test_page_ends_with_its_sources_data_run_and_cite(page: str) -> None:
    headings = built.article(page).select("h2")
    assert [built.text(heading).removesuffix("#") for heading in headings][-4:] == LAST_SECTIONS
    for heading in headings[-4:]:
        fold = heading.find_parent("details")
        assert fold is not None, f"{built.text(heading)} is not folded"
        assert len(built.text(fold)) > len(built.text(heading)), f"nothing under {built.text(heading)}"


def test_page_has_exhibits() -> None:
    assert [page for page in STORIES if len(built.exhibits(page)) < FEWEST_EXHIBITS.get(page, 1)] == []


@every_story
def test_page_has_a_notebook_to_run(page: str) -> None:
    run = built.one(built.article(page), "section#run")
    addresses = [built.attribute(link, "href") for link in run.select("a.download") if built.attribute(link, "href").endswith(".ipynb")]
    assert [Path(address).name for address in addresses] == [f"{page}.ipynb"]
    notebook = json.loads((built.HTML / addresses[0]).read_text(encoding="utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert any(cell["cell_type"] == "code" for cell in notebook["cells"])


@every_story
def test_page_cites_enough_sources_and_each_can_be_opened(page: str) -> None:
    notes = built.article(page).select("section#sources aside.footnote")
    folded = {built.attribute(link, "href") for link in built.article(page).select("dd details a[href^=http]")}
    assert len({built.attribute(note, "id") for note in notes} | folded) >= FEWEST_SOURCES
    for note in notes:
        assert note.select("a[href^=http]"), f"no address: {built.text(note)}"
        assert note.select("[role=doc-backlink]"), f"cited nowhere: {built.text(note)}"


def test_every_footnote_number_leads_to_a_source() -> None:
    def unmatched(page: str) -> set[str]:
        article = built.article(page)
        notes = {f"#{built.attribute(note, 'id')}" for note in article.select("aside.footnote")}
        return notes ^ {built.attribute(reference, "href") for reference in article.select("a.footnote-reference")}

    assert at_fault(PAGES, unmatched) == {}


def test_images_say_what_they_show() -> None:
    def short(page: str) -> list[str]:
        images = built.article(page).select("img:not(.doors img)")  # beside a page's name and finding one says nothing more
        return [alt for image in images if len(alt := built.attribute(image, "alt")) < SHORTEST_ALT]

    assert at_fault(PAGES, short) == {}, f"alternative texts of fewer than {SHORTEST_ALT} characters"


def test_every_door_has_a_picture() -> None:
    doors = built.article("index").select(".doors a")
    assert doors
    assert [built.text(door) for door in doors if not door.select("img")] == []


def test_ids_are_unique() -> None:
    assert at_fault(PAGES, lambda page: [each for each, count in built.ids(page).items() if count > 1]) == {}


@every_exhibit
def test_exhibit_has_a_title_a_caption_and_a_check_date(page: str, exhibit: str, tables: Tables) -> None:
    figure = built.exhibit(page, exhibit)
    assert exhibit
    assert len(built.text(built.one(figure, ".exhibit-title"))) > 10
    assert len(built.text(built.one(figure, ".exhibit-subtitle"))) > 10
    caption = built.one(figure, "figcaption")
    assert "Sources: " in built.text(caption)
    assert [link for link in caption.select("a[href^=http]") if built.text(link)], "no source that can be opened"
    date = re.search(r"(?:Checked through|Data to) (\w+ \d+, \d{4})\.", built.text(caption))
    assert date, built.text(caption)
    assert len(re.findall("Checked through|Data to", built.text(caption.select("p")[0]))) == 1
    ends = {words.day(tables.checked_through(resource["name"])) for resource in tables.descriptor["resources"]}
    assert date[1] in ends


@every_exhibit
def test_exhibit_has_a_picture_for_each_width(page: str, exhibit: str) -> None:
    picture = built.one(built.exhibit(page, exhibit), "picture")
    drawings = []
    for element, name, ending in (("source", "srcset", "-narrow.svg"), ("img", "src", ".svg")):
        shown = built.one(picture, element)
        file = built.exhibit_file(page, exhibit, ending)
        assert built.HTML / built.attribute(shown, name) == file
        drawings.append(file.read_text(encoding="utf-8"))
        assert drawings[-1].startswith("<svg")
        kept = [int(built.attribute(shown, side)) for side in ("width", "height")]
        drawn = [float(side) * 96 / 72 for side in re.findall(r'(?:width|height)="([\d.]+)pt"', drawings[-1])]
        assert kept == pytest.approx(drawn, abs=1), "the page jumps when the chart comes"
    assert drawings[0] != drawings[1]
    begins = built.exhibit(page, exhibit) is built.exhibits(page)[0]  # the one that may be in sight at once
    assert built.attribute(built.one(picture, "img"), "loading") in ("lazy", "eager")[: 1 + begins]


@every_exhibit
def test_exhibit_can_be_taken_away(page: str, exhibit: str) -> None:
    figure = built.exhibit(page, exhibit)
    links = {built.attribute(link, "download"): built.HTML / built.attribute(link, "href") for link in figure.select("a.exhibit-download")}
    files = {".csv": ".csv", ".svg": "-whole.svg", ".png": ".png"}
    assert links == {f"{exhibit}{ending}": built.exhibit_file(page, exhibit, file) for ending, file in files.items()}
    whole = links[f"{exhibit}.svg"].read_text(encoding="utf-8")
    boxes = [tuple(map(float, sides)) for sides in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', whole)]
    assert boxes[0][0] > boxes[1][0] and boxes[0][1] > boxes[1][1] + 60, "no paper, title and sources around the drawing"
    title = built.text(built.one(figure, ".exhibit-title"))
    (said,) = re.findall(r"<title>(.*?)</title>", whole)
    assert " ".join(html.unescape(said).split()) == title
    with Image.open(links[f"{exhibit}.png"]) as picture:
        assert picture.size == pytest.approx([2 * side * 96 / 72 for side in boxes[0]], abs=2)
        assert len(picture.convert("RGB").getcolors(1 << 24)) > 10, "an empty picture"
    cited = built.text(built.one(figure, ".exhibit-cite p"))
    assert f"“{title}”" in cited
    assert re.search(r"\w+ \(\d{4}\)\. .* (?:Facts checked through|Data to) \w+ \d+, \d{4}\.", cited)


CUT = {  # charts that once were, by page: their addresses lead to what says the same now
    "a-visit-laden-with-symbolism": ["days-since-visit"],
    "a-history-of-fractured-engagement": ["vote-to-measure"],
    "strategic-calculations-and-realpolitik": ["corridor-since-sanctions", "un-agreement", "ideal-points", "trade", "aid", "electoral-democracy"],
    "how-unusual-is-minsk": ["survival-of-gaps"],
    "what-followed": ["channel"],
    "sanctions-and-relief": ["milestones"],
}


@pytest.mark.parametrize(("page", "names"), CUT.items(), ids=list(CUT))
def test_the_address_of_a_chart_that_was_cut_leads_to_its_section(page: str, names: list[str]) -> None:
    source = (built.HTML / f"{page}.html").read_text(encoding="utf-8")
    assert [name for name in names if f'id="{name}"' not in source] == []


def test_no_chart_is_left_over() -> None:
    shown = {
        built.exhibit_file(*exhibit, ending) for exhibit in built.exhibit_ids() for ending in (".csv", ".svg", ".png", "-narrow.svg", "-whole.svg")
    }
    assert set((built.HTML / "charts").glob("*/*")) == shown


@every_exhibit
def test_exhibits_csv_is_the_table_under_it(page: str, exhibit: str) -> None:
    figure = built.exhibit(page, exhibit)
    rows = built.table_rows(built.exhibit_table(figure))
    text = built.exhibit_file(page, exhibit, ".csv").read_text(encoding="utf-8")
    assert text.startswith("\ufeff"), "a spreadsheet would not know the letters"
    assert built.shown(built.csv_rows(text)) == rows
    assert len(rows) > 1, "an empty table"
    assert built.text(built.one(figure, ".exhibit-data > p")).startswith(f"{words.counted(len(rows) - 1, 'row')} ·")
    bad = {cell for row in rows for cell in row} & {"nan", "NaN", "NaT", "<NA>", "None", "inf", "-inf"}
    assert not bad


def test_internal_links_lead_somewhere() -> None:
    def broken(page: str) -> list[str]:
        return [address for element in built.page(page).select("[href], [src]") if not leads_somewhere(page, address := target(element))]

    assert at_fault([*PAGES, *SPECIAL_PAGES], broken) == {}


def target(element: Tag) -> str:
    return built.attribute(element, "href") or built.attribute(element, "src")


def leads_somewhere(page: str, address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return True
    file = built.HTML / unquote(parts.path) if parts.path else built.HTML / f"{page}.html"
    state = "=" in parts.fragment  # what a page is to show: test_explore
    if not parts.fragment or state or file.suffix != ".html":
        return file.is_file()
    return file.is_file() and unquote(parts.fragment) in built.ids(file.stem)


def test_page_loads_nothing_from_another_host() -> None:
    loaded = "script[src], img[src], iframe[src], source[srcset], link[rel~=stylesheet], link[rel~=preload], link[rel~=icon]"

    def elsewhere(page: str) -> list[str]:
        elements = built.page(page).select(loaded)
        addresses = [built.attribute(element, name) for element in elements for name in ("src", "srcset", "href")]
        return [address for address in addresses if urlsplit(address).netloc]

    assert at_fault([*PAGES, *SPECIAL_PAGES], elsewhere) == {}


@every_story
def test_downloads_are_the_files_of_the_book(page: str) -> None:
    links = built.one(built.article(page), "section#data").select("a.download")
    assert links, "no table to download"
    for link in links:
        copy = built.HTML / built.attribute(link, "href")
        original = built.ROOT / "data" / copy.name
        assert original.is_file(), f"{copy.name} is not in data/"
        assert copy.read_bytes() == original.read_bytes(), f"{copy.name} differs from data/{copy.name}"


def test_nothing_is_left_unrendered() -> None:
    def left(page: str) -> list[str]:
        marked = built.article(page).select(".problematic, .system-message, .stderr, .traceback")
        return [*(match[0] for match in LEFT_OVER.finditer(built.visible(page))), *map(built.text, marked)]

    assert at_fault(PAGES, left) == {}


def test_what_is_left_unrendered_is_found() -> None:
    for text in ("in {glue:text} days", "{footcite}`a`", "for nan days", "NaT", "<NA>", "[here](page.md)", "a[^1]", "**so**"):
        assert LEFT_OVER.search(text), text
    for text in ("Nan, a finance minister", "a [1] b", "(see the chart)", "2 < 3"):
        assert not LEFT_OVER.search(text), text


@pytest.fixture(scope="session")
def article_hashes() -> set[str]:
    return set(article_text.STORE.read_text(encoding="utf-8").split())


def test_page_repeats_no_eight_words_of_the_article(article_hashes: set[str]) -> None:
    """The article is not reproduced: no eight words in a row of it stand on a page, numbers of footnotes aside.

    Its text is not in the project, only a hash of each of its runs of eight words: `tests/article_text.py` says how they were made
    and what they leave out (titles and names).
    """

    def copied(page: str) -> list[str]:
        return article_text.copied(built.visible(page, without=".headerlink, .footnote-reference, script, style"), article_hashes)

    assert at_fault(PAGES, copied) == {}


def test_downloads_hold_no_addresses_of_memory() -> None:
    """Which are others in each build."""
    notebooks = [*built.HTML.rglob("*.ipynb")]
    assert notebooks
    assert [path.name for path in notebooks if re.search(r"\bat 0x[0-9a-f]+", path.read_text(encoding="utf-8"))] == []


def test_only_who_phoned_is_said_to_have_phoned(tables: Tables) -> None:
    found = [row for table in built.article("what-followed").select("table") for row in built.table_rows(table) if "(by phone)" in " ".join(row)]
    phoned = tables.events[tables.events["summary"].str.contains(" phones ") & (tables.events["actor"] == "us") & (tables.events["date"] >= "2025")]
    assert len(found) == len(phoned) > 0
    assert all(len(row[1]) < 40 for row in found)  # a name, not a sentence


def test_a_page_of_expectations_speaks_with_the_ledgers_marks(tables: Tables) -> None:
    """One vocabulary on a page that has both a table of its own and the ledger's cards."""
    names = {f"{row['mark']}\u00a0{row['name']}" for _, row in tables.verdicts.iterrows()}
    said = [row[1].strip() for row in built.table_rows(built.one(built.article("a-cautious-outlook"), "table.stacked"))[1:]]
    assert len(said) > 10
    assert set(said) <= names


def test_no_page_counts_the_check_date_as_a_day_that_has_passed(tables: Tables) -> None:
    suspended = status.intervals(tables.representation, "minsk", tables.through).iloc[-1]
    lengths = [suspended["days"], *(status.longest_gap(tables.representation, post, 4, tables.through)["days"] for post in tables.posts["id"])]
    said = {page: built.visible(page, "table, .cell_input, script, style") for page in built.pages()}
    assert all(any(f"{days:,} days" in " ".join(text.split()) for text in said.values()) for days in lengths)
    wrong = {f"{days + 1:,}" for days in lengths} - {f"{days:,}" for days in lengths}
    assert not [(page, number) for page, text in said.items() for number in wrong if number in text]
