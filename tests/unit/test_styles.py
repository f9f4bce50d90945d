"""The styles of a page: what it uses stays, the rest goes; and its letters, if there is room for them."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

from book.assets import light_pages, web_fonts
from sphinx.application import Sphinx


def test_styles_keep_what_a_page_uses_and_drop_the_rest() -> None:
    css = (
        "p.used, a.used, .idle, #gone:hover, .made b, p:is(.idle, .gone), a:is(.idle, .used):has(p) { color: var(--read); } "
        ":root { --read: red; --idle: url('data:a;b{}') } @media print { .idle { top: 0 } } p { animation: turn 1s } "
        "@keyframes turn { to { top: 0 } } @keyframes idle { to { top: 0 } }"
    )
    pages = light_pages.Pages({frozenset({"p", ".used"}), frozenset({"a"})}, {"made", "b"})
    once = light_pages.kept(css, pages, light_pages.read_names(css, ""))
    assert once == "p.used,.made b,a:is(.idle, .used):has(p){color:var(--read)}:root{--read:red}p{animation:turn 1s}@keyframes turn { to { top: 0 } }"


def test_a_page_too_heavy_for_the_letters_does_not_ask_for_them(tmp_path: Path) -> None:
    for name in (*web_fonts.SHARED, f"_static/{web_fonts.STYLE}", *(f"_static/{face.file}" for face in web_fonts.FACES)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x" * 1000)
    for name in ("near", "far"):
        (tmp_path / "charts").mkdir(exist_ok=True)
        for ending in (".svg", "-narrow.svg"):
            (tmp_path / "charts" / f"{name}{ending}").write_text("x" * 200_000)
    asks = f'<link rel="stylesheet" href="_static/{web_fonts.STYLE}">'
    near, far = (f'<img src="charts/{name}.svg">' for name in ("near", "far"))
    pages = {"light": asks + near, "long": asks + near + "x" * web_fonts.NEAR + far, "heavy": asks + near + far}
    for name, text in pages.items():
        (tmp_path / f"{name}.html").write_text(text)
    web_fonts.spare(cast(Sphinx, SimpleNamespace(builder=SimpleNamespace(name="html"), outdir=tmp_path)), None)
    assert [name for name in pages if asks in (tmp_path / f"{name}.html").read_text()] == ["light", "long"]
