"""The article is not reproduced: no file of the book has eight words in a row of it. test_pages asks the same of what pages show."""

import article_text
import built
import pytest
from bs4 import BeautifulSoup

from bilateral.own_files import own_files

WRITTEN = {".md", ".csv", ".json", ".py"}


@pytest.fixture(scope="session")
def article_hashes() -> set[str]:
    return set(article_text.STORE.read_text(encoding="utf-8").split())


def test_no_file_of_the_book_repeats_eight_words_of_the_article(article_hashes: set[str]) -> None:
    """As above, for what no page shows: tables, code, documents."""
    files = [path for folder in ("book", "data", "src", "tests") for path in own_files(built.ROOT / folder, "**/*") if path.suffix in WRITTEN]
    copied = {path: article_text.copied(path.read_text(encoding="utf-8"), article_hashes) for path in [*files, *built.ROOT.glob("*.md")]}
    assert not {str(path.relative_to(built.ROOT)): found for path, found in copied.items() if found}


def test_copied_words_are_found_however_they_are_written() -> None:
    known = article_text.hashes("A heading of the piece that is quite long\nThe envoy’s visit, in U.S. eyes, was a chargé’s affair. Fine.\n")
    page = BeautifulSoup("<p>He said the <em>envoys</em> visit, in\n U.S. eyes was “a Charge's</p>", "html.parser")
    assert article_text.copied(page.get_text(), known) == [
        "the envoys visit in u s eyes was",
        "envoys visit in u s eyes was a",
        "visit in u s eyes was a charges",
    ]
    assert not article_text.copied("a heading of the piece that is quite long", known)
