"""Serve the letters of the book with it: two families, each face cut once to a fixed weight and to the signs that the book needs.

Source Serif 4 for what is read, Source Sans 3 for what surrounds it and for charts, both from packages. The faces are cut while pages are
read and kept in `_build/fonts`, so that only a first build takes the time. Their license asks that what was cut has a name of its own. Slanted
letters are those of the upright faces, slanted by the browser: another file would be too much. Each face is two files, and a browser fetches
that of the rare letters for a page that has some. Until they have come, text stands in letters that most systems have, made as wide, so that
the page does not move when they come.
"""

import importlib.metadata
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import Process
from pathlib import Path

from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from bilateral.draw import typeface

SERIF = ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf")
STYLE = "letters.css"
COMMON = sorted({*range(0x20, 0x7F), *map(ord, "\xa0·é–—‘’“”…←↑→↓−")} & {*typeface.LETTERS})
RARE = sorted({*typeface.LETTERS} - {*COMMON})
GAP = 16
TEXT_SIZE, HEADING_SIZE = 14, 28  # for which the serif's letters are drawn, in points
SAMPLE = "In 2008 Minsk and Washington called their ambassadors home. After June 21, 2025, 17 years later, who freed whom is told here."
STAND_INS = {  # by the file that they stand in for: names of a font and of what is as wide, and the mean width of the sample's signs in it, in ems
    "serif.woff2": (("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif"), 0.4141),
    "serif-bold.woff2": (("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold"), 0.4387),
    "sans.woff2": (("Arial", "ArialMT", "Liberation Sans"), 0.4571),
    "sans-bold.woff2": (("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold"), 0.4859),
}


def spans(letters: Sequence[int]) -> str:
    """Letters as a style sheet lists them: from one to another, over small gaps where the other files have nothing."""
    others = {*COMMON, *RARE} - {*letters}
    found: list[list[int]] = []
    for sign in letters:
        if found and sign - found[-1][1] <= GAP and not others & {*range(found[-1][1], sign)}:
            found[-1][1] = sign
        else:
            found.append([sign, sign])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in found)


@dataclass(frozen=True)
class Face:
    """A font as pages ask for it, and where it is cut from."""

    file: str
    letters: Sequence[int]
    family: str
    weight: int
    package: str
    variable: str
    axes: Mapping[str, float]

    def rule(self) -> str:
        """The face as a style sheet beside it declares it; text shows in another font until it has come."""
        described = f'font-family:"{self.family}";font-weight:{self.weight};font-display:swap;src:url({self.file}) format("woff2")'
        return f"@font-face{{{described};unicode-range:{spans(self.letters)}}}"

    def stand_in(self, folder: Path) -> str:
        """The rule of what stands in for the face in ``folder``, as wide and as high; nothing for a face of rare letters."""
        if self.file not in STAND_INS:
            return ""
        names, width = STAND_INS[self.file]
        font = TTFont(folder / self.file)
        known, advances, lines, em = font.getBestCmap(), font["hmtx"], font["hhea"], font["head"].unitsPerEm
        wider = sum(advances[known[ord(sign)]][0] for sign in SAMPLE) / len(SAMPLE) / em / width
        sources = ",".join(f'local("{name}")' for name in names)
        high = f"ascent-override:{lines.ascent / em / wider:.1%};descent-override:{-lines.descent / em / wider:.1%};line-gap-override:0%"
        return f'@font-face{{font-family:"{self.family} Near";font-weight:{self.weight};src:{sources};size-adjust:{wider:.1%};{high}}}'


FACES = tuple(
    Face(f"{name}{ending}.woff2", letters, family, weight, package, variable, axes)
    for ending, letters in (("", COMMON), ("-rare", RARE))
    for name, family, weight, package, variable, axes in (
        ("serif", "Book Serif", 400, *SERIF, {"opsz": TEXT_SIZE, "wght": 400}),
        ("serif-bold", "Book Serif", 700, *SERIF, {"opsz": HEADING_SIZE, "wght": 700}),
        ("sans", typeface.FAMILY, 400, typeface.PACKAGE, typeface.VARIABLE, {"wght": 400}),
        ("sans-bold", typeface.FAMILY, 700, typeface.PACKAGE, typeface.VARIABLE, {"wght": 700}),
    )
)


def made_of() -> str:
    """What the faces depend on."""
    versions = {package: importlib.metadata.version(package.replace("_", "-")) for package in ("fonttools", "brotli", SERIF[0], typeface.PACKAGE)}
    return f"{versions}\n{FACES}\n{Path(typeface.__file__).read_text(encoding='utf-8')}"  # by whose code they are cut


def cut(folder: Path) -> None:
    """In a process of its own: write the faces, and then what they were made of."""
    for face in FACES:
        font = typeface.cut(typeface.source(face.package, face.variable), face.axes, face.family, str(face.weight), face.letters)
        font.flavor = "woff2"
        font.save(folder / face.file)
    (folder / "made-of.txt").write_text(made_of(), encoding="utf-8")


class Fonts:
    """The faces, in `_build/fonts` from one build to the next."""

    def begin(self, app: Sphinx) -> None:
        self.folder, self.cutting = Path(app.outdir).parent / "fonts", None
        made = self.folder / "made-of.txt"
        if app.builder.name != "html" or (made.is_file() and made.read_text(encoding="utf-8") == made_of()):
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.cutting = Process(target=cut, args=(self.folder,), daemon=True)
        self.cutting.start()

    def put(self, app: Sphinx, exception: Exception | None) -> None:
        if self.cutting:
            self.cutting.join()
        if exception is not None or app.builder.name != "html":
            return
        if self.cutting and self.cutting.exitcode:
            raise ExtensionError("The book's fonts could not be cut; the error stands above")
        static = Path(app.outdir) / "_static"
        for face in FACES:
            shutil.copy(self.folder / face.file, static / face.file)
        (static / STYLE).write_text("".join(face.rule() + face.stand_in(self.folder) for face in FACES), encoding="utf-8")

    cutting: Process | None = None


def setup(app: Sphinx) -> None:
    fonts = Fonts()
    app.connect("builder-inited", fonts.begin)
    app.connect("build-finished", fonts.put)
