"""The whole book as one PDF, and its one sheet: `tools/pdf.py`, run on the built pages as `make pdf` does."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import built
import pikepdf
import pypdf
import pytest
import yaml

from bilateral import words
from bilateral.tables import Tables

FEWEST, MOST = 50, 500  # pages
SLOWEST = 100  # seconds that one print takes, on a busy machine


def printed() -> Path:
    done = subprocess.run([sys.executable, "tools/pdf.py"], cwd=built.ROOT, capture_output=True, text=True, check=False, timeout=SLOWEST)
    assert done.returncode == 0, done.stderr
    return built.ROOT / "_build" / "pdf" / f"{json.loads((built.ROOT / 'data' / 'datapackage.json').read_text(encoding='utf-8'))['name']}.pdf"


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(shutil.copy(printed(), tmp_path_factory.mktemp("pdf"))) as opened:
        yield opened


def test_its_bookmarks_are_the_table_of_contents(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        chapters = [mark.title for mark in outline.root]
    assert chapters == [built.text(built.one(built.article(page), "h1")).removesuffix("#") for page in built.pages()]


def test_every_link_within_it_leads_somewhere(pdf: pikepdf.Pdf) -> None:
    names = pdf.Root.Dests.keys() if "/Dests" in pdf.Root else set(pikepdf.NameTree(pdf.Root.Names.Dests))
    links = [note for page in pdf.pages for note in page.get("/Annots", []) if note.get("/Subtype") == "/Link"]
    inner = [str(link.Dest) for link in links if "/Dest" in link and not isinstance(link.Dest, pikepdf.Array)]
    assert inner
    assert not set(inner) - {str(name) for name in names}
    addresses = [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A]
    assert addresses
    assert not [address for address in addresses if not address.startswith(("https://", "http://", "mailto:"))]


def test_charts_are_drawn_and_not_painted(pdf: pikepdf.Pdf) -> None:
    """No raster image anywhere, not in a pattern either."""
    assert not [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]


def test_its_fonts_are_embedded(pdf: pikepdf.Pdf) -> None:
    fonts = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") in ("/CIDFontType2", "/CIDFontType0", "/TrueType")
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys()) for font in fonts)


def test_it_can_be_read_aloud_and_has_a_sane_length(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en"
    assert FEWEST < len(pdf.pages) < MOST
    alternatives = {str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item}
    missing = [exhibit for exhibit in built.exhibit_ids() if built.attribute(built.one(built.exhibit(*exhibit), "img"), "alt") not in alternatives]
    assert not missing
    figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
    assert figures
    assert not [figure for figure in figures if "/Alt" not in figure]


def test_its_first_page_says_when_it_was_checked_and_where_it_is(pdf: pikepdf.Pdf, tables: Tables) -> None:
    first = " ".join(pypdf.PdfReader(pdf.filename).pages[0].extract_text().split())
    assert f"Facts checked through {words.day(tables.through)}" in first
    assert yaml.safe_load((built.ROOT / "_config.yml").read_text(encoding="utf-8"))["html"]["baseurl"] in first


def test_its_contents_name_the_page_on_which_each_chapter_begins(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        begins = [pikepdf.Page(mark.destination[0]).index + 1 for mark in outline.root]
    contents = pypdf.PdfReader(pdf.filename).pages[1].extract_text().splitlines()
    assert [int(number) for *title, number in map(str.split, contents) if title] == begins


def test_it_has_the_same_bytes_each_time(pdf: pikepdf.Pdf) -> None:
    assert printed().read_bytes() == Path(pdf.filename).read_bytes()


def test_the_sheet_is_one_side_of_paper(pdf: pikepdf.Pdf, tables: Tables) -> None:
    sheet = pypdf.PdfReader(built.ROOT / "_build" / "pdf" / "brief.pdf")  # printed with the book
    said = " ".join(sheet.pages[0].extract_text().split())
    assert len(sheet.pages) == 1
    assert [part for part in ("Five findings", "Ten dates", "What to watch", words.day(tables.through)) if part not in said] == []
