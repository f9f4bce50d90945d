"""Everything that the book takes from packages although no manual promises it: names, files inside a package, the form of what it writes.

Each stands here once, under the versions that it was tried with, and has a test of its name in `tests/unit/test_internals.py`, which says what an
upgrade took away. Nothing is imported before it is used, so that what is gone breaks nothing else. Templates, styles and scripts cannot ask this
file: what they borrow is listed in the same tests.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

# --- sphinx 7.4.7, sphinx-thebe 0.3.1, sphinx-multitoc-numbering 0.1.3, sphinx-jupyterbook-latex 1.0.0, nbclient 0.11.0, sphinx-external-toc 1.1.0

BUILD_NOTE = ".buildinfo"  # where Sphinx writes, among the pages, by what settings it made them


def read_pages_from(app: Sphinx, folder: str) -> None:
    """Sphinx takes the folder of the pages once; until it looks for them, it may still be another."""
    app.srcdir = app.srcdir / folder


def read_in_parallel(app: Sphinx, processes: int, silent: Iterable[str]) -> None:
    """Read in so many processes, unless told how many, also where an extension of ``silent`` does not say that it may be read so."""
    from sphinx.util.parallel import parallel_available

    if not parallel_available:
        return
    if app.parallel == 1:
        app.parallel = processes
    for extension in (app.extensions[name] for name in silent if name in app.extensions):
        extension.parallel_read_safe = extension.parallel_write_safe = True


def failed_cell(error: Exception | None) -> str:
    """What a process that read pages in parallel failed of: the cell and its error, if it was a cell, else the traceback. Empty if none did."""
    traceback = str(getattr(error, "traceback", ""))
    _, found, rest = traceback.partition("CellExecutionError: ")  # as nbclient calls it
    return rest.partition("\nThe above exception was")[0].strip() if found else traceback


def leave_out(app: Sphinx, modules: Iterable[str], style: str) -> None:
    """Undo what extensions have asked for: to be told of the build's events, and a style on each page."""
    for listeners in app.events.listeners.values():
        listeners[:] = [listener for listener in listeners if listener.handler.__module__ not in modules]
    app.registry.css_files[:] = [(name, attributes) for name, attributes in app.registry.css_files if name != style]


def without_search(builder: Any) -> None:
    """Sphinx makes no index and no page of search."""
    builder.search = False


def filter_code(builder: Any, added: Any) -> None:
    """Have what colors code look at it through a filter of Pygments."""
    get_lexer = builder.highlighter.get_lexer

    def with_filter(*arguments: Any, **options: Any) -> Any:
        lexer = get_lexer(*arguments, **options)
        lexer.add_filter(added)
        return lexer

    builder.highlighter.get_lexer = with_filter


def highlighted(builder: Any, code: str) -> str:
    """Python as a page shows it."""
    return str(builder.highlighter.highlight_block(code, "python3"))


def trim_templates(builder: Any) -> None:
    """Lines of a template that only tell it what to do leave none on the page."""
    environment = builder.templates.environment
    environment.trim_blocks = environment.lstrip_blocks = True


def page_of(writer: Any) -> str:
    """The page that is being written."""
    return str(writer.builder.current_docname)


def page_after(builder: Any, page: str) -> str:
    """The page that follows in the order of the book; empty at its end."""
    return builder.relations.get(page, (None, None, None))[2] or ""


def part_of_book(app: Sphinx, page: str) -> str:
    """The caption of the part that a page stands in; empty where there is none."""
    return next((part.caption or "" for part in app.config.external_site_map.root.subtrees if page in map(str, part.items)), "")


def pages_of_part(app: Sphinx, caption: str) -> list[str]:
    """The pages of a part of the book, in its order; none where no part has that caption."""
    return [str(page) for part in app.config.external_site_map.root.subtrees if part.caption == caption for page in part.items]


def without_address(context: dict[str, Any]) -> None:
    """The page names no address of its own."""
    context["pageurl"] = None


# --- docutils 0.21.2, and what Sphinx makes of it


def write(writer: Any, html: str) -> None:
    """Put HTML where a page is being written."""
    writer.body.append(html)


def without_viewport(tags: str) -> str:
    """The tags of a page's head without one that the theme's template has too."""
    return re.sub(r'<meta name="viewport"[^>]*>\n?', "", tags)


IDLE = (
    (re.compile(r'<span class="fn-bracket">([\[\]])</span>'), r"\1"),  # a bracket around the number of a note is a bracket
    (re.compile(r' class="reference (?:in|ex)ternal"'), ""),  # a link in the text is a link
    (re.compile(r'( class="footnote[a-z-]*) brackets"'), r'\1"'),
    (re.compile(r'(?: tag_(?:hide|remove)-input)? docutils container"'), '"'),  # whose styles undo those of `container`
    (re.compile(r'(?:docutils )?literal notranslate"'), 'literal"'),
    (re.compile(r'(class="highlight-[\w-]+) notranslate"'), r'\1"'),
)


def without_idle_markup(body: str) -> str:
    """What says nothing to a reader, a style or a script, taken from the markup."""
    for idle, left in IDLE:
        body = idle.sub(left, body)
    return body


def with_scope(body: str) -> str:
    """Each head of a column says what it is the head of."""
    return body.replace('<th class="head', '<th scope="col" class="head')


# --- myst-nb 1.4.0

EXECUTED = "jupyter_execute"  # the folder of the notebooks that it has run, beside that of the pages


