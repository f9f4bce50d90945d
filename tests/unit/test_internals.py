"""What the book takes from packages although no manual promises it, `_ext/book/internals.py`: each use by itself, on small sites of two pages.

Where a version was raised, these say what it took away. If only the test of the version fails, write the new one over the uses.
"""

import importlib
import importlib.metadata
import inspect
import io
import re
import tarfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import built
import pytest
import tinycss2
from book.around_jupyter_book import parallel_pages, quiet_theme
from book.assets import light_pages
from book.run import lite
from bs4 import BeautifulSoup
from docutils import nodes
from matplotlib.figure import Figure
from pygments.filter import Filter
from pygments.token import Text
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError, SphinxParallelError
from sphinx.util.docutils import docutils_namespace

from benchmarks import run as benchmarks
from bilateral.draw import slim
from bilateral.own_files import own_files
from book import internals

BOOK = built.ROOT / "book"
PAGE = """\
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
# One page

```{code-cell} ipython3
:tags: [hide-input]
1 + 1
```

A note[^one], `code`, [another page](other.md) and {math}`1 + 1`.

| a | b |
|---|---|
| 1 | 2 |

[^one]: Said.

```{toctree}
other
```
"""
EXTENSIONS = (
    *("myst_nb", "sphinx_book_theme", "sphinx_copybutton", "sphinx_design", "sphinx_togglebutton", "sphinx_thebe", "sphinx.ext.mathjax"),
    *("sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"),
)
SETTINGS: dict[str, Any] = {
    "html_theme": "sphinx_book_theme",
    "html_baseurl": "https://example.org",
    "html_static_path": [str(BOOK / "_static")],
    "nb_execution_mode": "off",
}
TRIED = re.findall(r"([a-z][\w-]+) (\d[\d.]+)", "".join(re.findall("^# ---(.*)", inspect.getsource(internals), re.MULTILINE)))
NAMES = (  # classes and ids on which the book's styles, scripts and tools rest
    *("article-header-buttons", "backrefs", "bd-article", "bd-article-container", "bd-content", "bd-footer", "bd-footer-content"),
    *("bd-header", "bd-header-article", "bd-main", "bd-search", "bd-sidebar", "bd-sidebar-primary", "bd-sidebar-secondary", "btn"),
    *("btn__text-container", "caption-number", "cell", "cell_input", "cell_output", "copybtn", "download", "footnote"),
    *(
        "footnote-list",
        "footnote-reference",
        "form-control",
        "header-article-items__start",
        "headerlink",
        "highlight",
        "highlight-link",
        "highlighted",
        "label",
    ),
    *("logo__title", "myst", "navbar-brand", "pre", "pst-primary-sidebar", "pst-scrollable-table-container", "pst-skip-link"),
    *("search-button-field", "sidebar-primary-item", "text_html"),
)
LITE_NAMES = (
    *("data-commandlinker-command", "jp-MainMenu", "jp-RenderedHTMLCommon", "jp-theme-light", "api/contents", "all.json"),
    *("@jupyterlab/mathjax-extension", "@jupyterlab/apputils-extension:themes", "adaptive-theme"),
    *("@jupyterlab/notebook-extension:tracker", "windowingMode", "codeCellConfig"),
)
KERNEL_NAMES = ("pyodideUrl", "pipliteUrls", "disablePyPIFallback", "loadPyodideOptions")
WRITERS = ("pydata_sphinx_theme", "sphinx_book_theme", "myst_nb", "myst_parser", "sphinx", "sphinx_copybutton", "docutils")
CAN_WRITE = {".py", ".html", ".js", ".jinja", ".js_t"}  # a file of a package that may make markup
STYLES, TEMPLATES = list(own_files(BOOK / "_static", "*.css")), list(own_files(BOOK / "_templates", "*.html"))
SCRIPTS = [*own_files(BOOK / "_static", "*.js"), built.ROOT / "tools" / "pdf.py"]


