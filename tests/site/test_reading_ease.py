"""How hard the prose of each page is to read, measured, printed at the end of the run and bounded."""

import re
from collections.abc import Callable

import built
import pytest
import textstat

REFERENCE = ("bibliography", "people-and-documents")  # pages whose names begin so are lists, no prose
ABBREVIATED = re.compile(r"\b(?:[A-Z]\.)+|\b(?:Dr|Mr|Ms|No|Rep|Sen|St|[A-Z])\.(?= [A-Z\d])")
HARDEST = 55  # on Flesch's scale 60 to 70 is plain English, 50 to 60 fairly hard, below 50 for college
GRADE = 10  # years of school
LONGEST, AVERAGE, LEAD = 35, 17, 40  # words of a sentence, of the sentences of a page on average, of the lead
SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z\d\"“(])|\n")


PAGES = [page for page in built.pages() if not page.startswith(REFERENCE)]


def prose(page: str) -> str:
    """The prose of a page without the points that end no sentence."""
    return ABBREVIATED.sub(lambda match: match.group().replace(".", ""), built.prose(page))


@pytest.mark.parametrize("page", PAGES)
def test_sentences_are_short(page: str) -> None:
    lengths = {sentence: len(sentence.split()) for sentence in SENTENCE.split(prose(page)) if sentence}
    assert not {sentence: length for sentence, length in lengths.items() if length > LONGEST}
    assert sum(lengths.values()) / len(lengths) <= AVERAGE


@pytest.mark.parametrize("page", PAGES)
def test_a_lead_is_short(page: str) -> None:
    lead = built.article(page).select_one("h1 ~ p > strong:only-child")
    assert lead is None or len(built.text(lead).split()) <= LEAD


@pytest.mark.parametrize("page", PAGES)
def test_prose_can_be_read(page: str, record_property: Callable[[str, object], None]) -> None:
    text = prose(page)
    ease, grade = textstat.flesch_reading_ease(text), textstat.flesch_kincaid_grade(text)
    record_property("reading ease", f"{page}: {ease:.0f} (grade {grade:.0f}, {textstat.lexicon_count(text):,} words)")
    assert ease >= HARDEST
    assert grade <= GRADE


def test_the_measure_tells_plain_from_hard() -> None:
    plain = "The envoy came to Minsk. He met the president. Then he left."
    hard = "Notwithstanding considerable institutional deterioration, intergovernmental representation necessitated unprecedented reconsideration."
    assert textstat.flesch_reading_ease(plain) > HARDEST > textstat.flesch_reading_ease(hard)
