"""What a site at an address of its own has besides its pages: a sitemap, and a feed of events and corrections."""

import csv
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from xml.etree import ElementTree

import built
import packages
import pages
import pytest
from book.site import feed, site_address
from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx

BASE = "https://example.org/minsk"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def application(root: Path, base: str = BASE) -> Sphinx:
    """What the extensions ask of Sphinx, with an address."""
    config = SimpleNamespace(html_baseurl=base, project="A Book", author="Its authors", language="en", root_doc="index")
    builder = SimpleNamespace(format="html", get_target_uri=lambda page: f"{page}.html")
    env = SimpleNamespace(found_docs={"index", "data"})
    return cast(Sphinx, SimpleNamespace(config=config, builder=builder, env=env, confdir=str(root), outdir=str(root)))


def test_an_address_makes_a_sitemap(package: Path) -> None:
    site_address.write(application(package.parent), None)
    urls = [element.text for element in ElementTree.parse(package.parent / "sitemap.xml").iter(f"{{{site_address.SITEMAP}}}loc")]
    assert urls == [f"{BASE}/data.html", f"{BASE}/index.html"]
    assert f"Sitemap: {BASE}/sitemap.xml" in (package.parent / "robots.txt").read_text()


def test_without_an_address_there_is_no_sitemap(package: Path) -> None:
    site_address.write(application(package.parent, base=""), None)
    assert not (package.parent / "sitemap.xml").exists()
    assert "Sitemap" not in (package.parent / "robots.txt").read_text()


@pytest.mark.parametrize(("base", "root"), [(BASE, f"{BASE}/"), (f"{BASE}/", f"{BASE}/"), ("", "")])
def test_the_page_for_lost_readers_leads_to_the_address_or_beside_itself(tmp_path: Path, base: str, root: str) -> None:
    ((name, context, template),) = site_address.lost_page(application(tmp_path, base))
    templates = Environment(loader=FileSystemLoader(built.ROOT / "book" / "_templates"), autoescape=True)
    html = templates.get_template(template).render(context, project="A Book")
    assert name == "404"
    assert re.findall('<a href="([^"]*)"', html) == [f"{root}index.html", f"{root}search.html"]
    assert not re.search(r"<script|@import|url\(|https?://(?!example)", html)


def test_the_page_for_lost_readers_has_the_colors_of_the_book() -> None:
    ours, theirs = ((built.ROOT / "book" / name).read_text(encoding="utf-8") for name in ("_templates/404.html", "_static/book.css"))
    assert re.findall(r"--link: (#\w+)", ours) == re.findall(r"--chart-blue: (#\w+)", theirs)


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
    monkeypatch.setattr("bilateral.tables.package.home", lambda: data)
    shown = next(value for value in pages.values(pages.cells("corrections"), "corrections") if value is not None)
    feed.write(application(tmp_path), None)
    ids = [entry.findtext("a:id", namespaces=ATOM) or "" for entry in ElementTree.parse(tmp_path / feed.FILE).iterfind("a:entry", ATOM)]
    address = next(each for each in ids if "/corrections.html#" in each)
    assert f'<tr id="{address.partition("#")[2]}">' in shown._repr_html_()


@pytest.mark.parametrize(("date", "expected"), [("1992", "1992-01-01"), ("1997-03", "1997-03-01"), ("2008-03-12", "2008-03-12")])
def test_a_feed_needs_a_whole_date(date: str, expected: str) -> None:
    assert feed.moment(date) == f"{expected}T00:00:00Z"
