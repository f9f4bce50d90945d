"""The names of people and documents in a text, as links to their entries need them."""

import re

import pytest

from bilateral.tables import Tables
from bilateral.web import listing, reference


def test_several_documents_named_at_once_are_each_found() -> None:
    text = "General Licenses 13, 13A and 14, then Executive Orders 13405 and 14038; General License 2 and 3 licenses"
    found = list(reference.several(text, ["General License", "Executive Order"]))
    assert [name for _, _, name in found] == [
        "General License 13",
        "General License 13A",
        "General License 14",
        "Executive Order 13405",
        "Executive Order 14038",
    ]
    assert [text[begin:end] for begin, end, _ in found] == ["13", "13A", "14", "13405", "14038"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Kellogg went", ["Kellogg"]),
        ("General License 2A and General License 2", ["General License 2A", "General License 2"]),
        ("General License 2B, Kelloggs, pre-Kellogg, J.Kellogg, Kellogg-led", []),
        ("Kellogg’s visit (Kellogg)", ["Kellogg", "Kellogg"]),
    ],
)
def test_a_name_is_found_as_whole_words_and_the_longest_first(text: str, named: list[str]) -> None:
    forms = ["Kellogg", "General License 2", "General License 2A"]
    assert [match.group() for match in reference.whole_words(forms).finditer(text)] == named
    entries = [reference.Entry(form, form, [form]) for form in forms]
    assert {entry.name for entry in entries if reference.named_on(entry, {"page": text}).pages} == set(named)


def test_an_entry_without_forms_is_named_nowhere() -> None:
    assert reference.named_on(reference.Entry("a", "A", []), {"page": "A"}).pages == []


def test_cyrillic_spellings_are_belarusian_then_russian(tables: Tables) -> None:
    """The order is all that tells them apart where both have the same letters; those that only one of the languages has must agree."""
    for cell in tables.people["other_spellings"]:
        cyrillic = [each for each in cell.split(";") if re.search("[\u0400-\u04ff]", each)]
        assert len(cyrillic) in {0, 2}, cell
        for spelling, other in zip(cyrillic, ("[ищъ]", "[іў]"), strict=False):
            assert not re.search(other, spelling.lower()), cell
    assert listing.spelled("O&#x27;leg, Ал&#x27;ег; Олег") == 'O&#x27;leg, <span lang="be">Ал&#x27;ег</span>; <span lang="ru">Олег</span>'
