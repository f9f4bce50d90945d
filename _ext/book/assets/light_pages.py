"""Make pages light: one stylesheet with the rules that they use, one script, a font of the icons that they show.

The theme brings 0.4 MB of styles, a 1.5 MB icon script, an icon font and fourteen scripts to every page. The templates in
`book/_templates` ask for `bundle.css` and `bundle.js` instead, which are made here when the pages have been written; what no page
uses any more is not published. The policy below has the browser refuse anything from another host, and every inline script.
"""

import logging
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import rjsmin
import tinycss2
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pygments.filter import Filter
from pygments.lexer import Lexer
from pygments.token import Comment, Keyword, String, Text
from sphinx.application import Sphinx

from book import internals

POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
STYLES = (*internals.STYLES, "book.css")
OURS = ("mended.js", "near.js")
SCRIPTS = (*internals.SCRIPTS, *OURS)
COPY = (*internals.COPY, "cite.js")  # what near.js loads
FIND = ("spellings.js", "words.js", "tables.js")  # for a page with something to search, in `find.js`
BY_THEMSELVES = (
    "mode.js",
    "day.js",
    "ledger.js",
    "explore.js",
    "numbers.js",
    "search.js",
    "card.js",
    "matches.js",
)  # our own; every page asks for the first, and for what it needs of the next five, near.js for the last two
STYLES_BY_THEMSELVES = {
    "day.css": ("day.css",),
    "explore.css": ("day.css", "explore.css"),  # in one file, as a page may ask for no more of them
    "ledger.css": ("ledger.css",),
    "numbers.css": ("numbers.css",),
    "rows.css": ("rows.css",),
}  # for what a script draws: which of their rules are idle, no page tells

