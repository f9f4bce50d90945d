"""Make `data/sources.csv` the bibliography: pages cite a source as {footcite}`its-id`.

sphinxcontrib-bibtex does the citing; this writes the table as BibTeX before it reads it, and says how an entry looks: publisher,
who owns it if a state does, linked title, date, language, copy, and whether nobody opened it.
"""

import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pybtex.plugin
from babel import Locale
from pybtex.database import Entry
from pybtex.richtext import HRef, Tag, Text
from pybtex.style.formatting.unsrt import Style as Unsorted
from pybtex.style.labels.number import LabelStyle as Numbers
from pybtex.style.names.plain import NameStyle as PlainNames
from pybtex.style.sorting import BaseSortingStyle
from pybtex_docutils import Backend
from sphinx.application import Sphinx
from sphinx.config import Config

from bilateral import words
from bilateral.measures.owners import outlet
from book.content import data_files

# One file a page of the bibliography: the primary sources, and the secondary ones up to a first letter of their publishers.
PRIMARY, SECONDARY = "primary", {"secondary-a-d": "D", "secondary-e-n": "N", "secondary-o-s": "S", "secondary-t-z": "Z"}
ENGLISH = Locale("en")
LIST = re.compile(r"^(```\{bibliography\}) (\S+)$", re.MULTILINE)


def entry(row: dict[str, str], owners: Mapping[str, str]) -> str:
    """One source as BibTeX. Values stand as they are: no LaTeX, so that an address keeps its underscores."""
    names = {column: column for column in ("publisher", "title", "date", "url", "language", "opened")} | {"archived_url": "archived"}
    values = {field: re.sub(r"[{}]", "", row[column]) for column, field in names.items()}
    values["owner"] = owners.get(outlet(row["publisher"], owners), "")
    lines = [f"  {field} = {{{value}}}," for field, value in values.items() if value]
    return "\n".join([f"@misc{{{row['id']},", *lines, "}", ""])


class ByPublisher(BaseSortingStyle):  # type: ignore[misc]
    """The order of the whole bibliography; a page's own list keeps the order in which the page cites."""

    def sorting_key(self, entry: Entry) -> tuple[str, str, str]:
        return (entry.fields["publisher"].casefold(), entry.fields.get("date", ""), entry.fields["title"].casefold())


class SourceStyle(Unsorted):  # type: ignore[misc]
    """How one source looks in a list of sources."""

    # Classes: for each citation of a page, pybtex would look up a name in every installed package.
    default_name_style, default_label_style, default_sorting_style = PlainNames, Numbers, ByPublisher

    def format_misc(self, entry: Entry) -> Text:
        fields = entry.fields
        owner = f" ({fields['owner']})" if fields.get("owner") else ""
        parts: list[Text] = [Text(f"{fields['publisher']}{owner}, "), Text(HRef(fields["url"], Tag("em", fields["title"])))]
        if fields.get("date"):
            parts.append(Text(", ", words.known(fields["date"])))
        if fields.get("language", "en") != "en":
            parts.append(Text(f" (in {ENGLISH.languages[fields['language']]})"))
        if fields.get("archived"):
            parts.append(Text(" (", HRef(fields["archived"], "copy"), ")"))
        if fields.get("opened") == "not opened":
            parts.append(Text(" (not opened: known from another page)"))
        return Text(*parts, ".")

    def get_misc_template(self, e: Entry) -> "SourceTemplate":
        return SourceTemplate(self, e)


class SourceTemplate:
    """What pybtex asks of a template: to format the data it is given."""

    def __init__(self, style: SourceStyle, source: Entry) -> None:
        self.style, self.source = style, source

    def format_data(self, data: object) -> Text:
        return self.style.format_misc(self.source)


def list_of(row: dict[str, str]) -> str:
    """The list that a source stands in; a publisher that begins with a figure stands in the first."""
    letter = unicodedata.normalize("NFD", row["publisher"])[0].upper()
    return PRIMARY if row["kind"] == PRIMARY else next((name for name, last in SECONDARY.items() if letter <= last), [*SECONDARY][-1])


def files(app: Sphinx) -> dict[str, Path]:
    """Each list's BibTeX, beside what is built."""
    return {name: Path(app.outdir).parent / f"{name}.bib" for name in (PRIMARY, *SECONDARY)}


def write_bibliography(app: Sphinx, config: Config) -> None:
    sources = data_files.rows(Path(app.confdir) / "data", "sources")
    owners = {row["publisher"]: row["owner"] for row in data_files.rows(Path(app.confdir) / "data", "owners")}
    for name, path in files(app).items():
        text = "\n".join(entry(row, owners) for row in sources if list_of(row) == name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    config["bibtex_bibfiles"] = [str(path) for path in files(app).values()]


def name_file(app: Sphinx, _page: str, text: list[str]) -> None:
    """A page asks for a list by its name; the directive wants a path, which it takes from the folder of the pages."""
    named = {name: Path(os.path.relpath(path, app.srcdir)).as_posix() for name, path in files(app).items()}
    text[0] = LIST.sub(lambda asked: f"{asked[1]} /{named.get(asked[2], asked[2])}", text[0])


def setup(app: Sphinx) -> None:
    pybtex.plugin.register_plugin("pybtex.style.formatting", "sources", SourceStyle)
    pybtex.plugin.register_plugin("pybtex.backends", "docutils", Backend, force=True)  # the same, found at once
    app.connect("config-inited", write_bibliography)
    app.connect("source-read", name_file)