def is_notebook(app: Sphinx, page: str) -> bool:
    """True if the cells of a page are run."""
    return "kernelspec" in app.env.metadata.get(page, {})


def is_cell(node: nodes.Node) -> bool:
    """True of a cell of code as it stands on a page."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def of_cell(cell: nodes.Element, part: str) -> list[nodes.Element]:
    """The ``source`` or the ``output`` of a cell, folded or not."""
    return [found for found in cell.findall(nodes.container) if found.get("nb_element") == f"cell_code_{part}"]


# --- pydata-sphinx-theme 0.17.1, sphinx-book-theme 1.3.0, sphinx-copybutton 0.5.2, sphinx-design 0.8.0, sphinx-togglebutton 0.4.5

STYLES = (
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "copybutton.css",
    "mystnb.*.css",
    "sphinx-design.min.css",
)
SCRIPTS = ("documentation_options.js", "doctools.js", "scripts/sphinx-book-theme.js", "scripts/pydata-sphinx-theme.js")
COPY = ("clipboard.min.js", "copybutton.js")
ICONS = "vendor/fontawesome/webfonts/fa-solid-900.ttf"
ICON_FAMILY = "Font Awesome 6 Free"
UNUSED = (  # by any page
    *("togglebutton.*", "design-tabs.js", "copybutton_funcs.js", "*webpack-macros.html", "images", "locales", "scripts", "styles", "vendor"),
    *("file.png", "minus.png", "plus.png", "*-button.svg", "check-solid.svg", "sphinx_highlight.js", "searchtools.js", "language_data.js"),
)
# What a script of the theme adds to a page; what it only asks for is on the page or is not.
CREATED = re.compile(r"""classList\.\w+\(([^)]*)\)|class(?:Name)?\s*[=:]\s*["'`]([^"'`]*)|createElement\(["'](\w+)""")


def brought(static: Path, pattern: str) -> list[Path]:
    """The files of a name or pattern that packages have put beside the pages; an error that stops the build if there is none."""
    found = sorted(static.glob(pattern))
    if not found:
        raise ExtensionError(f"No package has put {pattern} into {static}, and pages need it. What was upgraded? See {__name__}, and run its tests.")
    return found


def mended(css: str) -> str:
    """The theme's styles without its slip: quoted, that is no time."""
    return css.replace('linear "0s"', "linear 0s")


def add_button(context: dict[str, Any], text: str, tooltip: str, icon: str, address: str, label: str) -> None:
    """A button in a page's header, after the theme has made its own."""
    context["header_buttons"].append({"type": "link", "text": text, "tooltip": tooltip, "icon": icon, "url": address, "label": label})


def change_contents(context: dict[str, Any], change: Callable[[Any], None]) -> None:
    """Change the theme's contents of the book, soup, wherever they are asked for."""
    toctree = context["generate_toctree_html"]

    def contents(*arguments: Any, **options: Any) -> Any:
        soup = toctree(*arguments, **options)
        change(soup)
        return soup

    context["generate_toctree_html"] = contents


# --- jupyter-client 8.10.0, ipykernel 7.4.0

PARENT = "--IPKernelApp.parent_handle={}"  # the process with which a kernel ends
LOADED = ("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger", "IPython.display")  # what each kernel loads


def provide(name: str, launcher: str) -> None:
    """Make what launches kernels known by its name, as an installed package would; ``launcher`` is ``module:class``."""
    from importlib.metadata import EntryPoint

    from jupyter_client.provisioning.factory import KernelProvisionerFactory

    factory = KernelProvisionerFactory.instance()
    factory.provisioners[name] = EntryPoint(name, launcher, factory.GROUP_NAME)


def listen_at_files(launcher: Any, beside: Path) -> None:
    """Have a kernel that is to be launched listen at files ``beside`` another, not at ports."""
    if launcher.parent is not None:
        launcher.parent.transport = "ipc"
        launcher.parent.ip = str(beside.with_name(launcher.kernel_id[:8]))


def launched(launcher: Any, process: Any, folder: Any) -> Any:
    """Tell what launches kernels that one runs as ``process``, and answer as it would."""
    launcher.process, launcher.pid, launcher.pgid, launcher.cwd = process, process.pid, process.pid, folder
    return launcher.connection_info


# --- jupyterlite-core 0.6.4, jupyterlite-pyodide-kernel 0.6.1

FAVICON = "notebooks/favicon.ico"
WANTED_ICONS = ("static/favicons/favicon-notebook.ico", "static/favicons/favicon-busy-1.ico")  # asked for, but not part of the application


def kernel_extension() -> Path:
    """The folder of the extension that runs Python in the browser."""
    from jupyter_core.paths import jupyter_path

    return next(filter(Path.is_dir, (Path(folder) / "@jupyterlite/pyodide-kernel-extension" for folder in jupyter_path("labextensions"))))


def index_wheels(folder: Path) -> None:
    """Write the index of a folder of packages, from which notebooks install."""
    from jupyterlite_pyodide_kernel.addons.piplite import write_wheel_index

    write_wheel_index(folder)


def add_to_heads(site: Path, html: str) -> None:
    """Put HTML into the head of each page of the application."""
    for page in site.glob("*/index.html"):
        before, end, after = page.read_text(encoding="utf-8").partition("</head>")
        if not end:
            raise ExtensionError(f"{page} has no end of its head: see {__name__}")
        page.write_text(f"{before}{html}{end}{after}", encoding="utf-8")