COLORED = (Comment, Keyword, String)  # the rest of a cell is set in the color of text, and needs no markup
COMBINATORS = (">", "+", "~")
LISTS = {"is", "where", "has"}  # of selectors, in a selector
SPACED = re.compile(r"\s*([>+~])\s*")  # between two parts of a selector
STRING = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|`[^`]*`')
WORD = re.compile(r"[\w-]+")
DATA = re.compile(r"\sdata-[\w-]+")
PROPERTY = re.compile(r"--(?:bs|fa|mystnb|pst)-[\w-]+")  # a custom one of the theme's


class FewColors(Filter):  # type: ignore[misc]
    """Joins what has one color, or none of its own, which leaves a fifth of the markup."""

    def filter(self, _lexer: Lexer, stream: Iterator[tuple[Any, str]]) -> Iterator[tuple[Any, str]]:
        colors = ((next((color for color in COLORED if kind in color), Text), text) for kind, text in stream)
        for color, parts in groupby(colors, itemgetter(0)):
            yield color, "".join(text for _, text in parts)


def parts_of_elements(out: Path) -> set[frozenset[str]]:
    """What a selector can match in an element of a page: its tag, classes as ``.class``, id as ``#id``, and the names of its data."""
    found = set()
    for page in out.glob("*.html"):
        for tag in re.findall(r"<([a-z][^<>]*)>", page.read_text(encoding="utf-8")):
            parts = {tag.split(None, 1)[0].rstrip("/")}
            for name, value in re.findall(r'\b(class|id)="([^"]*)"', tag):
                parts.update(("." if name == "class" else "#") + word for word in value.split())
            found.add(frozenset(parts | {name.strip() for name in DATA.findall(tag)}))
    return found


def added_words(theirs: str, ours: str) -> set[str]:
    """Tags, classes and ids that scripts add to pages: the theme's, and the book's own."""
    added = [text for groups in internals.CREATED.findall(theirs) for text in groups] + STRING.findall(ours)
    return {word for text in added for word in WORD.findall(text) if len(word) > 2}


def selectors(prelude: list[Any]) -> Iterator[list[Any]]:
    """The selectors of a rule, which commas part."""
    selector: list[Any] = []
    for token in prelude:
        if token == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def compounds(selector: list[Any]) -> Iterator[set[str]]:
    """The tag, classes and ids that a selector names, of one element after the other, and what they are told by ``data-name``."""
    named: set[str] = set()
    before: Any = None
    for token in selector:
        if token.type == "whitespace" or token in COMBINATORS:
            yield named
            named = set()
        elif token.type == "hash":
            named.add(f"#{token.value}")
        elif token.type == "ident" and before != ":":
            named.add(f".{token.value}" if before == "." else token.value)
        elif token.type == "[] block" and token.content[0].value.startswith("data-"):
            yield {token.content[0].value}  # by itself: scripts tell other elements too
        before = token
    yield named


class Pages:
    """What selectors can find on the pages of a book."""

    def __init__(self, elements: set[frozenset[str]], added: set[str]) -> None:
        self.added = added
        self.with_part: dict[str, set[frozenset[str]]] = defaultdict(set)
        for element in elements:
            for part in element:
                self.with_part[part].add(element)

    def have(self, selector: list[Any]) -> bool:
        """False if the selector asks for an element that no page has and no script makes, also where it lists several to choose from."""
        lists = (selectors(token.arguments) for token in selector if token.type == "function" and token.lower_name in LISTS)
        if not all(any(map(self.have, choices)) for choices in lists):
            return False
        return all(self._has({name for name in named if name.lstrip(".#") not in self.added}) for named in compounds(selector))

    def _has(self, named: set[str]) -> bool:
        return not named or bool(set.intersection(*(self.with_part.get(name, set()) for name in named)))


def kept(css: str, pages: Pages | None, read: set[str]) -> str:
    """The rules of a stylesheet that a page can use (all, without ``pages``), and no custom properties and animations that nothing reads."""
    return "".join(_kept(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), pages, read))


def _kept(rules: list[Any], pages: Pages | None, read: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            can_match = [selector for selector in selectors(rule.prelude) if pages is None or pages.have(selector)]
            used = [SPACED.sub(r"\1", tinycss2.serialize(selector).strip()) for selector in can_match]
            declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True) if used else []
            body = [written(part) for part in declarations if not part.name.startswith("--") or part.name in read]
            if body:
                yield f"{','.join(used)}{{{';'.join(body)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "layer"} and rule.content is not None:
            inside = "".join(_kept(tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True), pages, read))
            if inside:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "keyframes" and tinycss2.serialize(rule.prelude).strip() not in read:
            continue
        elif rule.type == "at-rule" and rule.lower_at_keyword not in {"font-face", "charset"}:
            yield rule.serialize()


def written(part: Any) -> str:
    """A declaration without the spaces that say nothing."""
    return f"{part.name}:{tinycss2.serialize(part.value).strip()}{'!important' if part.important else ''}"


def read_names(css: str, script: str) -> set[str]:
    """The custom properties that styles or scripts read, and the animations that styles start."""
    started = (word for value in re.findall(r"animation(?:-name)?:([^;}]*)", css) for word in WORD.findall(value))
    return {*re.findall(r"var\(\s*(--[\w-]+)", css), *re.findall(r"--[\w-]+", script), *started}


def short_names(styles: str, scripts: str) -> dict[str, str]:
    """A letter or two for each custom property of the theme that no script names, the most frequent first: its names are a sixth of the styles."""
    found = (name for name, _ in Counter(PROPERTY.findall(styles)).most_common() if name not in scripts)
    return {name: f"--{chr(97 + number % 26)}{number // 26 or ''}" for number, name in enumerate(found)}


def icon_font(static: Path, css: str) -> None:
    """Write ``icons.woff``: the icons that the styles still name."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    font = TTFont(*internals.brought(static, internals.ICONS), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=[], notdef_outline=True))
    subsetter.populate(unicodes=[ord(icon) for icon in re.findall("[\ue000-\uf8ff]", css)])
    subsetter.subset(font)
    font.flavor = "woff"
    font.save(static / "icons.woff")


def bundle(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    if (static / "mended.js").exists():  # a copy of the book's own; else nothing was written, and the bundles of the last build stand
        write_bundles(Path(app.outdir), static)
    for path in {found for pattern in (*STYLES, *SCRIPTS, *COPY, *FIND, *internals.UNUSED) for found in static.glob(pattern)}:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)  # two styles are put there after every build


def write_bundles(out: Path, static: Path) -> None:
    """Make, from what Sphinx and its extensions have put into ``static``, what the pages in ``out`` ask for."""

    def texts(names: Iterable[str]) -> list[str]:
        return [path.read_text(encoding="utf-8") for name in names for path in internals.brought(static, name)]

    def joined(names: Iterable[str]) -> str:
        return ";\n".join(rjsmin.jsmin(text, keep_bang_comments=True) for text in texts(names))

    script, copy = joined(SCRIPTS), joined(COPY)
    ours = {"find.js": joined(FIND), **{name: joined([name]) for name in BY_THEMSELVES}}
    pages = Pages(parts_of_elements(out), added_words(script + copy, "".join(ours.values())))
    css = "\n".join(texts(STYLES))
    face = f'@font-face{{font-family:"{internals.ICON_FAMILY}";font-weight:900;src:url(icons.woff) format("woff")}}'
    alone = {name: "".join(texts(parts)) for name, parts in STYLES_BY_THEMSELVES.items()}
    every = "".join(alone.values())
    while (shorter := kept(css, pages, read_names(css + every, script))) != css:
        css = shorter
    css = face + internals.mended(css)
    icon_font(static, css)
    alone = {name: kept(text, None, read_names(css + every, "")) for name, text in alone.items()}
    short = short_names(css + "".join(alone.values()), script + copy + "".join(ours.values()))
    styles = {name: PROPERTY.sub(lambda found: short.get(found[0], found[0]), text) for name, text in {"bundle.css": css, **alone}.items()}
    for name, text in {**styles, "bundle.js": script, "copy.js": copy, **ours}.items():
        (static / name).write_text(text, encoding="utf-8")


def add_policy(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    context["content_security_policy"] = POLICY


def write_lightly(app: Sphinx) -> None:
    if app.builder.format == "html":
        internals.filter_code(app.builder, FewColors())
        internals.trim_templates(app.builder)


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", write_lightly)
    app.connect("html-page-context", add_policy)
    app.connect("build-finished", bundle, priority=900)  # after the theme has written its colors of code
