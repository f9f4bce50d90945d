"""The pages that hold reference instead of a story: data, bibliography, corrections, how to cite; and the files beside them."""

import json
import re
import zipfile

import built
import pytest
import yaml

from bilateral import words
from bilateral.tables import DESCRIPTOR, Tables, home
from bilateral.web import catalogue, reference

TABLES = [entry["name"] for entry in json.loads((home() / DESCRIPTOR).read_text(encoding="utf-8"))["resources"]]
PEOPLE = "people-and-documents.html"


each_table = pytest.mark.parametrize("table", TABLES)


@each_table
def test_data_page_has_each_table_with_its_columns_rows_and_file(table: str, tables: Tables) -> None:
    entry = next(entry for entry in tables.descriptor["resources"] if entry["name"] == table)
    section = built.one(built.article("data"), f"#{catalogue.anchor(table)}")
    said = built.text(section)
    assert entry["title"] in said
    assert " ".join(words.curly(entry["description"]).split()) in said
    assert entry["licenses"][0].get("title", entry["licenses"][0]["name"]) in said
    link = section.select("a[download]")[0]
    copy = built.HTML / built.attribute(link, "href")
    assert built.attribute(link, "href") == f"data/{entry['path']}"
    assert copy.read_bytes() == (home() / entry["path"]).read_bytes()

    columns = built.table_rows(built.one(section, "table"))
    assert [row[0] for row in columns[1:]] == [field["name"] for field in entry["schema"]["fields"]]
    rows = built.csv_rows(copy.read_text(encoding="utf-8"))
    shown, address = [], catalogue.rows_address(table)
    assert section.select(f"a[href='{address}']")
    for link in [None, *built.page(address.removesuffix(".html")).select(".data-rows nav a")]:
        part = built.page((built.attribute(link, "href") if link else address).removesuffix(".html"))
        assert part.select(f"a[href='data.html#{catalogue.anchor(table)}']")
        for each in part.select(".data-rows table"):
            head, *found = built.table_rows(each)
            shown += [[row[head.index(column.replace("_", " "))] for column in rows[0]] for row in found]
    fractions = [position for position, field in enumerate(entry["schema"]["fields"]) if field["type"] == "number"]
    for row in [*shown, *rows[1:]]:
        row[:] = [str(float(cell)) if cell and position in fractions else cell for position, cell in enumerate(row)]
    assert shown == rows[1:]


def test_the_zip_is_the_package() -> None:
    link = built.one(built.article("data"), "a[href$='.zip']")
    with zipfile.ZipFile(built.HTML / built.attribute(link, "href")) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted([DESCRIPTOR, "README.md", *(f"{table}.csv" for table in TABLES)])
        for name in archive.namelist():
            assert archive.read(name) == (home() / name).read_bytes(), name


def test_bibliography_has_every_source_with_its_addresses(tables: Tables) -> None:
    lists = [page for page in built.pages() if page.startswith("bibliography")]
    entries = {built.attribute(entry, "id"): entry for page in lists for entry in built.page(page).select("li[id^=source-]")}
    assert len(entries) == len(tables.sources)
    for row in tables.sources.itertuples():
        entry = entries[f"source-{row.id}"]
        links = {built.attribute(link, "href") for link in entry.select("a[href^=http]")}
        assert links == {row.url} | ({row.archived_url} if row.archived_url else set()), row.id
        heading = entry.find_parent("section")
        assert heading is not None
        assert str(heading["id"]).startswith(f"{row.kind}-sources")


def test_every_name_in_the_prose_leads_to_its_entry(tables: Tables) -> None:
    groups = [*reference.people(tables).values(), *reference.documents(tables).values()]
    entries = [entry for group in groups for entry in group]
    kept = [page for page in built.pages() if page != "people-and-documents" and not page.startswith("bibliography")]
    texts = {page: built.prose(page, keep=f"a[href^='{PEOPLE}']") for page in kept}
    linked = {
        page: {built.attribute(link, "href").partition("#")[2] for link in built.article(page).select(f"a[href^='{PEOPLE}#']")} for page in texts
    }
    without = [(page, entry.anchor) for entry in entries for page in reference.named_on(entry, texts).pages if entry.anchor not in linked[page]]
    assert not without
    assert {"kellogg", "lukashenko"} <= linked["index"]


@pytest.mark.parametrize("page", ["where-sources-disagree", "people-and-documents"])
def test_every_entry_opens_to_its_sources(page: str, tables: Tables) -> None:
    folds = built.article(page).select("dd > details")
    assert len(folds) >= len(tables.disagreements)
    assert not [built.text(fold) for fold in folds if not fold.select("a[href^=http]")]
    if page == "where-sources-disagree":
        urls = tables.sources.set_index("id")["url"]
        for row in tables.disagreements.itertuples():
            links = built.one(built.article(page), f"#contested-{row.id}").select("details a[href^=http]")
            assert [built.attribute(link, "href") for link in links] == [urls[source] for source in row.sources.split(";")], row.id


HEAVIEST = 153_600  # bytes of one page, its drawings aside


@pytest.mark.parametrize("page", ["claims", "where-sources-disagree", "people-and-documents"])
def test_long_reference_pages_are_light(page: str) -> None:
    written = re.sub(r"data:[^\"]+", "", (built.HTML / f"{page}.html").read_text(encoding="utf-8"))
    assert len(written.encode()) <= HEAVIEST


def test_corrections_are_listed_or_said_to_be_none(tables: Tables) -> None:
    said = built.text(built.article("corrections"))
    assert ("None so far" in said) == tables.corrections.empty
    for row in tables.corrections.itertuples():
        assert row.error in said


def test_bibtex_and_ris_say_what_the_citation_file_says(tables: Tables) -> None:
    from pybtex.database import parse_string

    citation = yaml.safe_load((built.ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    links = {
        built.attribute(link, "download"): built.attribute(link, "href") for link in built.article("cite").select("a[download^=opening-in-minsk]")
    }
    book, data = parse_string(built.data_address(links["opening-in-minsk.bib"]), "bibtex").entries.values()
    for entry in (book, data):
        assert str(entry.persons["author"][0]) == f"{{{citation['authors'][0]['name']}}}"
        assert entry.fields["version"] == citation["version"]
        assert entry.fields["year"] == str(tables.through.year)
    assert entry.fields["title"].strip("{}").startswith(tables.descriptor["title"])
    assert citation["title"].startswith(book.fields["title"].strip("{}"))

    lines = built.data_address(links["opening-in-minsk.ris"]).split("\r\n")
    assert [line[6:] for line in lines if line.startswith("TY")] == ["BOOK", "DATA"]
    assert lines.count("ER  - ") == 2
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines if line)
    assert f"TI  - {book.fields['title'].strip('{}')}" in lines
