"""The charts of a page as files and on its card, and the sentence that describes it."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from book.content import charts
from book.site import described_pages
from docutils.utils import new_document
from PIL import Image
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from bilateral.notebook.rendering import exhibit


def shown(name: str, svg: str) -> exhibit:
    """An exhibit as it stands in a page that Sphinx has read."""
    texts = {"title": "A finding", "subtitle": "What is counted", "through": "Checked through May 1, 2026", "sources": [{"publisher": "A paper"}]}
    return exhibit(data={"id": name, "svg": svg, "narrow": svg, "csv": "a\n1\n", "rows": 1, **texts})


def drawing(width: int, height: int) -> exhibit:
    size = f'width="{width}pt" height="{height}.5pt" viewBox="0 0 {width} {height}.5"'
    return shown(f"a-{height}", f'<svg xmlns="http://www.w3.org/2000/svg" {size}></svg>')


@pytest.mark.parametrize(("heights", "shown"), [([], ""), ([400], "400"), ([900, 300, 200], "300"), ([900], "")])
def test_a_card_shows_the_first_chart_that_can_be_read_on_it(heights: list[int], shown: str) -> None:
    doctree = new_document("a page")
    doctree.extend(drawing(500, height) for height in heights)
    found = described_pages.picture(doctree)
    assert f'height="{shown}.5pt"' in found["data"]["svg"] if shown and found else not found


def read(folder: Path, *drawings: exhibit) -> tuple[charts.Charts, Sphinx]:
    """The charts of a book of one page once Sphinx has read it."""
    doctree = new_document("a page")
    doctree.extend(drawings)
    config = SimpleNamespace(project="A book", html_baseurl="")
    app = SimpleNamespace(outdir=folder, builder=SimpleNamespace(format="html"), config=config)
    environment = SimpleNamespace(found_docs={"page"}, get_doctree=lambda _page: doctree)
    found = charts.Charts()
    found.begin(cast(Sphinx, app), cast(BuildEnvironment, environment))
    return found, cast(Sphinx, app)


def test_charts_are_written_with_their_pictures_and_old_ones_go(tmp_path: Path) -> None:
    for drawings, left in (((drawing(30, 20), drawing(30, 10)), {"a-20", "a-10"}), ((drawing(30, 20),), {"a-20"})):
        found, app = read(tmp_path, *drawings)
        found.write(app, None)
        written = {path.name for path in (tmp_path / "charts" / "page").iterdir()}
        assert written == {f"{name}{ending}" for name in left for ending in (".svg", "-narrow.svg", "-whole.svg", ".png", ".csv")}
    with Image.open(tmp_path / "charts" / "page" / "a-20.png") as picture:
        assert picture.width > 2 * 30 * 96 // 72


def test_a_chart_that_makes_no_picture_stops_the_build(tmp_path: Path) -> None:
    found, app = read(tmp_path, shown("a", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><'))
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


@pytest.mark.parametrize(("base", "address"), [("https://book.example/minsk/", " https://book.example/minsk/page.html#a"), ("", "")])
def test_a_chart_is_cited_with_its_own_address_where_the_book_has_one(base: str, address: str) -> None:
    config = SimpleNamespace(author="The authors", copyright="2026", project="A book", html_baseurl=base)
    builder = SimpleNamespace(config=config, get_target_uri=lambda page: f"{page}.html")
    cited = charts.citation(cast(Builder, builder), "page", shown("a", "")["data"])
    assert cited == f"The authors (2026). “A finding” [chart]. In <cite>A book</cite> Facts checked through May 1, 2026.{address}"
