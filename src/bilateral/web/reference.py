"""Who is who and what instrument: entries of a reference page, made from the tables, each with the pages that name it."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from .. import words
from ..tables import Tables, source_ids
from .listing import spelled

SEVERAL = r"\b({})s (\d+[A-Z]?(?:(?:,? and|,) \d+[A-Z]?)+)"  # documents of one kind, by their numbers
TITLE = re.compile(r"^[A-Z][a-z]{1,3}\. ")  # short, before a name
DATE = re.compile(r"^(\d{4}(?:-\d{2}){0,2})-(.+)$")  # an id that begins with a date
MOST_SOURCES = 2  # that an entry cites


@dataclass
class Entry:
    """One person or document: its address on the page, its name, what is known, and the forms of the name that pages may use."""

    anchor: str
    name: str
    forms: Sequence[str]
    spellings: Sequence[str] = ()
    lines: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)  # of columns `sources`
    pages: Sequence[str] = ()

    def markdown(self, titles: Mapping[str, str], sources: pd.DataFrame) -> str:
        """The entry in MyST: a target, the name, what is known; folded, its sources and links to its pages by their ``titles``."""
        also = f" (also {spelled(plain(', '.join(self.spellings)))})" if self.spellings else ""
        cited = ";".join(source_ids(pd.Series(self.cells, dtype=str))[:MOST_SOURCES])
        pages = ", ".join(f'<a href="{page}.html">{html.escape(titles[page])}</a>' for page in self.pages)
        said = {"Sources": links(sources, cited) if cited else "", "On": pages}
        parts = {name: text for name, text in said.items() if text}
        known = "\\\n    ".join(plain(f"{line.rstrip('.')}.") for line in self.lines)
        more = folded("Sources and pages" if len(parts) == 2 else "Sources" if cited else "Pages", said_of(parts)) if parts else ""
        return f"({self.anchor})=\n**{plain(self.name)}**{also}\n:   {known}\n\n    {more}\n"


def people(tables: Tables) -> dict[str, list[Entry]]:
    """Everybody in ``people``, ``heads_of_mission`` and ``visits``, by side (id of an actor), in the order of surnames.

    Visitors whose names were not found are left out. A row of ``people`` gives id, role, other spellings and the forms to look for; others
    get the surname, or the whole name where somebody else has it as surname or first name.
    """
    found: dict[str, Entry] = {}
    sides: dict[str, str] = {}
    for row in tables.people.itertuples():
        entry = Entry(row.id, row.name, _parts(row.find) or [surname(row.name)], _parts(row.other_spellings))
        entry.lines += [row.role] if row.role else []
        entry.cells.append(row.sources)
        found[row.name], sides[row.name] = entry, row.side
    visitors = {name: visitor(name) for name in tables.visits["person"]}
    named = {*found, *tables.heads_of_mission["person"], *filter(None, visitors.values())}
    shared = pd.Series([surname(name) for name in named] + [name.split()[0] for name in named]).value_counts()

    def of(name: str, side: str) -> Entry:
        if name not in found:
            unique = shared[surname(name)] == 1
            found[name] = Entry(slug(surname(name) if unique else name), name, [surname(name) if unique else name])
        sides.setdefault(name, side)
        return found[name]

    posts, titles = tables.posts.set_index("id"), tables.ranks.set_index("id")["title"]
    for row in tables.heads_of_mission.sort_values("start", kind="stable").itertuples():
        entry = of(row.person, posts.loc[row.post, "sender"])
        since = words.known(row.start_known)
        span = f"{since} to {words.known(row.end_known)}" if row.end_known else f"from {since}, not known to have ended"
        entry.lines.append(f"{titles[row.rank].format(posts.loc[row.post, 'city'])}, {span}")
        entry.cells.append(row.sources)
    visits = tables.visits.assign(name=tables.visits["person"].map(visitors))
    for (name, side, office), rows in visits[visits["name"] != ""].groupby(["name", "sender", "office"], sort=False):
        entry = of(str(name), str(side))
        days = rows["date_known"].map(words.known) + rows["confidence"].map({"low": " (not confirmed)"}).fillna("")
        places = [f"{place or 'a city not named'}, {'; '.join(own)}" for place, own in days.groupby(rows["place"], sort=False)]
        entry.lines.append(f"{words.begin(office)}: visited {', and '.join(places)}")
        entry.cells += list(rows["sources"])
    ordered = sorted(found, key=lambda name: (surname(name), name))
    return {side: [found[name] for name in ordered if sides[name] == side] for side in tables.actors["id"] if side in sides.values()}


def documents(tables: Tables) -> dict[str, list[Entry]]:
    """Every instrument by the name of its kind, in the order of ``instrument_kinds`` and time.

    What has one number (a license and its renewals) is one entry, and so is a kind that the table says is ``one_entry``.
    """
    found: dict[str, list[Entry]] = {}
    rows = tables.instruments.sort_values("start", kind="stable")
    rows = rows.assign(group=rows["number"].where(rows["number"] != "", rows["id"]))
    for kind in tables.instrument_kinds.itertuples():
        own = rows[rows["kind"] == kind.id]
        for _, group in own.groupby(own["kind"] if kind.one_entry else own["group"], sort=False):
            first = group.iloc[0]
            name = kind.one_entry or first["title"]
            if not kind.one_entry and not first["number"] and (own["title"] == name).sum() > 1:
                name += f", {words.known(first['issued_known'])}"
            number = "" if kind.one_entry else first["number"]
            anchor = document_anchor(tables, kind.id if kind.one_entry else first["id"], number)
            entry = Entry(anchor, ": ".join(filter(None, [number, name])), forms_of(tables, number, name))
            if kind.one_entry:
                first_day, last_issue = words.known(first["start_known"]), words.known(group.iloc[-1]["issued_known"])
                entry.lines.append(f"{len(group)} known, for the years from {first_day}; the last was seen or implied in {last_issue}")
            for row in group.itertuples():
                if kind.one_entry:
                    entry.cells.insert(0, row.sources)
                    continue
                since = words.known(row.start_known)
                if row.start_known == row.end_known:
                    span = ""
                elif row.end_known:
                    span = f" In force {since} to {words.known(row.end_known)}."
                else:
                    span = f" In force from {since}{'; no end found, and not known to be in force' if row.end_unknown == 'yes' else ''}."
                entry.lines.append(f"{row.summary}{span}")
                entry.cells.append(row.sources)
            found.setdefault(kind.name, []).append(entry)
    return found


def agreements(tables: Tables, named: Mapping[str, tuple[str, str]]) -> list[Entry]:
    """Agreements that stand in ``events``: ``named`` maps an anchor to the id of the event and the name."""
    events = tables.events.set_index("id")
    entries = []
    for anchor, (event, name) in named.items():
        row = events.loc[event]
        entries.append(Entry(anchor, name, [name], (), [f"{words.known(row['date_known'])}: {row['summary']}"], [row["sources"]]))
    return entries


def named_on(entry: Entry, texts: Mapping[str, str]) -> Entry:
    """The entry with the pages of ``texts`` (page: its text) in which one of its forms stands as whole words, in their order."""
    wanted = whole_words(entry.forms)
    # Most pages do not have the letters at all, which is told far sooner than by words.
    return replace(entry, pages=[page for page, text in texts.items() if any(form in text for form in entry.forms) and wanted.search(text)])


def whole_words(forms: Iterable[str]) -> re.Pattern[str]:
    """Any of ``forms`` as whole words, the longest first."""
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})(?![\w-])")


def page_texts(folder: Path, pages: Iterable[str], kinds: Iterable[str] = ()) -> dict[str, tuple[str, str]]:
    """Title and text of each of ``pages`` that lies in ``folder`` as MyST, without roles that name ids.

    With what ``several`` finds of ``kinds`` at its end.
    """
    found = {}
    for page in pages:
        path = folder / f"{page}.md"
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        heading = re.search(r"^# (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), flags=re.MULTILINE)
        text = " ".join(re.sub(r"\{[a-z:]+\}`[^`]*`", "", text).split())
        found[page] = (heading[1] if heading else page, " ".join([text, *(name for _, _, name in several(text, kinds))]))
    return found


def kinds_of(tables: Tables) -> list[str]:
    """What documents are called before their number, spelled out: ``Order``."""
    return [name for name in tables.instrument_kinds["long"] if name]


def several(text: str, kinds: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where ``text`` names several documents of one of ``kinds`` at once ("Orders 1 and 2"): begin and end of each number, and the name it means."""
    for match in re.finditer(SEVERAL.format("|".join(map(re.escape, kinds)) or "(?!)"), text):
        for number in re.finditer(r"\w*\d\w*", match[2]):
            yield match.start(2) + number.start(), match.start(2) + number.end(), f"{match[1]} {number[0]}"


