"""Make pages light: one stylesheet with the rules that they use, one script, a font of the icons that they show.

The theme brings 0.4 MB of styles, a 1.5 MB icon script, an icon font and fourteen scripts to every page. The templates in
`book/_templates` ask for `bundle.css` and `bundle.js` instead, which are made here when the pages have been written; what no page
uses any more is not published. The policy below has the browser refuse anything from another host, and every inline script.
"""

import logging
import re
import shutil
from collections.abc import Iterator
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
    "clipboard.min.js",
    "copybutton.js",
    "scripts/sphinx-book-theme.js",
    "scripts/pydata-sphinx-theme.js",
    "tables.js",
    "cite.js",
)
BY_THEMSELVES = ("ledger.js", "explore.js", "tables.js")  # our own; a page that needs one of the first two asks for it
SEARCH = "searchtools.js"  # only the page of search has it
ICONS = "vendor/fontawesome/webfonts/fa-solid-900.ttf"
UNUSED = (
    *STYLES,
    *SCRIPTS,
    *("togglebutton.*", "design-tabs.js", "copybutton_funcs.js", "*webpack-macros.html", "images", "locales", "scripts", "styles", "vendor"),
    *("file.png", "minus.png", "plus.png", "*-button.svg", "check-solid.svg"),
)

COLORED = (Comment, Keyword, String)  # the rest of a cell is set in the color of text, and needs no markup
# What a script of the theme adds to a page; what it only asks for is on the page or is not.
CREATED = re.compile(r"""classList\.\w+\(([^)]*)\)|class(?:Name)?\s*[=:]\s*["'`]([^"'`]*)|createElement\(["'](\w+)""")
BRACKET = re.compile(r'<span class="fn-bracket">([\[\]])</span>')
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


def used_words(out: Path, theirs: str, ours: str) -> set[str]:
    """The names that a selector can match: tags, classes and ids of every page, and what scripts add: the theme's, and the book's own."""
    added = [text for groups in CREATED.findall(theirs) for text in groups] + STRING.findall(ours)
    words = {word for text in added for word in WORD.findall(text) if len(word) > 2}
    for page in out.glob("*.html"):
        for tag in re.findall(r"<([a-z][^<>]*)>", page.read_text(encoding="utf-8")):
            words.add(tag.split(None, 1)[0].rstrip("/"))
            for value in re.findall(r'(?:class|id)="([^"]*)"', tag):
                words.update(value.split())
    return words


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


def matches(selector: list[Any], words: set[str]) -> bool:
    """False if the selector names a tag, class or id that no page has."""
    before: Any = None
    for token in selector:
        if token.type == "hash" and token.value not in words:
            return False
        if token.type == "ident" and before != ":" and token.value not in words:
            return False
        before = token
    return True


def kept(css: str, words: set[str], properties: set[str]) -> str:
    """The rules of a stylesheet that a page can use, without the custom properties that nothing reads."""
    return "".join(_kept(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words, properties))


def _kept(rules: list[Any], words: set[str], properties: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            used = [SPACED.sub(r"\1", tinycss2.serialize(selector).strip()) for selector in selectors(rule.prelude) if matches(selector, words)]
            declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True) if used else []
            body = [written(part) for part in declarations if not part.name.startswith("--") or part.name in properties]
            if body:
                yield f"{','.join(used)}{{{';'.join(body)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "layer"} and rule.content is not None:
            inside = "".join(_kept(tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True), words, properties))
            if inside:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword not in {"font-face", "charset"}:
            yield rule.serialize()


def written(part: Any) -> str:
    """A declaration without the spaces that say nothing."""
    return f"{part.name}:{tinycss2.serialize(part.value).strip()}{'!important' if part.important else ''}"


def read_properties(css: str, script: str) -> set[str]:
    """The custom properties that styles or scripts read."""
    return set(re.findall(r"var\(\s*(--[\w-]+)", css)) | set(re.findall(r"--[\w-]+", script))


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
    out, static = Path(app.outdir), Path(app.outdir) / "_static"
    if not (static / ICONS).exists():
        return  # nothing was written: the bundles of the last build stand
    script = ";\n".join(rjsmin.jsmin((static / name).read_text(encoding="utf-8"), keep_bang_comments=True) for name in SCRIPTS)
    ours = {path.name: rjsmin.jsmin(path.read_text(encoding="utf-8")) for path in (static / name for name in BY_THEMSELVES)}
    search = (static / SEARCH).read_text(encoding="utf-8")
    words = used_words(out, script + search, "".join(ours.values()))
    styles = [path for pattern in STYLES for path in sorted(static.glob(pattern))]
    css = "\n".join(path.read_text(encoding="utf-8") for path in styles)
    face = '@font-face{font-family:"Font Awesome 6 Free";font-weight:900;src:url(icons.woff) format("woff")}'
    while (shorter := kept(css, words, read_properties(css, script))) != css:
        css = shorter
    css = face + css.replace('linear "0s"', "linear 0s")  # the theme's slip: quoted, it is no time
    icon_font(static, css)
    (static / "bundle.css").write_text(css, encoding="utf-8")
    for name, text in {"bundle.js": script, **ours}.items():
        (static / name).write_text(text, encoding="utf-8")
    for path in {found for pattern in UNUSED for found in static.glob(pattern)}:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def add_policy(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    context["content_security_policy"] = POLICY


def without_brackets(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """A bracket around the number of a note is a bracket: its own element says nothing more."""
    if doctree is not None and "body" in context:
        context["body"] = BRACKET.sub(r"\1", context["body"])


def few_colors(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.highlighter.__class__ = FewColorsBridge


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("builder-inited", few_colors)
    app.connect("html-page-context", add_policy)
    app.connect("html-page-context", without_brackets)
    app.connect("build-finished", bundle, priority=900)  # after the theme has written its colors of code
    return {"parallel_read_safe": True, "parallel_write_safe": True}
