"""The styles of a page: what it uses stays, the rest goes."""

from book.assets import light_pages, web_fonts

from bilateral.draw import typeface


def test_styles_keep_what_a_page_uses_and_drop_the_rest() -> None:
    css = (
        "p.used, a.used, .idle, #gone:hover, .made b, p:is(.idle, .gone), [data-gone] p, [data-told] p, "
        "a:is(.idle, .used):has(p) { color: var(--read); } :root { --read: red; --idle: url('data:a;b{}') } "
        "@media print { .idle { top: 0 } } p { animation: turn 1s } "
        "@keyframes turn { to { top: 0 } } @keyframes idle { to { top: 0 } }"
    )
    pages = light_pages.Pages({frozenset({"p", ".used"}), frozenset({"a", "data-told"})}, {"made", "b"})
    once = light_pages.kept(css, pages, light_pages.read_names(css, ""))
    colored = "p.used,.made b,[data-told] p,a:is(.idle, .used):has(p){color:var(--read)}"
    assert once == colored + ":root{--read:red}p{animation:turn 1s}@keyframes turn { to { top: 0 } }"


def test_the_names_of_the_theme_are_short_where_no_script_names_them() -> None:
    css = "html{--pst-color:red;--bs-set:1;--own:2}p{color:var(--pst-color);top:var(--bs-set);left:var(--pst-color)}"
    assert light_pages.short_names(css, "style.getPropertyValue('--bs-set')") == {"--pst-color": "--a"}


def test_each_letter_is_in_one_file_of_a_face() -> None:
    common, rare = (web_fonts.spans(letters) for letters in (web_fonts.COMMON, web_fonts.RARE))
    assert common.startswith("U+20-7E,U+A0") and "U+E9" in common.split(",") and "U+E9" not in rare
    assert {*web_fonts.COMMON} | {*web_fonts.RARE} == {*typeface.LETTERS} and not {*web_fonts.COMMON} & {*web_fonts.RARE}
