"""Make pages light: one stylesheet with the rules that they use, one script, a font of the icons that they show.

The theme brings 0.4 MB of styles, a 1.5 MB icon script, an icon font and fourteen scripts to every page. The templates in
`book/_templates` ask for `bundle.css` and `bundle.js` instead, which are made here when the pages have been written; what no page
uses any more is not published. The policy below has the browser refuse anything from another host, and every inline script.
"""

import logging
import re
import shutil
from collections import defaultdict
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
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.highlighting import PygmentsBridge
from sphinx.util.typing import ExtensionMetadata

POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
STYLES = (
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "copybutton.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
    "book.css",
)
SCRIPTS = (
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
    "scripts/sphinx-book-theme.js",
    "scripts/pydata-sphinx-theme.js",
    "mended.js",
    "tables.js",
    "near.js",
    "card.js",
)
COPY = ("clipboard.min.js", "copybutton.js", "cite.js")  # what near.js loads
BY_THEMSELVES = ("ledger.js", "explore.js", "numbers.js", "tables.js", "card.js")  # our own; a page that needs one of the first three asks for it
STYLES_BY_THEMSELVES = (
    "explore.css",
    "ledger.css",
    "numbers.css",
    "rows.css",
)  # for what a script draws: which of their rules are idle, no page tells
SEARCH = "searchtools.js"  # only the page of search has it
ICONS = "vendor/fontawesome/webfonts/fa-solid-900.ttf"
UNUSED = (
    *STYLES,
    *SCRIPTS,
    *COPY,
    *("togglebutton.*", "design-tabs.js", "copybutton_funcs.js", "*webpack-macros.html", "images", "locales", "scripts", "styles", "vendor"),
    *("file.png", "minus.png", "plus.png", "*-button.svg", "check-solid.svg"),
)

COLORED = (Comment, Keyword, String)  # the rest of a cell is set in the color of text, and needs no markup
# What a script of the theme adds to a page; what it only asks for is on the page or is not.
CREATED = re.compile(r"""classList\.\w+\(([^)]*)\)|class(?:Name)?\s*[=:]\s*["'`]([^"'`]*)|createElement\(["'](\w+)""")
BRACKET = re.compile(r'<span class="fn-bracket">([\[\]])</span>')
REFERENCE = re.compile(r' class="reference (?:in|ex)ternal"')
COMBINATORS = (">", "+", "~")
SPACED = re.compile(r"\s*([>+~])\s*")  # between two parts of a selector
STRING = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|`[^`]*`')
WORD = re.compile(r"[\w-]+")


class FewColors(Filter):  # type: ignore[misc]
    """Joins what has one color, or none of its own, which leaves a fifth of the markup."""

    def filter(self, _lexer: Lexer, stream: Iterator[tuple[Any, str]]) -> Iterator[tuple[Any, str]]:
        colors = ((next((color for color in COLORED if kind in color), Text), text) for kind, text in stream)
        for color, parts in groupby(colors, itemgetter(0)):
            yield color, "".join(text for _, text in parts)


class FewColorsBridge(PygmentsBridge):
    def get_lexer(self, *arguments: Any, **options: Any) -> Lexer:
        lexer = super().get_lexer(*arguments, **options)
        lexer.add_filter(FewColors())
        return lexer


def parts_of_elements(out: Path) -> set[frozenset[str]]:
    """What a selector can match in an element of a page: its tag, its classes as ``.class``, its id as ``#id``."""
    found = set()
    for page in out.glob("*.html"):
        for tag in re.findall(r"<([a-z][^<>]*)>", page.read_text(encoding="utf-8")):
            parts = {tag.split(None, 1)[0].rstrip("/")}
            for name, value in re.findall(r'\b(class|id)="([^"]*)"', tag):
                parts.update(("." if name == "class" else "#") + word for word in value.split())
            found.add(frozenset(parts))
    return found


def added_words(theirs: str, ours: str) -> set[str]:
    """Tags, classes and ids that scripts add to pages: the theme's, and the book's own."""
    added = [text for groups in CREATED.findall(theirs) for text in groups] + STRING.findall(ours)
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
    """The tag, classes and ids that a selector names, of one element after the other."""
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
        """False if the selector asks for an element that no page has and no script makes."""
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


def icon_font(static: Path, css: str) -> None:
    """Write ``icons.woff``: the icons that the styles still name."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    font = TTFont(static / ICONS, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=[], notdef_outline=True))
    subsetter.populate(unicodes=[ord(icon) for icon in re.findall("[\ue000-\uf8ff]", css)])
    subsetter.subset(font)
    font.flavor = "woff"
    font.save(static / "icons.woff")


def bundle(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    if (static / ICONS).exists():  # else nothing was written, and the bundles of the last build stand
        write_bundles(Path(app.outdir), static)
    for path in {found for pattern in UNUSED for found in static.glob(pattern)}:  # two styles are put there after every build
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def write_bundles(out: Path, static: Path) -> None:
    """Make, from what Sphinx and its extensions have put into ``static``, what the pages in ``out`` ask for."""

    def joined(names: Iterable[str]) -> str:
        return ";\n".join(rjsmin.jsmin((static / name).read_text(encoding="utf-8"), keep_bang_comments=True) for name in names)

    script, copy = joined(SCRIPTS), joined(COPY)
    ours = {name: joined([name]) for name in BY_THEMSELVES}
    search = (static / SEARCH).read_text(encoding="utf-8")
    pages = Pages(parts_of_elements(out), added_words(script + copy + search, "".join(ours.values())))
    css = "\n".join(path.read_text(encoding="utf-8") for pattern in STYLES for path in sorted(static.glob(pattern)))
    face = '@font-face{font-family:"Font Awesome 6 Free";font-weight:900;src:url(icons.woff) format("woff")}'
    alone = {name: (static / name).read_text(encoding="utf-8") for name in STYLES_BY_THEMSELVES}
    every = "".join(alone.values())
    while (shorter := kept(css, pages, read_names(css + every, script))) != css:
        css = shorter
    css = face + css.replace('linear "0s"', "linear 0s")  # the theme's slip: quoted, it is no time
    icon_font(static, css)
    alone = {name: kept(text, None, read_names(css + every, "")) for name, text in alone.items()}
    for name, text in {"bundle.css": css, **alone, "bundle.js": script, "copy.js": copy, **ours}.items():
        (static / name).write_text(text, encoding="utf-8")


def add_policy(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    context["content_security_policy"] = POLICY


def without_idle_markup(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """A bracket around the number of a note is a bracket, and a link in the text is a link: their markup says nothing more."""
    if doctree is not None and "body" in context:
        context["body"] = REFERENCE.sub("", BRACKET.sub(r"\1", context["body"]))


def without_idle_spaces(app: Sphinx) -> None:
    """Lines of a template that only tell it what to do leave none on the page."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        environment = app.builder.templates.environment
        environment.trim_blocks = environment.lstrip_blocks = True


def few_colors(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.highlighter.__class__ = FewColorsBridge


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", few_colors)
    app.connect("builder-inited", without_idle_spaces)
    app.connect("html-page-context", add_policy)
    app.connect("html-page-context", without_idle_markup)
    app.connect("build-finished", bundle, priority=900)  # after the theme has written its colors of code
    return {"parallel_read_safe": True, "parallel_write_safe": True}
