"""Write the scripts that the page `explore` loads only when a reader asks: list, sources and rows of the events, and what stood on each day."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from bilateral import tables
from bilateral.web import chronology, on_this_day

PAGE = "explore"


def without_list(app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Leave on the page of the list of events what its timeline draws."""
    if page != PAGE:
        return
    loaded = tables.load(Path(app.confdir) / "data")
    context["body"] = context["body"].replace(chronology.Chronology(loaded)._repr_html_(), chronology.Marks(loaded)._repr_html_())


def write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html" or PAGE not in app.env.found_docs:
        return
    loaded = tables.load(Path(app.confdir) / "data")
    for name, text in {**chronology.asked_for(loaded), **on_this_day.asked_for(loaded)}.items():
        (Path(app.outdir) / "_static" / name).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", without_list)
    app.connect("build-finished", write)
