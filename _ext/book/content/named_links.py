"""Link the first mention of each person and instrument in a page's prose to its entry in *People and documents*.

Names and addresses come from the same tables as the entries; an author writes nothing. Headings, links, code, captions, notes and
charts are left alone. An entry that is not on that page is an undefined label, which fails a strict build.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from bilateral import tables
from bilateral.web import reference

PAGE = "people-and-documents"
CLOSED = (nodes.title, nodes.reference, nodes.literal, nodes.caption, nodes.footnote, nodes.citation, nodes.pending, addnodes.pending_xref)


def anchors(entries: Iterable[reference.Entry]) -> dict[str, str]:
    """Each way to name a person or document, with the anchor of its entry; what could mean two of them is left out."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        plain = re.sub(r"(?<= )[A-Z]\. ", "", entry.name)  # no middle initial
        for form in {entry.name, plain, *entry.forms}:
            found.setdefault(form, set()).add(entry.anchor)
    return {form: min(meant) for form, meant in found.items() if len(meant) == 1}


def mentions(names: re.Pattern[str], kinds: Iterable[str], text: str) -> list[tuple[int, int, str]]:
    """Begin, end and name of each person or document in ``text``, in order; of ``kinds`` of documents several may be named at once."""
    return sorted([*((match.start(), match.end(), match.group()) for match in names.finditer(text)), *reference.several(text, kinds)])


def prose(doctree: nodes.document) -> Iterator[nodes.Text]:
    """The texts of a page's paragraphs, in their order."""
    for text in list(doctree.findall(nodes.Text)):
        parents, node = [], text.parent
        while node is not None:
            parents.append(node)
            node = node.parent
        if any(isinstance(each, nodes.paragraph) for each in parents) and not any(isinstance(each, CLOSED) for each in parents):
            yield text


def link(known: Mapping[str, str], kinds: Iterable[str], app: Sphinx, doctree: nodes.document) -> None:
    if app.env.docname == PAGE:
        return
    names, done = reference.whole_words(known), set()
    for text in prose(doctree):
        parts: list[nodes.Node] = []
        last = 0
        for start, end, name in mentions(names, kinds, text.replace("\n", " ")):
            anchor = known.get(name)
            if anchor is None or anchor in done:
                continue
            done.add(anchor)
            target = {"refdomain": "std", "reftype": "ref", "reftarget": anchor, "refexplicit": True, "refwarn": True}
            mention = addnodes.pending_xref("", refdoc=app.env.docname, **target)
            mention += nodes.inline("", text[start:end])
            parts += [nodes.Text(text[last:start]), mention]
            last = end
        if parts:
            text.parent.replace(text, [*parts, nodes.Text(text[last:])])


def prepare(app: Sphinx, env: BuildEnvironment, _pages: list[str]) -> None:
    if PAGE not in env.found_docs:
        return
    loaded = tables.load(Path(app.confdir) / "data")
    groups = [*reference.people(loaded).values(), *reference.documents(loaded).values()]
    app.connect("doctree-read", partial(link, anchors(entry for group in groups for entry in group), reference.kinds_of(loaded)))


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", prepare)
