"""How MyST-NB puts an exhibit on a page: found through the entry point ``myst_nb.mime_renderers``, which needs no installed library."""

from typing import Any, ClassVar

from docutils import nodes

from ..draw.shown import MIME
from ..web.exhibit import figure


class exhibit(nodes.raw):  # type: ignore[misc]
    """An exhibit; its ``data`` is what a builder that knows it draws from, its text the HTML for all others."""


class ExhibitRenderer:
    """Make the data of an exhibit one node."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int]]] = [("*", MIME, 1)]

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        if inline or data.mime_type != MIME:
            return None
        return [exhibit(text=figure(data.content), format="html", classes=["output", "text_html"], data=data.content)]
