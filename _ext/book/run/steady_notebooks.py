"""Number the cells of the notebooks offered for download, which would otherwise get new random ids whenever they run."""

import json
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from book import internals


def number_cells(app: Sphinx, _doctree: nodes.document) -> None:
    """While the page is being read: a file that changes later would have Sphinx read the page that offers it again."""
    file = Path(app.outdir).parent / internals.EXECUTED / f"{app.env.docname}.ipynb"
    if file.exists():
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for number, cell in enumerate(notebook["cells"], start=1):
            cell["id"] = f"cell-{number}"
        file.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("doctree-read", number_cells)
