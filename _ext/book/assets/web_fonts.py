"""Serve the letters of the book with it: two families, each face cut once to a fixed weight and to the signs that the book needs.

Source Serif 4 for what is read, Source Sans 3 for what surrounds it and for charts, both from packages. The faces are cut while pages are
read and kept in `_build/fonts`, so that only a first build takes the time. Their license asks that what was cut has a name of its own. Slanted
letters are those of the upright faces, slanted by the browser: another file would be too much. So are all for a page that is heavy by itself,
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
HEAVIEST = 300_000  # bytes of all that a page fetches by itself
SHARED = tuple(f"_static/{name}" for name in ("bundle.css", "bundle.js", "mode.js", "icons.woff", "favicon.svg"))
OWN = re.compile(r'(?:href|src)="(_static/[\w-]+\.(?:css|js))"')  # among them those of one page
CHART = re.compile(r'(?:src|srcset)="(charts/[^"]+\.svg)"')
NEAR = 9_000  # letters of a page after its first chart: a browser fetches what stands there before a reader scrolls
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
        (static / STYLE).write_text("".join(face.rule() for face in FACES), encoding="utf-8")

    cutting: Process | None = None


def fetched(page: Path) -> int:
    """Bytes that a page fetches by itself, without the faces: its files, and of each chart near the first the heavier drawing."""
    text = page.read_text(encoding="utf-8")
    files = {*SHARED, *OWN.findall(text)} - {f"_static/{STYLE}"}
    charts = [(found.start(), found[1]) for found in CHART.finditer(text)]
    near = {name.removesuffix("-narrow.svg").removesuffix(".svg") for place, name in charts if place < charts[0][0] + NEAR}
    drawings = [max((page.parent / f"{name}{ending}").stat().st_size for ending in (".svg", "-narrow.svg")) for name in near]
    return len(text.encode()) + sum((page.parent / name).stat().st_size for name in files) + sum(drawings)


def spare(app: Sphinx, exception: Exception | None) -> None:
    """Leave the pages that the faces would make too heavy to the reader's own fonts."""
    if exception is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    faces = sum((out / "_static" / name).stat().st_size for name in (STYLE, *(face.file for face in FACES)))
    for page in out.glob("*.html"):
        if fetched(page) + faces > HEAVIEST:
            page.write_text(ASKED.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app: Sphinx) -> None:
    fonts = Fonts()
    app.connect("builder-inited", fonts.begin)
    app.connect("build-finished", fonts.put)
    app.connect("build-finished", spare, priority=950)  # after the bundles and the charts