def read(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in paths)


def package(name: str) -> Path:
    return Path(str(importlib.import_module(name).__file__)).parent


class Site:
    """A built site, and the context of each of its pages."""

    def __init__(self, root: Path, **settings: Any) -> None:
        (root / "book").mkdir(parents=True)
        (root / "book" / "index.md").write_text(PAGE, encoding="utf-8")
        (root / "book" / "other.md").write_text("# Another page\n", encoding="utf-8")
        self.contexts: dict[str, dict[str, Any]] = {}
        said = io.StringIO()
        pages = root if __name__ in settings["extensions"] else root / "book"
        with docutils_namespace():
            self.app = Sphinx(pages, None, root / "html", root / "trees", "html", SETTINGS | settings, status=said, parallel=1)
            self.app.connect("html-page-context", self.note, priority=899)
            self.app.build()
        self.builder: Any = self.app.builder
        self.html = (root / "html" / "index.html").read_text(encoding="utf-8")
        self.said = said.getvalue()
        self.static = root / "html" / "_static"

    def note(self, _app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
        self.contexts[page] = context


def setup(app: Sphinx) -> None:
    """This module as an extension: what can only be changed before a site is built, or while it is."""
    internals.read_pages_from(app, "book")
    app.add_node(Mark, html=(open_mark, close_mark))
    app.connect("doctree-resolved", lambda _app, doctree, _page: doctree.append(Mark(classes=["marked"])))
    app.connect("config-inited", lambda app, _config: internals.leave_out(app, quiet_theme.SILENCED, quiet_theme.STYLE))
    app.connect("builder-inited", lambda app: internals.without_search(app.builder))
    app.connect("builder-inited", lambda app: internals.filter_code(app.builder, Seen()))
    app.connect("builder-inited", lambda app: internals.trim_templates(app.builder))
    app.connect("html-page-context", change, priority=900)


def change(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    internals.add_button(context, "Go", "Go there", "fas fa-play", "there.html", "go")
    internals.change_contents(context, lambda soup: soup.append("contents were changed"))


class Mark(nodes.General, nodes.Element):  # type: ignore[misc]
    """A node of ours at the end of a page."""


def open_mark(writer: Any, _node: nodes.Element) -> None:
    internals.write(writer, f"<div>page {internals.page_of(writer)}")


def close_mark(writer: Any, _node: nodes.Element) -> None:
    internals.write(writer, "</div>")


class Seen(Filter):  # type: ignore[misc]
    def filter(self, _lexer: Any, stream: Iterator[tuple[Any, str]]) -> Iterator[tuple[Any, str]]:
        yield Text, "seen " + "".join(text for _, text in stream)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("plain"), extensions=EXTENSIONS)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("changed"), extensions=[*EXTENSIONS, __name__], templates_path=[str(BOOK / "_templates")])


def test_each_use_has_a_test_of_its_own() -> None:
    uses = {name for name, each in vars(internals).items() if name.isupper() or (inspect.isfunction(each) and each.__module__ == internals.__name__)}
    assert {name for name in uses if f"test_{name.lower()}" not in globals()} == set()


@pytest.mark.parametrize(("name", "version"), TRIED)
def test_the_version_is_the_one_that_was_tried(name: str, version: str) -> None:
    """If this alone fails, write the new version there."""
    assert importlib.metadata.version(name) == version


# --- Sphinx


def test_build_note(plain: Site) -> None:
    assert (plain.app.outdir / internals.BUILD_NOTE).is_file()


def test_read_pages_from(changed: Site) -> None:
    assert changed.app.env.found_docs == {"index", "other"}


def test_read_in_parallel(plain: Site) -> None:
    assert not plain.app.is_parallel_allowed("read"), "they say it themselves now"
    internals.read_in_parallel(plain.app, 3, parallel_pages.SILENT)
    assert plain.app.parallel == 3 and plain.app.is_parallel_allowed("read") and plain.app.is_parallel_allowed("write")


