"""The house's rules on words, held against the prose of every page and the sentences of the tables."""

import re
from pathlib import Path

import pytest

from bilateral import words
from bilateral.own_files import own_files
from bilateral.tables import Tables

ROOT = Path(__file__).parents[2]
PAGES = [page.stem for page in own_files(ROOT / "book", "*.md")]

# A word we do not use, and the one we use for it.
TERMS = {
    r"Lukashenka\b": "Lukashenko",
    r"Tikhanovska\w+|Cichano\w+": "Tsikhanouskaya or Tsikhanouski",
    r"Zyankovich|Yuras Ziankovich": "Youras Ziankovich",
    r"Belorussia\w*|Byelorussia\w*": "Belarus, Belarusian",
    r"\bKiev\b": "Kyiv",
    r"\bcharges? d'affaires|\bchargés? d’affairs": "chargé d'affaires",
    r"\bagrement\b": "agrément",
    r"\blicence\w*": "license",
    r"\bprogramme\b": "program",
    r"\bUS\b": "U.S.",
    r"\bU\.S\.A\.": "U.S.",
    r"\bpar cent\b|\bper cent\b": "percent",
}
LOADED = r"\b(?:dictator\w*|tyran\w*|puppet\w*|thug\w*|brutal\w*|heroic\w*|so-called|notorious\w*|infamous\w*|bloody|crony|cronies)\b"

# Numbers that are names, which prose may type: orders, licenses, agreements, years, the two ends of a scale.
NAMES = (
    r"\b(?:E\.O\.|Executive\s+Order|(?:General )?Licenses?|GL|Proclamation|Minsk-|Zapad-|Resolution|Public Law|CC BY)\s?\d[\dA-Z.-]*"
    r"|\b\d+(?:st|nd|rd|th)\b|[+-]?\b[012]\b"
)
YEAR = r"\b(?:19|20)\d\ds?\b"


def prose(page: str) -> str:
    """The sentences of a page: no front matter, cells, options, headings, roles, link addresses or code."""
    text = (ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^(`{3,}|:{3,})\{(?:code-cell|footbibliography|bibliography|toctree)\}.*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"^(?:`{3,}|:{3,}).*$|^:[a-z-]+:.*$|^#+ .*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\{[a-z:-]+\}`[^`]*`|`[^`]*`", "", text)
    return re.sub(r"\]\([^)]*\)", "]", text)


@pytest.mark.parametrize(
    ("value", "said"), [(0, "zero"), (6.4, "six"), (6.94, "seven"), (9.5, "10"), (1109.5, "1,110"), (1110.5, "1,111"), (-1.5, "−1"), (4206, "4,206")]
)
def test_a_number_is_rounded(value: float, said: str) -> None:
    assert words.number(value) == said


@pytest.mark.parametrize("page", PAGES)
def test_every_number_comes_from_a_cell(page: str) -> None:
    """A figure typed into a sentence would stay when the tables change."""
    text = re.sub(f"{NAMES}|{YEAR}", "", prose(page))
    typed = [text[max(0, match.start() - 40) : match.end() + 20] for match in re.finditer(r"(?<![\w-])\d[\d,.]*", text)]
    assert not typed


@pytest.mark.parametrize("page", [page for page in PAGES if page != "where-sources-disagree"])  # which lists other spellings
def test_terms_are_the_houses(page: str) -> None:
    assert not {wrong: right for wrong, right in TERMS.items() if re.search(wrong, prose(page))}


@pytest.mark.parametrize("page", PAGES)
def test_words_are_neutral(page: str) -> None:
    unquoted = re.sub(r"[\"“][^\"”]*[\"”]", "", prose(page))
    assert not re.findall(LOADED, unquoted, flags=re.IGNORECASE)


@pytest.mark.parametrize("table", ["events", "visits", "representation", "prisoner_releases", "instruments", "designations"])
def test_the_tables_sentences_keep_the_same_rules(tables: Tables, table: str) -> None:
    frame = getattr(tables, table)
    columns = [column for column in ("summary", "detail", "met", "given") if column in frame]
    wrong = []
    for row in frame[["id", *columns]].itertuples(index=False):
        text = re.sub(r"\"[^\"]*\"", "", " ".join(row[1:]))
        wrong += [(row.id, term) for term in [*TERMS, LOADED] if re.search(term, text)]
    assert not wrong


@pytest.mark.parametrize("column", ["summary", "detail"])
def test_sentences_of_events_are_whole(tables: Tables, column: str) -> None:
    cells = tables.events.set_index("id")[column]
    broken = cells[(cells != "") & ~cells.str.contains(r"[.?!]\"?$")]
    assert broken.empty, broken.to_dict()
