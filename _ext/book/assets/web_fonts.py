"""Serve the letters of the book with it: two families, each face cut once to a fixed weight and to the signs that the book needs.

Source Serif 4 for what is read, Source Sans 3 for what surrounds it and for charts, both from packages. The faces are cut while pages are
read and kept in `_build/fonts`, so that only a first build takes the time. Their license asks that what was cut has a name of its own. Slanted
letters are those of the upright faces, slanted by the browser: another two files would be too many. So are all for a page that is heavy by itself,
which is set in the reader's own fonts: `letters.css` declares the faces, and such a page does not ask for it.
"""

import importlib.metadata
import re
import shutil
from dataclasses import dataclass
from multiprocessing import Process
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from bilateral.draw import typeface

SERIF = ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf")
STYLE = "letters.css"
HEAVY = 106_000  # bytes of a page with a chart that leave no room for the faces; one without a chart may have the chart's too
OF_A_CHART = 42_000
ASKED = re.compile(rf'\n? *<link rel="stylesheet" href="[^"]*{STYLE}">')
TEXT_SIZE, HEADING_SIZE = 14, 28  # for which the serif's letters are drawn, in points


@dataclass(frozen=True)
class Face:
    """A font as pages ask for it, and where it is cut from."""

    file: str
    family: str
    weight: int
    package: str
    variable: str
    axes: dict[str, float]

    def rule(self) -> str:
        """The face as a style sheet beside it declares it; text shows in another font until it has come."""
        return f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-display:swap;src:url({self.file}) format("woff2")}}'


FACES = (
    Face("serif.woff2", "Book Serif", 400, SERIF[0], SERIF[1], {"opsz": TEXT_SIZE, "wght": 400}),
    Face("serif-bold.woff2", "Book Serif", 700, SERIF[0], SERIF[1], {"opsz": HEADING_SIZE, "wght": 700}),
    Face("sans.woff2", typeface.FAMILY, 400, typeface.PACKAGE, typeface.VARIABLE, {"wght": 400}),
    Face("sans-bold.woff2", typeface.FAMILY, 700, typeface.PACKAGE, typeface.VARIABLE, {"wght": 700}),
)


def made_of() -> str:
    """What the faces depend on."""
    versions = {package: importlib.metadata.version(package.replace("_", "-")) for package in ("fonttools", "brotli", SERIF[0], typeface.PACKAGE)}
    return f"{versions}\n{FACES}\n{typeface.LETTERS}\n{typeface.FEATURES}\n"


def cut(folder: Path) -> None:
    """In a process of its own: write the faces, and then what they were made of."""
    for face in FACES:
        font = typeface.cut(typeface.source(face.package, face.variable), face.axes, face.family, str(face.weight))
        font.flavor = "woff2"
        font.save(folder / face.file)
    (folder / "made-of.txt").write_text(made_of(), encoding="utf-8")


class Fonts:
    """The faces, in `_build/fonts` from one build to the next."""

    def begin(self, app: Sphinx) -> None:
        self.folder, self.cutting = Path(app.confdir) / "_build" / "fonts", None
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
        (static / STYLE).write_text("".join(face.rule() for face in FACES), encoding="utf-8")
        for page in Path(app.outdir).glob("*.html"):
            text = page.read_text(encoding="utf-8")
            if len(text.encode()) > HEAVY + (0 if "<picture>" in text else OF_A_CHART):
                page.write_text(ASKED.sub("", text), encoding="utf-8")

    cutting: Process | None = None


def setup(app: Sphinx) -> None:
    fonts = Fonts()
    app.connect("builder-inited", fonts.begin)
    app.connect("build-finished", fonts.put)