def test_failed_cell() -> None:
    error = importlib.import_module("nbclient.exceptions").CellExecutionError("the cell: not 0", "ZeroDivisionError", "division by zero")
    chain = f"Traceback\nnbclient.exceptions.{type(error).__name__}: {error}\n\nThe above exception was the direct cause"
    assert internals.failed_cell(SphinxParallelError("failed", chain)) == "the cell: not 0"
    assert internals.failed_cell(SphinxParallelError("failed", "another reason")) == "another reason"
    assert internals.failed_cell(ValueError("in this process")) == internals.failed_cell(None) == ""


def test_leave_out(plain: Site, changed: Site) -> None:
    found = {name: [name in site.html.lower() for site in (plain, changed)] for name in (quiet_theme.STYLE, "thebe", "mathjax")}
    assert found == {name: [True, False] for name in found}


def test_without_search(plain: Site, changed: Site) -> None:
    assert [(site.app.outdir / "searchindex.js").is_file() for site in (plain, changed)] == [True, False]


def test_filter_code(plain: Site, changed: Site) -> None:
    assert ["seen 1 + 1" in site.html for site in (plain, changed)] == [False, True]


def test_highlighted(plain: Site) -> None:
    assert '<span class="k">def</span>' in internals.highlighted(plain.builder, "def one(): ...")


def test_trim_templates(changed: Site) -> None:
    assert changed.builder.templates.render_string("a\n  {% if true %}\nb\n  {% endif %}\n", {}) == "a\nb\n"


def test_page_of(changed: Site) -> None:
    assert "page index</div>" in changed.html


def test_without_address(plain: Site) -> None:
    context = dict(plain.contexts["index"])
    assert 'rel="canonical"' in plain.html
    internals.without_address(context)
    assert 'rel="canonical"' not in plain.builder.templates.render("page.html", context)


def test_page_after(plain: Site) -> None:
    assert [internals.page_after(plain.builder, page) for page in ("index", "other")] == ["other", ""]


@pytest.fixture(scope="module")
def with_contents() -> Any:
    contents = importlib.import_module("sphinx_external_toc.parsing").parse_toc_yaml(built.ROOT / "_toc.yml")
    return SimpleNamespace(config=SimpleNamespace(external_site_map=contents))


def test_part_of_book(with_contents: Any) -> None:
    assert [internals.part_of_book(with_contents, page) for page in ("index", "what-followed")] == ["", "After the article"]


def test_pages_of_part(with_contents: Any) -> None:
    assert "what-followed" in internals.pages_of_part(with_contents, "After the article")
    assert internals.pages_of_part(with_contents, "No part") == []


# --- docutils, and what Sphinx makes of it


def test_write(changed: Site) -> None:
    assert "page index</div>" in changed.html


def test_without_viewport(plain: Site) -> None:
    tags = plain.contexts["index"]["metatags"]
    assert "viewport" in tags and "viewport" not in internals.without_viewport(tags)


def test_idle(plain: Site) -> None:
    assert all(idle.search(plain.contexts["index"]["body"]) for idle, _ in internals.IDLE)


def test_without_idle_markup(plain: Site) -> None:
    body = plain.contexts["index"]["body"]
    light = internals.without_idle_markup(body)
    assert not any(idle.search(light) for idle, _ in internals.IDLE[:2]) and 'href="other.html"' in light and ">[</" not in light


def test_with_scope(plain: Site) -> None:
    heads = BeautifulSoup(internals.with_scope(plain.contexts["index"]["body"]), "html.parser").select("th")
    assert [head["scope"] for head in heads] == ["col", "col"]
    assert "scope" not in plain.contexts["index"]["body"]


# --- MyST-NB


def test_executed(plain: Site) -> None:
    assert (plain.app.outdir.parent / internals.EXECUTED / "index.ipynb").is_file()


