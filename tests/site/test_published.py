"""The site around the pages: what stands at its address, what it says of itself, the library on its own."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import built
import pytest
import yaml
from book.site import described_pages
from browsing import PHONE, open_tab
from conftest import Quiet, served
from PIL import Image
from playwright.sync_api import Browser, expect

from bilateral.tables import Tables
from bilateral.web.exhibit import FILES

SHORTEST, LONGEST = 60, 300  # letters of a description
LONGEST_INSTALL = 100  # seconds

every_page = pytest.mark.parametrize("page", built.pages())


def meta(page: str) -> dict[str, str]:
    tags = built.page(page).select("head meta[content]")
    return {built.attribute(tag, "name") or built.attribute(tag, "property"): built.attribute(tag, "content") for tag in tags}


def stated(page: str) -> list[dict[str, Any]]:
    return [json.loads(script.get_text()) for script in built.page(page).select('script[type="application/ld+json"]')]


@every_page
def test_a_page_says_what_it_is(page: str) -> None:
    said, title = meta(page), built.text(built.one(built.article(page), "h1")).removesuffix("#")
    assert said["og:title"] == title
    assert said["description"] == said["og:description"]
    assert SHORTEST < len(said["description"]) <= LONGEST
    start = said["description"].removesuffix(" …")
    assert start in built.text(built.article(page)) or start in " ".join(built.visible(page).split())
    article = stated(page)[0]
    assert (article["@type"], article["headline"], article["description"]) == ("Article", title, said["description"])


def test_descriptions_are_all_different() -> None:
    descriptions = [meta(page)["description"] for page in built.pages() if not page.startswith("bibliography-")]  # parts of one list
    assert len(set(descriptions)) == len(descriptions)


def test_the_data_page_describes_the_data_set(tables: Tables) -> None:
    dataset = next(each for each in stated("data") if each["@type"] == "Dataset")
    assert dataset["dateModified"] == tables.descriptor["facts_checked_through"]
    *downloads, descriptor = dataset["distribution"]
    assert descriptor["contentUrl"].endswith("/datapackage.json")
    for download, table in zip(downloads, tables.descriptor["resources"], strict=True):
        assert download["contentUrl"].endswith(f"/{table['path']}")
        assert download["license"] == [license.get("path", license["title"]) for license in table["licenses"]]
    assert set(dataset["license"]) == {license for download in downloads for license in download["license"]}
    base = yaml.safe_load((built.ROOT / "_config.yml").read_text(encoding="utf-8"))["html"]["baseurl"]
    for download in dataset["distribution"]:
        assert (built.HTML / download["contentUrl"].removeprefix(base).lstrip("/")).is_file()
    assert dataset["temporalCoverage"] == f"{tables.events['date_known'].min()}/{tables.descriptor['facts_checked_through']}"


def test_without_an_address_nothing_claims_one() -> None:
    claims = "link[rel=canonical], link[type='application/atom+xml'], meta[property='og:url'], meta[property='og:image']"
    if yaml.safe_load((built.ROOT / "_config.yml").read_text(encoding="utf-8"))["html"]["baseurl"]:
        assert [page for page in built.pages() if len(built.page(page).select("link[rel=canonical]")) != 1] == []
    else:
        assert [page for page in built.pages() if built.page(page).select(claims)] == []
        assert not {"sitemap.xml", "feed.xml", "cards"} & {path.name for path in built.HTML.iterdir()}


@pytest.mark.parametrize("drawing", ["narrow", "svg", ""])
def test_a_card_has_the_size_that_is_announced_and_the_same_bytes(drawing: str, tmp_path: Path) -> None:
    page, exhibit = built.exhibit_ids()[0]
    chart = (built.exhibit_file(page, exhibit, FILES[drawing]).read_text(encoding="utf-8"), drawing) if drawing else None
    drawn = described_pages.card("A Book", "A finding of some length that has to be broken into lines", "Checked", chart)
    assert drawn == described_pages.card("A Book", "A finding of some length that has to be broken into lines", "Checked", chart)
    (tmp_path / "card.png").write_bytes(drawn)
    with Image.open(tmp_path / "card.png") as picture:
        assert picture.size == described_pages.CARD_SIZE


def test_the_picture_of_the_readme_is_that_of_the_build() -> None:
    """If not: copy the second over the first."""
    (shown,) = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (built.ROOT / "README.md").read_text(encoding="utf-8"))
    same = (built.ROOT / shown).read_bytes() == built.exhibit_file("index", "corridor", ".png").read_bytes()
    assert same  # without pytest's comparison of half a million bytes


class InAFolder(Quiet):
    """Serves the book below its host's root, with the page for lost readers for what is not there."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/minsk"))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((built.HTML / "404.html").read_bytes())


@pytest.mark.parametrize("place", ["opened", "beside pages", "below pages"])
def test_the_page_for_lost_readers_is_styled_wherever_it_is_shown(browser: Browser, place: str) -> None:
    """And leads back wherever it can without knowing the book's address."""
    with served(built.HTML, InAFolder) as host, open_tab(browser, "dark", PHONE) as tab:
        page = tab.page
        addresses = {"opened": (built.HTML / "404.html").as_uri(), "beside pages": f"{host}/minsk/nowhere.html", "below pages": f"{host}/minsk/a/b/c"}
        page.goto(addresses[place])
        assert page.locator("h1").inner_text() == "This page is not here"
        assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(18, 18, 18)"
        assert [address for address in tab.watch.fetched if address != addresses[place]] == []
        assert page.evaluate("() => document.documentElement.scrollWidth") == PHONE
        if place != "below pages":
            page.get_by_role("link", name="front page").click()
            expect(page.locator("#pst-primary-sidebar")).to_be_attached()


@pytest.mark.parametrize("page", ["404", "search", "rows-events"])
def test_what_is_no_page_of_the_book_is_not_for_search_engines(page: str) -> None:
    assert meta(page)["robots"] == "noindex"
    assert page.startswith("rows-") or not built.page(page).select("link[rel=canonical]")


def test_a_page_of_the_book_is_for_search_engines() -> None:
    assert [page for page in built.pages() if "robots" in meta(page)] == []
    assert [page for page in built.pages() if len(built.page(page).select("meta[name=viewport]")) != 1] == []


def test_every_table_has_its_address_and_schema(tables: Tables) -> None:
    published = json.loads((built.HTML / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in published["resources"]:
        assert (built.HTML / "data" / resource["path"]).read_bytes() == (built.ROOT / "data" / resource["path"]).read_bytes()
        with (built.HTML / "data" / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert [field["name"] for field in resource["schema"]["fields"]] == next(csv.reader(file))


def test_an_installed_copy_loads_the_tables(tmp_path: Path, tables: Tables) -> None:
    """`pip install` of the repository, without a network and with nothing of it around, and the frames are there."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("src", "data", "book/quantities"):
        shutil.copytree(built.ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(built.ROOT / name, source)
    target = tmp_path / "installed"
    installed = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", str(target), str(source)],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=LONGEST_INSTALL,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stderr
    shutil.rmtree(source)
    code = f"import sys; sys.path.insert(0, {str(target)!r}); from bilateral import tables; print(tables.home(), len(tables.load().events))"
    loaded = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path, timeout=LONGEST_INSTALL)
    folder, rows = loaded.stdout.split()
    assert Path(folder).is_relative_to(target)
    assert int(rows) == len(tables.events)
