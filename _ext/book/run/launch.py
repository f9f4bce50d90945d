"""Offer each notebook page: as a file, in the browser, and in Colab and Binder where the book has a site and a public repository.

Colab and Binder open notebooks from a repository. Theirs are written to `_build/notebooks`, which the workflow that publishes the book puts
on the branch `notebooks` of the repository; their first cell fetches the library and the tables from the book's site.
"""

import importlib.metadata
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from book import internals
from book.run import notebooks, wheels

BROWSER = "lite/notebooks/index.html?path={page}.ipynb"
BRANCH = "notebooks"
SERVICES = {
    "Colab": "https://colab.research.google.com/github/{repository}/blob/{branch}/{page}.ipynb",
    "Binder": "https://mybinder.org/v2/gh/{repository}/{branch}?urlpath=lab/tree/{page}.ipynb",
}
GITHUB = re.compile(r"https://github\.com/([^/]+/[^/]+?)(?:\.git)?/?")
KERNEL = {"name": "python3", "display_name": "Python 3"}
NEEDED = ("pandas", "matplotlib", "scipy", "jupyterlab", "ipykernel")  # in Binder; Colab has them


def addresses(app: Sphinx, page: str) -> dict[str, str]:
    """Where the page can be run, by the name of the place."""
    repository = GITHUB.fullmatch(app.config.html_theme_options.get("repository_url", ""))
    found = {"the browser": BROWSER.format(page=page)}
    if repository and app.config.html_baseurl:
        found |= {name: address.format(repository=repository[1], branch=BRANCH, page=page) for name, address in SERVICES.items()}
    return found


def link_run_section(app: Sphinx, doctree: nodes.document) -> None:
    """Begin the section "Run" of a notebook page with the links that run it."""
    name = app.env.docname
    for section in doctree.findall(nodes.section):
        if "run" in section["ids"] and internals.is_notebook(app, name):
            paragraph = nodes.paragraph("", "Run this page in ")
            for number, (place, address) in enumerate(addresses(app, name).items()):
                paragraph += nodes.Text(" · " if number else "")
                paragraph += nodes.reference("", place, refuri=address, internal=False, classes=["run-page"])
            paragraph += nodes.Text(".")
            section.insert(1, paragraph)


def number_cells(app: Sphinx, _doctree: nodes.document) -> None:
    """Number the cells of the notebook offered as a file, which would get new random ids whenever it runs.

    While the page is being read: a file that changes later would have Sphinx read the page that offers it again.
    """
    file = Path(app.outdir).parent / internals.EXECUTED / f"{app.env.docname}.ipynb"
    if file.exists():
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for number, cell in enumerate(notebook["cells"], start=1):
            cell["id"] = f"cell-{number}"
        file.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def add_button(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """The button in the page's header."""
    if internals.is_notebook(app, pagename):
        internals.add_button(context, "Run", "Run this page in the browser", "fas fa-play", BROWSER.format(page=pagename), "run-page")


def write_notebooks(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.name != "html" or not app.config.html_baseurl:
        return
    furnish(Path(app.confdir), Path(app.outdir).parent, notebooks.pages(app), app.config.html_baseurl.rstrip("/"))


def furnish(root: Path, build: Path, names: list[str], site: str) -> None:
    """Write the notebooks for services into ``build``: they fetch what they need from ``site``, and link to its pages."""
    target = build / BRANCH
    shutil.rmtree(target, ignore_errors=True)
    package = f"{site}/lite/pypi/{wheels.file_name(wheels.LIBRARY, wheels.project(root)['version'])}"
    notebooks.write(root, build / internals.EXECUTED, target, names, f"{site}/{{page}}.html", notebooks.Library(package, site), KERNEL)
    pins = "".join(f"{name}=={importlib.metadata.version(name)}\n" for name in NEEDED)
    (target / "requirements.txt").write_text(pins, encoding="utf-8")
    (target / "runtime.txt").write_text("python-{}.{}\n".format(*sys.version_info), encoding="utf-8")  # Binder's own may be too old


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", number_cells)
    app.connect("doctree-read", link_run_section)
    app.connect("html-page-context", add_button, priority=900)  # after the theme has made its buttons
    app.connect("build-finished", write_notebooks)
