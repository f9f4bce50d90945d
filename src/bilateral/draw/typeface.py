"""The letters of charts: Source Sans 3, cut to two weights and to the signs that a book in English needs.

matplotlib draws no variable font, so that of the package `fontpkg-source-sans-3` is cut once and kept in matplotlib's cache; a wheel of the
library for the browser carries what was cut. Where there is neither, charts are set in matplotlib's own DejaVu Sans. The license of the fonts
reserves their name, so what was cut has another.
"""

import importlib.metadata
import importlib.util
import logging
import os
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import fontManager

FAMILY = "Book Sans"
PACKAGE, VARIABLE = "fontpkg_source_sans_3", "SourceSans3[wght].ttf"
WEIGHTS = {"Regular": 400, "Bold": 700}
CARRIED = Path(__file__).with_name("fonts")  # in a wheel alone
OTHERS = "DejaVu Sans"  # what has the signs that the book's letters lack
LETTERS = [
    *range(0x20, 0x7F),
    *map(ord, "\xa0§©«°·»×àáãäåçèéíóôõöúüßÄÉÖÜąĄćĆčČďėęĘěğıĪłŁńŃňőřŘśŚşšŠťūůųźżŻžŽ–—‘’“”•…€←↑→↓−"),
]
FEATURES = ["kern", "liga", "tnum"]
HIGH, DEEP = 0.93, 0.24  # over and under the line on which letters stand, of their size: matplotlib sets lines as far apart
NAMES = {"family": 1, "style": 2, "full": 4, "postscript": 6}  # the numbers of a font's names


def source(package: str, file: str) -> Path:
    """A variable font of an installed package; ``ModuleNotFoundError`` without the package."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(package)
    return Path(found.origin).parent / "files" / file


def cut(variable: Path, axes: Mapping[str, float], family: str, style: str, letters: Sequence[int] = LETTERS) -> Any:
    """A font of fixed ``axes`` with the signs of ``letters``, as fontTools holds it; the same each time."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    font = TTFont(variable, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=FEATURES, hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, dict(axes), inplace=True)
    names = {"family": family, "style": style, "full": f"{family} {style}", "postscript": f"{family}-{style}".replace(" ", "")}
    for idle in {"BASE", "STAT"} & {*font.keys()}:  # of a font that still varies
        del font[idle]
    font["name"].names = []
    for name, number in NAMES.items():
        font["name"].setName(names[name], number, 3, 1, 0x409)
    return font


def files() -> list[Path]:
    """The cut fonts: those that the library carries, else those in matplotlib's cache, where they are put when they are first needed."""
    if carried := sorted(CARRIED.glob("*.ttf")):
        return carried
    made_of = importlib.metadata.version(PACKAGE.replace("_", "-")) + Path(__file__).read_text(encoding="utf-8")
    folder = Path(mpl.get_cachedir()) / f"bilateral-{zlib.crc32(made_of.encode()):08x}"
    return [_kept(folder / f"sans-{style.lower()}.ttf", style, weight) for style, weight in WEIGHTS.items()]


def _kept(path: Path, style: str, weight: int) -> Path:
    if not path.is_file():
        font = cut(source(PACKAGE, VARIABLE), {"wght": weight}, FAMILY, style)
        high, deep = round(HIGH * font["head"].unitsPerEm), round(-DEEP * font["head"].unitsPerEm)
        font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap = high, deep, 0
        font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = high, deep, 0
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=path.parent, suffix=".ttf")
        os.close(handle)
        font.save(made)
        Path(made).replace(path)  # whole at once: other processes may want it too
    return path


@cache
def families() -> list[str]:
    """What charts are set in, the first choice first; makes the fonts known to matplotlib when it is first asked."""
    try:
        found = files()
    except ModuleNotFoundError:  # the package is not installed: `PackageNotFoundError` is one
        return [OTHERS]
    for path in found:
        fontManager.addfont(path)
    return [FAMILY, OTHERS]