def test_is_notebook(plain: Site) -> None:
    assert [internals.is_notebook(plain.app, page) for page in ("index", "other", "genindex")] == [True, False, False]


def test_is_cell(plain: Site) -> None:
    assert len(list(plain.app.env.get_doctree("index").findall(internals.is_cell))) == 1


def test_of_cell(plain: Site) -> None:
    (cell,) = plain.app.env.get_doctree("index").findall(internals.is_cell)
    assert [code.astext() for code in internals.of_cell(cell, "source")] == ["1 + 1"]
    assert internals.of_cell(cell, "output") == [], "nothing was run"


# --- the themes, and the files that they and extensions put beside the pages


@pytest.mark.parametrize("pattern", internals.STYLES)
def test_styles(plain: Site, pattern: str) -> None:
    assert len(internals.brought(plain.static, pattern)) == 1


@pytest.mark.parametrize("name", internals.SCRIPTS)
def test_scripts(plain: Site, name: str) -> None:
    assert internals.brought(plain.static, name)


@pytest.mark.parametrize("name", internals.COPY)
def test_copy(plain: Site, name: str) -> None:
    assert internals.brought(plain.static, name)


def test_icons(plain: Site) -> None:
    assert internals.brought(plain.static, internals.ICONS)


def test_icon_family(plain: Site) -> None:
    assert f'"{internals.ICON_FAMILY}"' in read(internals.brought(plain.static, "styles/pydata-sphinx-theme.css"))


@pytest.mark.parametrize("pattern", internals.UNUSED)
def test_unused(plain: Site, pattern: str) -> None:
    assert internals.brought(plain.static, pattern), "nothing to take away any more"


def test_created(plain: Site) -> None:
    """What the theme's scripts add to pages, as far as the book's styles need to know."""
    added = light_pages.added_words(read(internals.brought(plain.static, "scripts/*theme.js")), "")
    assert {"scrolled", "empty", "active"} <= added


def test_brought(plain: Site) -> None:
    with pytest.raises(ExtensionError, match=r"No package has put no\*thing into .* What was upgraded\?"):
        internals.brought(plain.static, "no*thing")


def test_mended(plain: Site) -> None:
    css = read(internals.brought(plain.static, "styles/pydata-sphinx-theme.css"))
    assert internals.mended(css) != css, "the slip is gone: nothing to mend"


def test_add_button(changed: Site) -> None:
    button = BeautifulSoup(changed.html, "html.parser").select_one("a[href='there.html']")
    assert button and button.get_text(strip=True) == "Go" and button.select_one(".fa-play") and "Go there" in str(button)


def test_change_contents(changed: Site) -> None:
    assert "contents were changed" in changed.html


@cache
def made() -> frozenset[str]:
    """The words of all files in which packages write markup."""
    files = [path for name in WRITERS for path in package(name).rglob("*") if path.suffix in CAN_WRITE and "search" not in path.parts]
    return frozenset(re.findall(r"[\w-]+", read(files)))


@cache
def selected() -> frozenset[str]:
    """The classes and ids that the book's styles, scripts and tools select."""
    asked = {part.value for path in STYLES for part in parts(tinycss2.parse_stylesheet(path.read_text(encoding="utf-8")))}
    texts = re.findall(r'"[^"\n]*"|`[^`\n]*`|\'[^\'\n]*\'', read([*SCRIPTS, *TEMPLATES]))
    return frozenset(asked | {name for text in texts for name in re.findall(r"(?:[.#]|class=.|id=.)([a-z][\w-]*)", text)})


def named(asked: Iterable[str]) -> set[str]:
    """Those that can only be a class or an id."""
    return {name for name in asked if "-" in name or "_" in name}


