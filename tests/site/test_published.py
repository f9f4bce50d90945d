"""The site around the pages: what stands at its address, what it says of itself, how it is published, the library on its own."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from xml.etree import ElementTree

import built
import charts
import described_pages
import feed
import launch
import packages
import pages
import pytest
import site_address
import yaml
from docutils.utils import new_document
from PIL import Image
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from bilateral import tables
from bilateral.notebook.rendering import exhibit
from bilateral.tables import Tables

BASE = "https://example.org/minsk"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
WORKFLOWS = sorted((built.ROOT / ".github" / "workflows").glob("*.yml"))
SHORTEST, LONGEST = 60, 300  # letters of a description
USES = re.compile(r"uses: (\S+)(?: +# (v[\d.]+))?$", re.MULTILINE)

every_page = pytest.mark.parametrize("page", built.pages())


def application(root: Path, base: str = BASE) -> Sphinx:
    """What the extensions ask of Sphinx, with an address."""
    config = SimpleNamespace(html_baseurl=base, project="A Book", author="Its authors", language="en", root_doc="index")
    builder = SimpleNamespace(format="html", get_target_uri=lambda page: f"{page}.html")
    env = SimpleNamespace(found_docs={"index", "data"})
    return cast(Sphinx, SimpleNamespace(config=config, builder=builder, env=env, confdir=str(root), outdir=str(root)))


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


@every_page
def test_without_an_address_nothing_claims_one(page: str) -> None:
    if yaml.safe_load((built.ROOT / "_config.yml").read_text(encoding="utf-8"))["html"]["baseurl"]:
        assert built.one(built.page(page), "link[rel=canonical]")
    else:
        assert not built.page(page).select(
            "link[rel=canonical], link[type='application/atom+xml'], meta[property='og:url'], meta[property='og:image']"
        )
        assert not {"sitemap.xml", "feed.xml", "cards"} & {path.name for path in built.HTML.iterdir()}


def test_an_address_makes_a_sitemap(package: Path) -> None:
    site_address.write(application(package.parent), None)
    urls = [element.text for element in ElementTree.parse(package.parent / "sitemap.xml").iter(f"{{{site_address.SITEMAP}}}loc")]
    assert urls == [f"{BASE}/data.html", f"{BASE}/index.html"]
    assert f"Sitemap: {BASE}/sitemap.xml" in (package.parent / "robots.txt").read_text()


def test_without_an_address_there_is_no_sitemap(package: Path) -> None:
    site_address.write(application(package.parent, base=""), None)
    assert not (package.parent / "sitemap.xml").exists()
    assert "Sitemap" not in (package.parent / "robots.txt").read_text()


def test_the_feed_has_the_events_by_their_own_dates(package: Path) -> None:
    packages.put("events", "2000-03-01-embassy-northport", summary="A <b>bold</b> & open act")(package)
    app = application(package.parent)
    feed.write(app, None)
    first = (package.parent / feed.FILE).read_bytes()
    feed.write(app, None)
    assert (package.parent / feed.FILE).read_bytes() == first
    root = ElementTree.fromstring(first)
    with (package / "events.csv").open(encoding="utf-8", newline="") as file:
        events = {f"{BASE}/data.html#{row['id']}": row for row in csv.DictReader(file)}
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == min(len(events), feed.EVENTS)
    for entry in entries:
        row = events[entry.findtext("a:id", namespaces=ATOM) or ""]
        assert entry.findtext("a:title", namespaces=ATOM) == row["summary"]
        for name in ("published", "updated"):
            assert (entry.findtext(f"a:{name}", namespaces=ATOM) or "").startswith(row["date"])
    dates = [entry.findtext("a:updated", namespaces=ATOM) or "" for entry in entries]
    assert dates == sorted(dates, reverse=True)


def test_a_correction_in_the_feed_has_its_place_on_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Path(shutil.copytree(built.ROOT / "data", tmp_path / "data"))
    with (data / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write("2026-10-09-made-up,2026-10-09,Explore,A day was wrong.,It is put right.,state-2022-suspension-ru\n")
    monkeypatch.setattr(tables, "home", lambda: data)
    shown = next(value for value in pages.values(pages.cells("corrections"), "corrections") if value is not None)
    feed.write(application(tmp_path), None)
    ids = [entry.findtext("a:id", namespaces=ATOM) or "" for entry in ElementTree.parse(tmp_path / feed.FILE).iterfind("a:entry", ATOM)]
    address = next(each for each in ids if "/corrections.html#" in each)
    assert f'<tr id="{address.partition("#")[2]}">' in shown._repr_html_()


def shown(name: str, svg: str) -> exhibit:
    """An exhibit as it stands in a page that Sphinx has read."""
    return exhibit(data={"id": name, "svg": svg, "narrow": svg, "csv": "a\n1\n", "rows": 1})


def drawing(width: int, height: int) -> exhibit:
    size = f'width="{width}pt" height="{height}.5pt" viewBox="0 0 {width} {height}.5"'
    return shown(f"a-{height}", f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>')


@pytest.mark.parametrize(("heights", "shown"), [([], ""), ([400], "400"), ([900, 300, 200], "300"), ([900], "")])
def test_a_card_shows_the_first_chart_that_can_be_read_on_it(heights: list[int], shown: str) -> None:
    doctree = new_document("a page")
    doctree.extend(drawing(500, height) for height in heights)
    found = described_pages.chart_for_card(doctree)
    assert f'height="{shown}.5pt"' in found if shown else not found


def read(folder: Path, *drawings: exhibit) -> tuple[charts.Charts, Sphinx]:
    """The charts of a book of one page once Sphinx has read it."""
    doctree = new_document("a page")
    doctree.extend(drawings)
    app = SimpleNamespace(outdir=folder, builder=SimpleNamespace(format="html"))
    environment = SimpleNamespace(found_docs={"page"}, get_doctree=lambda _page: doctree)
    found = charts.Charts()
    found.begin(cast(Sphinx, app), cast(BuildEnvironment, environment))
    return found, cast(Sphinx, app)


def test_charts_are_written_with_their_pictures_and_old_ones_go(tmp_path: Path) -> None:
    for drawings, left in (((drawing(30, 20), drawing(30, 10)), {"a-20", "a-10"}), ((drawing(30, 20),), {"a-20"})):
        found, app = read(tmp_path, *drawings)
        found.write(app, None)
        written = {path.name for path in (tmp_path / "charts" / "page").iterdir()}
        assert written == {f"{name}{ending}" for name in left for ending in (".svg", "-narrow.svg", ".png", ".csv")}
    with Image.open(tmp_path / "charts" / "page" / "a-20.png") as picture:
        assert picture.width == 2 * 30 * 96 // 72


def test_a_chart_that_makes_no_picture_stops_the_build(tmp_path: Path) -> None:
    found, app = read(tmp_path, shown("a", '<svg xmlns="http://www.w3.org/2000/svg" width="1pt"'))
    with pytest.raises(ExtensionError, match="could not be drawn as PNG"):
        found.write(app, None)
    assert not (tmp_path / "charts").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The U.S. Department sent J. Smith. He left.", "The U.S. Department sent J. Smith."),
        ("Of 3.5 percent? More.", "Of 3.5 percent?"),
        ("No end", "No end"),
    ],
)
def test_a_sentence_ends_where_it_ends(text: str, sentence: str) -> None:
    assert described_pages.first_sentence(text) == sentence


@pytest.mark.parametrize(("date", "expected"), [("1992", "1992-01-01"), ("1997-03", "1997-03-01"), ("2008-03-12", "2008-03-12")])
def test_a_feed_needs_a_whole_date(date: str, expected: str) -> None:
    assert feed.moment(date) == f"{expected}T00:00:00Z"


def test_a_card_has_the_size_that_is_announced_and_the_same_bytes(tmp_path: Path) -> None:
    page, exhibit = built.exhibit_ids()[0]
    chart = built.exhibit_file(page, exhibit, ".png").read_bytes()
    drawn = described_pages.card("A Book", "A title of some length that has to be broken", "Checked", chart)
    assert drawn == described_pages.card("A Book", "A title of some length that has to be broken", "Checked", chart)
    (tmp_path / "card.png").write_bytes(drawn)
    with Image.open(tmp_path / "card.png") as picture:
        assert picture.size == described_pages.CARD_SIZE


def test_the_page_for_lost_readers_works_at_any_depth() -> None:
    page = built.page("404")
    addresses = [built.attribute(each, name) for each in page.select("[href], [src]") for name in ("href", "src") if each.has_attr(name)]
    assert "/index.html" in addresses
    relative = [address for address in addresses if not address.startswith(("/", "#", "http", "mailto:"))]
    assert not relative
    missing = [address for address in addresses if address.startswith("/") and not (built.HTML / re.split("[?#]", address[1:])[0]).exists()]
    assert not missing


@pytest.mark.parametrize("page", ["404", "search", "rows-events"])
def test_what_is_no_page_of_the_book_is_not_for_search_engines(page: str) -> None:
    assert meta(page)["robots"] == "noindex"
    assert page.startswith("rows-") or not built.page(page).select("link[rel=canonical]")


@every_page
def test_a_page_of_the_book_is_for_search_engines(page: str) -> None:
    assert "robots" not in meta(page)
    assert len(built.page(page).select("meta[name=viewport]")) == 1


def test_every_table_has_its_address_and_schema(tables: Tables) -> None:
    published = json.loads((built.HTML / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in published["resources"]:
        assert (built.HTML / "data" / resource["path"]).read_bytes() == (built.ROOT / "data" / resource["path"]).read_bytes()
        with (built.HTML / "data" / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert [field["name"] for field in resource["schema"]["fields"]] == next(csv.reader(file))


def test_an_installed_copy_loads_the_tables(tmp_path: Path, tables: Tables) -> None:
    """`pip install` of the repository, nothing of it around, and the frames are there."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("src", "data"):
        shutil.copytree(built.ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(built.ROOT / name, source)
    target = tmp_path / "installed"
    installed = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(source)],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stderr
    shutil.rmtree(source)
    code = f"import sys; sys.path.insert(0, {str(target)!r}); from bilateral import tables; print(tables.home(), len(tables.load().events))"
    loaded = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    folder, rows = loaded.stdout.split()
    assert Path(folder).is_relative_to(target)
    assert int(rows) == len(tables.events)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    uses = USES.findall(text)
    assert uses
    assert len(uses) == text.count("uses:")
    for action, version in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
        assert version, f"{action} does not say its version"
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}, "more rights than a job needs"


def test_notebooks_are_pushed_to_the_branch_that_links_name() -> None:
    jobs = yaml.safe_load((built.ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))["jobs"]
    kept = {step.get("with", {}).get("path"): step.get("id") for step in jobs["build"]["steps"]}
    assert jobs["build"]["outputs"]["notebooks"] == f"${{{{ steps.{kept[f'_build/{launch.BRANCH}']}.outputs.artifact-id }}}}"
    job = jobs["notebooks"]
    assert job["permissions"] == {"contents": "write"}
    assert re.search(rf"^git push .* {launch.BRANCH}$", job["steps"][-1]["run"], re.MULTILINE)
    assert f"--initial-branch={launch.BRANCH}\n" in job["steps"][-1]["run"]
