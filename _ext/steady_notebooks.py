"""Number the cells of the notebooks offered for download, which would otherwise get new random ids in every build."""

import json
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata


def number_cells(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    for file in (Path(app.outdir) / "_downloads").rglob("*.ipynb"):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for number, cell in enumerate(notebook["cells"], start=1):
            cell["id"] = f"cell-{number}"
        file.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("build-finished", number_cells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
