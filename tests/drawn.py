"""Where the texts of a drawn exhibit stand, and what tells it from another."""

from collections.abc import Iterator

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bilateral.draw.exhibit import Exhibit
from bilateral.draw.palette import style

SLACK = 1.0  # pixels that a letter's box may stand over the edge


def written(figure: Figure) -> Iterator[tuple[str, Bbox]]:
    """Each text of the figure and the box it takes on the canvas; an axis's ticks are one text."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    axes = [axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) if ax.axison]
    unseen = {text for ax in figure.axes if not ax.axison for axis in (ax.xaxis, ax.yaxis) for text in axis.findobj(Text)}
    ticks = {text for axis in axes for text in axis.findobj(Text)}
    for text in set(figure.findobj(Text)) - ticks - unseen:
        if text.get_visible() and text.get_text().strip():
            yield text.get_text(), text.get_window_extent(renderer)
    for axis in axes:
        box = axis.get_tightbbox(renderer)
        if box is not None:
            yield f"ticks of {axis.axis_name}", box


def outside(exhibit: Exhibit, width: float) -> list[str]:
    """The texts of an exhibit that do not lie wholly on the canvas."""
    with style():
        return beyond(exhibit.at(width))


def beyond(figure: Figure) -> list[str]:
    """The texts of a figure that do not lie wholly on its canvas."""
    with style():
        edge = figure.bbox
        return [
            f"{text!r} {box.x0:.0f}..{box.x1:.0f} of {edge.width:.0f}, {box.y0:.0f}..{box.y1:.0f} of {edge.height:.0f}"
            for text, box in written(figure)
            if box.x0 < edge.x0 - SLACK or box.y0 < edge.y0 - SLACK or box.x1 > edge.x1 + SLACK or box.y1 > edge.y1 + SLACK
        ]


def compared(exhibit: Exhibit) -> tuple[str, ...]:
    """What differs between two exhibits that are not drawn alike."""
    return (exhibit.id, exhibit.title, exhibit.subtitle, exhibit.alt, exhibit.csv())