def plain(text: str) -> str:
    """``text`` in MyST, where it is shown as it stands: no HTML, no markup."""
    return re.sub(r"([\\`*_{}\[\]$|~^])", r"\\\1", html.escape(text, quote=False))


def surname(name: str) -> str:
    """The last word of a name."""
    return name.split()[-1]


def visitor(person: str) -> str:
    """A visitor's name without title and company, ``""`` where it was not found."""
    plain = re.sub(r" \(.*\)$", "", TITLE.sub("", person))
    return "" if "not found" in person or not re.fullmatch(r"(?:[A-Z][\w'’.-]*)(?: [A-Z][\w'’.-]*)+", plain) else plain


def slug(text: str) -> str:
    """``text`` as an address: lower case, its words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=[A-Za-z])\.", "", text).lower().replace("é", "e")).strip("-")


def document_anchor(tables: Tables, row_id: str, number: str) -> str:
    """``eo-13405``, ``gl-2a``, ``cfr-part-548``; without a number the words of the id, then its date if any: ``visa-ban-1998-07-14``.

    Where the short form of a kind is more than one word, the long one stands in its place.
    """
    if number:
        for short, long in _spellings(tables):
            number = number.replace(short, long) if " " in short else number
        return re.sub(r"^\d+-", "", slug(number))
    dated = DATE.match(row_id)
    return f"{dated[2]}-{dated[1]}" if dated else slug(row_id)


def _spellings(tables: Tables) -> list[tuple[str, str]]:
    """The short and the long form of each kind that has one; the short one may be empty."""
    kinds = tables.instrument_kinds
    return [(short, long) for short, long in zip(kinds["short"], kinds["long"], strict=True) if long]


def forms_of(tables: Tables, number: str, title: str) -> list[str]:
    """How pages may name a document: by number, short or spelled out, or by its title without what stands in brackets.

    A number that begins with no short or long form of a kind is none that documents are known by.
    """
    spellings = _spellings(tables)
    forms = [part.strip() for part in number.split(";")]
    forms = [form for form in forms if form.startswith(tuple(f"{word} " for spelling in spellings for word in spelling if word))]
    forms += [form.replace(short, long) for form in forms for short, long in spellings if short and form.startswith(f"{short} ")]
    plain = re.sub(r" \(.*\)$", "", title)
    return [*forms, *([plain] if re.search(r" Act\b", plain) else [])]


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def contested(row: pd.Series, sources: pd.DataFrame) -> str:
    """A row of ``disagreements`` in MyST: a target, the topic, the question, what is used; folded, who says what, why, and the sources."""
    row = row.map(lambda cell: words.curly(cell) if isinstance(cell, str) else cell)
    versions = "".join(f"<li>{html.escape(version)}.</li>" for version in row["versions"].split("; "))
    why = " ".join(filter(None, [row["why"], row["note"]]))
    more = folded("Who says what, and why", f"<ul>{versions}</ul>{said_of({'Why': html.escape(why), 'Sources': links(sources, row['sources'])})}")
    return f"(contested-{row['id']})=\n**{plain(row['topic'])}**\n:   *{plain(row['question'])}* {plain(row['chosen'])}\n\n    {more}\n"


def links(sources: pd.DataFrame, ids: str) -> str:
    """Publisher, date and address of each of ``ids`` (joined by ``;``) as HTML; ``sources`` has them as its index.

    Raises ``KeyError`` for an id that it does not have.
    """
    found = []
    for source in ids.split(";"):
        row = sources.loc[source]
        date = f", {words.known(row['date_known'])}" if row["date_known"] else ""
        found.append(f'<a href="{html.escape(row["url"], quote=True)}">{html.escape(row["publisher"])}{date}</a>')
    return "; ".join(found)


def said_of(parts: Mapping[str, str]) -> str:
    """A paragraph of HTML for each of ``parts``, which begins with its name."""
    return "".join(f"<p><b>{name}.</b> {text}</p>" for name, text in parts.items())


def folded(summary: str, content: str) -> str:
    """HTML that a reader opens: no script, one line where MyST is read."""
    return f"<details><summary>{summary}</summary>{content}</details>"