def parts(tokens: Iterable[Any]) -> Iterator[Any]:
    before = None
    for token in tokens:
        if token.type == "hash" or (token.type == "ident" and before == "."):
            yield token
        for inside in ("prelude", "content", "arguments"):
            yield from parts(getattr(token, inside, None) or ())
        before = token


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    assert name in selected(), "nothing asks for it any more"
    assert name in made()


def test_all_names_are_listed() -> None:
    """A class or id that packages write and the book does not."""
    ours = read(own_files(built.ROOT, "src/**/*.py", "_ext/book/*/*.py", "book/*.md", "book/*/*.py"))
    written = set(re.findall(r"[\w-]+", ours + " ".join(re.findall(r'className = "([^"]*)"', read(SCRIPTS)))))
    assert named(selected() & made()) - written - set(NAMES) == set()


@pytest.mark.parametrize("path", STYLES + SCRIPTS, ids=lambda path: path.name)
def test_properties_of_the_theme(plain: Site, path: Path) -> None:
    """Colors, fonts and measures that the theme defines."""
    asked = set(re.findall(r"--(?:pst|sbt|sd|bs)-[\w-]+", read([path])))
    theme = read([*internals.brought(plain.static, "styles/*.css")])
    assert {name for name in asked if not re.search(rf"{name}\s*:", theme)} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_blocks_of_the_theme(path: Path) -> None:
    """What a template fills or includes is in the theme's templates, or in those of Sphinx under them."""
    text = path.read_text(encoding="utf-8")
    folder = package("pydata_sphinx_theme") / "theme" / "pydata_sphinx_theme"
    above = read([folder / "layout.html", package("sphinx") / "themes" / "basic" / "layout.html"])
    assert {name for name in re.findall(r"{% block (\w+) %}", text) if not re.search(rf"{{%-? ?block {name}\b", above)} == set()
    assert [name for name in re.findall(r'{% include "\.\./(.+)" %}', text) if not (folder / name).is_file()] == []


def test_the_sidebar_becomes_a_landmark(changed: Site) -> None:
    (sidebar,) = BeautifulSoup(changed.html, "html.parser").select("#pst-primary-sidebar")
    assert sidebar["role"] == "complementary"


def test_the_mode_is_kept_where_the_theme_keeps_it(plain: Site) -> None:
    kept = re.findall(r'localStorage\.getItem\("(\w+)"\)', read([BOOK / "_static" / "mode.js"]))
    script = read([plain.static / "scripts" / "pydata-sphinx-theme.js"])
    assert kept == ["mode"] and 'localStorage.setItem("mode"' in script


def test_what_is_mended_is_there_to_mend(plain: Site) -> None:
    """What `mended.js` asks of the theme's contents on a phone."""
    assert BeautifulSoup(plain.html, "html.parser").select("dialog#pst-primary-sidebar-modal")


# --- Jupyter's kernels; that forked ones work: tests/slow/test_warm_kernels.py


def test_parent() -> None:
    option = re.fullmatch(r"--(\w+)\.(\w+)={}", internals.PARENT)
    application = importlib.import_module("ipykernel.kernelapp")
    assert option and option[2] in getattr(application, option[1]).class_traits()


@pytest.mark.parametrize("name", internals.LOADED)
def test_loaded(name: str) -> None:
    importlib.import_module(name)


def test_provide() -> None:
    internals.provide("named-here", "jupyter_client.provisioning.local_provisioner:LocalProvisioner")
    kernels = importlib.import_module("jupyter_client.kernelspec").KernelSpec(metadata={"kernel_provisioner": {"provisioner_name": "named-here"}})
    factory = importlib.import_module("jupyter_client.provisioning.factory").KernelProvisionerFactory.instance()
    made = factory.create_provisioner_instance("1", kernels, None)
    del factory.provisioners["named-here"]
    assert type(made).__name__ == "LocalProvisioner"


