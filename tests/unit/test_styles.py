"""The styles of a page: what it uses stays, the rest goes."""

from book.assets import light_pages


def test_styles_keep_what_a_page_uses_and_drop_the_rest() -> None:
    css = (
        "p.used, a.used, .idle, #gone:hover, .made b, p:is(.idle, .gone), a:is(.idle, .used):has(p) { color: var(--read); } "
        ":root { --read: red; --idle: url('data:a;b{}') } @media print { .idle { top: 0 } } p { animation: turn 1s } "
        "@keyframes turn { to { top: 0 } } @keyframes idle { to { top: 0 } }"
    )
    pages = light_pages.Pages({frozenset({"p", ".used"}), frozenset({"a"})}, {"made", "b"})
    once = light_pages.kept(css, pages, light_pages.read_names(css, ""))
    assert once == "p.used,.made b,a:is(.idle, .used):has(p){color:var(--read)}:root{--read:red}p{animation:turn 1s}@keyframes turn { to { top: 0 } }"
