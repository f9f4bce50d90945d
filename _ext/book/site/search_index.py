"""Make the search: which words stand on which page, as one script, and the passages of each page, as a script that is read for what is shown.

Sphinx's index knows words of the sources; this one knows what a reader sees, rows of tables and the tables' own pages among it, with numbers,
dates and initials as `book/_static/words.js` takes them apart. All are scripts, since a page opened from a folder may read nothing else.
"""

import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx

from book import internals

INDEX, FOLDER, SPELLINGS = "searchindex.js", "search", "spellings.js"
EVENTS, EVENTS_PLACE = "explore-list.js", '<div class="chronology">'
NOT_SEARCHED = re.compile(r"search|404|numbers-.*")  # the last: rows that stand on the pages of their tables

# --- words, as words.js has them; a test compares

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
SHORT = {name[:length]: name for name in MONTHS for length in (3, 4) if name != "may" and (length == 3 or name == "september")}
MONTH = f"({'|'.join([*MONTHS, *sorted(SHORT, reverse=True)])})"
END = "(?![0-9])"
SPAN = re.compile(
    rf"([0-9]{{4}})-(0[1-9]|1[0-2])(?:-([0-9]{{2}}))?{END}|{MONTH}\.?[ \u00a0]([0-9]{{1,2}}),?[ \u00a0]([0-9]{{4}}){END}"
    rf"|([0-9]{{1,2}})[ \u00a0]{MONTH}\.?,?[ \u00a0]([0-9]{{4}}){END}|([0-9]{{1,2}})\.([0-9]{{1,2}})\.([0-9]{{4}}){END}"
    rf"|([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}}){END}"
    rf"|([^\W\d_](?:\.[^\W\d_])+)(?![^\W_])|([0-9]{{1,3}}(?:,[0-9]{{3}})+){END}|[0-9]+(?:\.[0-9]+)*[^\W\d_]*|[^\W\d_](?:['’]?[^\W_])*"
)
LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'"})
POSSESSIVE = re.compile("'s$|^[^'_]'|'")


