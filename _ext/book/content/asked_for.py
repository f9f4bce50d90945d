"""Write the scripts that the page `explore` loads only when a reader asks: sources and rows of the events, and what stood on each day."""

from pathlib import Path

from sphinx.application import Sphinx

from bilateral import tables
from bilateral.web import chronology, on_this_day

PAGE = "explore"


def write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html" or PAGE not in app.env.found_docs:
        return
    loaded = tables.load(Path(app.confdir) / "data")
    for name, text in {**chronology.asked_for(loaded), **on_this_day.asked_for(loaded)}.items():
        (Path(app.outdir) / "_static" / name).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write)