def test_listen_at_files() -> None:
    manager = importlib.import_module("jupyter_client.manager").KernelManager()
    launcher = importlib.import_module("jupyter_client.provisioning.local_provisioner").LocalProvisioner(kernel_id="0123456789", parent=manager)
    internals.listen_at_files(launcher, Path("/room/socket"))
    manager.write_connection_file()
    told = manager.get_connection_info()
    manager.cleanup_connection_file()
    assert (told["transport"], told["ip"]) == ("ipc", "/room/01234567")


def test_launched() -> None:
    launcher = importlib.import_module("jupyter_client.provisioning.local_provisioner").LocalProvisioner(kernel_id="1")
    names = {"process", "pid", "pgid", "cwd", "connection_info"}
    assert {name for name in names if not hasattr(launcher, name)} == set()
    process = SimpleNamespace(pid=7, poll=lambda: None)
    assert internals.launched(launcher, process, ".") == launcher.connection_info
    assert launcher.has_process and (launcher.pid, launcher.pgid, launcher.cwd) == (7, 7, ".")


# --- JupyterLite; that notebooks run: tests/slow/test_run_in_browser.py


@cache
def application() -> dict[str, str]:
    """JupyterLite's own application as it is packed: the text of its files by their names."""
    (archive,) = package("jupyterlite_core").glob("*.tgz")
    with tarfile.open(archive) as packed:
        opened = ((member.name.removeprefix("package/"), packed.extractfile(member)) for member in packed)
        return {name: file.read().decode(errors="ignore") for name, file in opened if file}


def test_kernel_extension() -> None:
    assert (internals.kernel_extension() / "package.json").is_file()


def test_favicon() -> None:
    assert internals.FAVICON in application()


@pytest.mark.parametrize("name", internals.WANTED_ICONS)
def test_wanted_icons(name: str) -> None:
    assert name not in application(), "it is part of the application now"
    assert Path(name).stem in "".join(text for file, text in application().items() if file.startswith("build/"))


@pytest.mark.parametrize("name", LITE_NAMES)
def test_lite_names(name: str) -> None:
    asked = read(path for path in own_files(Path(lite.__file__).parent, "**/*") if path.suffix in {".css", ".js", ".json", ".py"})
    assert name in asked, "nothing asks for it any more"
    assert any(name in text for text in application().values())


@pytest.mark.parametrize("name", KERNEL_NAMES)
def test_kernel_names(name: str) -> None:
    assert name in read([Path(lite.__file__).parent / "lite" / "jupyter-lite.json"]), "nothing asks for it any more"
    assert name in read((internals.kernel_extension() / "static").glob("*.js"))


def test_index_wheels(tmp_path: Path) -> None:
    name, content = importlib.import_module("book.run.wheels").library(built.ROOT, "2026-01-01")
    (tmp_path / name).write_bytes(content)
    internals.index_wheels(tmp_path)
    assert '"bilateral"' in (tmp_path / "all.json").read_text(encoding="utf-8")


def test_add_to_heads(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    page = tmp_path / "notebooks" / "index.html"
    page.write_text(application()["notebooks/index.html"], encoding="utf-8")
    internals.add_to_heads(tmp_path, "<!-- added -->")
    assert page.read_text(encoding="utf-8").count("<!-- added --></head>") == 1
    page.write_text("no head", encoding="utf-8")
    with pytest.raises(ExtensionError, match="no end of its head"):
        internals.add_to_heads(tmp_path, "")


# --- what the library and the benchmarks read of others' output


def test_the_form_in_which_letters_are_drawn() -> None:
    """`slim` finds matplotlib's letters by it; without them drawings would be twice as large."""
    figure = Figure()
    figure.text(0, 0, "letters")
    assert slim.LETTER in svg(figure) and slim.LETTER not in slim.slim(svg(figure))


def svg(figure: Figure) -> str:
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg")
    return drawn.getvalue()


@pytest.mark.parametrize("words", benchmarks.PARTS)
def test_the_words_by_which_a_build_is_measured(plain: Site, words: str) -> None:
    assert words in plain.said