@cache
def folded(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFD", text.translate(LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.category(letter).startswith("M"))


def first(parts: Iterable[str | None]) -> str:
    return next(filter(None, parts), "")


def words_of(text: str) -> Iterator[str]:
    """The words of a text, in their order: a date also as one word, a number without commas, initials without periods."""
    for match in SPAN.finditer(unicodedata.normalize("NFC", text).lower()):
        *dates, initials, number = match.groups()
        if any(dates):
            year, month, day = (first(dates[place] for place in places) for places in ((0, 5, 8, 11, 14), (1, 3, 7, 10, 12), (2, 4, 6, 9, 13)))
            at = int(month) if month.isdigit() else MONTHS.index(SHORT.get(month, month)) + 1
            if day:
                yield f"d{year}{at:02}{int(day):02}"
            yield MONTHS[at - 1] if 0 < at <= len(MONTHS) else str(at)
            if day:
                yield str(int(day))
            yield year
        elif initials:
            yield folded(initials.replace(".", ""))
        elif number:
            yield number.replace(",", "")
        else:
            word = POSSESSIVE.sub("", folded(match[0]))
            yield SHORT.get(word, word)


@cache
def stem(word: str) -> str:
    """What the usual forms of an English word have in common; a word in another script or with a figure is only itself."""
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if match := re.fullmatch("(.*[aeiouy].*)(?:ing|ed)", word):
        short = match[1]
        if len(short) > 3:
            word = short[:-1] if short[-1] == short[-2] and short[-1] not in "lsz" else short
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


# --- passages of a page


class Passage(NamedTuple):
    """A paragraph, a row, an entry: the nearest id at or above it, its text, and how much it says of the page (3: its title)."""

    anchor: str
    text: str
    weight: int


MARKUP = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
ATTRIBUTE = re.compile(r"\b(id|class|alt)=(?:\"([^\"]*)\"|([^\s>]+))")
BLOCKS = set(
    "p li tr dt dd h1 h2 h3 h4 figcaption caption summary div section figure table thead tbody ul ol dl blockquote pre aside details".split()
)
SKIPPED_TAGS = {"script", "style", "noscript", "form", "button", "svg", "nav"}
SKIPPED = {"byline", "cell_input", "exhibit-cite", "exhibit-foot", "headerlink", "kicker", "next-chapter"}
WEIGHTS = {"h1": 3, "h2": 2, "h3": 2, "h4": 2, "dt": 1}
DATED = re.compile(r"\d{4}(?:-\d\d){0,2}(?=-)")


def passages(page: str, skipped: set[str] = SKIPPED) -> list[Passage]:
    """What a reader sees of a page, code and controls left out; what is folded counts as seen. An event of a list says its whole date."""
    begin = page.find("<article")
    source = page[begin : page.find("</article>", begin)]
    found: list[Passage] = []
    text: list[str] = []
    near = own = inside = ""
    weight = depth = place = 0
    dated = False

    def end() -> None:
        """Close the passage that was being read."""
        nonlocal own, weight
        if said := " ".join("".join(text).split()):
            found.append(Passage(own or near, said, weight))
        text.clear()
        own, weight = "", 0

    for match in MARKUP.finditer(source):
        if not inside:
            text.append(html.unescape(source[place : match.start()]))
        place = match.end()
        closing, tag, rest = match[1], (match[2] or "").lower(), match[3] or ""
        if tag == "b" and dated:  # said in full before it
            inside, depth, dated = tag, 1, False
            continue
        if inside:
            depth += (tag == inside) * (-1 if closing else 1)
            inside = inside if depth else ""
            continue
        has = {name: quoted or plain for name, quoted, plain in ATTRIBUTE.findall(rest)}
        if tag in BLOCKS:
            end()
        elif tag in {"td", "th", "br"}:
            text.append(" ")
        if closing or not tag:
            continue
        if "id" in has:
            near = has["id"]
            own = own or ("" if "".join(text).strip() else near)
        weight = max(weight, WEIGHTS.get(tag, 0))
        if tag in SKIPPED_TAGS or skipped & set(has.get("class", "").split()):
            inside, depth = tag, 1
        elif tag == "li" and (date := DATED.match(has.get("id", ""))):
            text.append(f"{date[0]}: ")
            dated = True
        elif has.get("alt"):
            end()
            text.append(html.unescape(has["alt"]))
            end()
    end()
    return found


# --- what is written


def source(page: Path) -> str:
    """The source of a page, with the list of events in its place where the page fetches it for a reader."""
    text = page.read_text(encoding="utf-8")
    fetched = page.parent / "_static" / EVENTS
    if EVENTS_PLACE not in text or not fetched.exists():
        return text
    events: str = json.loads(fetched.read_text(encoding="utf-8").partition(" = ")[2].removesuffix(";\n"))
    return text.replace(EVENTS_PLACE, EVENTS_PLACE + events)


def weights(found: Iterable[Passage]) -> dict[str, int]:
    """How much each word says of the page, from 0 (it stands there) to 3 (in its title)."""
    most: dict[str, int] = defaultdict(int)
    times: Counter[str] = Counter()
    for passage in found:
        for word in map(stem, words_of(passage.text)):
            times[word] += 1
            most[word] = max(most[word], passage.weight)
    return {word: max(most[word], (count > 2) + (count > 9)) for word, count in times.items()}


def packed(index: dict[str, list[int]]) -> str:
    """Words in their order, each without the beginning that it shares with the one before, and the distances between its numbers."""
    lines, before = [], ""
    for word in sorted(index):
        shared = next((at for at, (one, other) in enumerate(zip(word, before, strict=False)) if one != other), min(len(word), len(before)))
        distances = [number - last for number, last in zip(index[word], [0, *index[word]], strict=False)]
        lines.append(f"{base36(min(shared, 35))}{word[min(shared, 35) :]} {'.'.join(map(base36, distances))}")
        before = word
    return "\n".join(lines)


def base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits


def rank(page: str, chapters: set[str]) -> float:
    """Chapters come before lists of sources, and these before the rows of tables."""
    return 0.45 if page.startswith("rows-") else 0.6 if page.startswith("bibliography") else 1 if page in chapters else 0.5


def spellings(people: Any) -> list[str]:
    """Words that are written in several ways, from the names of people and their other spellings: each with the others, in a line."""
    groups: dict[str, set[str]] = {}
    for person in people.itertuples():
        name = list(words_of(person.name))
        for other in str(person.other_spellings or "").split(";"):
            for one, two in zip(name, words_of(other), strict=False):
                if len(name) == len(list(words_of(other))) and min(len(one), len(two)) > 2:
                    joined = groups.get(one, {one}) | groups.get(two, {two})
                    groups.update(dict.fromkeys(joined, joined))
    return sorted({" ".join(sorted(group)) for group in groups.values() if len(group) > 1})


def script(call: str, value: object) -> str:
    return f"{call}({json.dumps(value, ensure_ascii=False, separators=(',', ':'))});\n"


def write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    out, index, listed = Path(app.outdir), defaultdict(list), []
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    pages = [path for path in sorted(out.glob("*.html")) if not NOT_SEARCHED.fullmatch(path.stem)]
    for number, path in enumerate(pages):
        # A kicker names the part of the book; that of its first page says what the book is about.
        found = passages(source(path), SKIPPED - {"kicker"} if path.stem == app.config.root_doc else SKIPPED)
        title = next((passage.text for passage in found if passage.weight == 3), path.stem)
        listed.append([path.stem, title, rank(path.stem, app.env.found_docs)])
        for word, weight in weights(found).items():
            index[word].append(4 * number + weight)
        (folder / f"{path.stem}.js").write_text(script("Search.passages", [path.stem, found]), encoding="utf-8")
    (out / INDEX).write_text(script("Search.index", [listed, packed(index)]), encoding="utf-8")


def write_spellings(app: Sphinx, exception: Exception | None) -> None:
    from bilateral import tables  # on the path only now: environment.py

    if exception is None and app.builder.name == "html":
        loaded = tables.load(Path(app.confdir) / "data")
        groups = spellings(loaded.people) if "people" in loaded.frames else []
        static = Path(app.outdir) / "_static"
        (static / SPELLINGS).write_text(f"window.spellings={json.dumps(groups, ensure_ascii=False)};\n", encoding="utf-8")


def own_search(app: Sphinx) -> None:
    if app.builder.name == "html":
        internals.without_search(app.builder)


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if app.builder.name == "html":
        yield "search", {}, "search.html"


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", own_search)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", write_spellings)
    app.connect("build-finished", write)
