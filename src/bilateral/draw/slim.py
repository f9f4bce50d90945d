"""The SVG that matplotlib writes, in about half the bytes: the same drawing for a phone to fetch."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from xml.etree import ElementTree

from .palette import PAPER

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
HREF = f"{XLINK}href"
ElementTree.register_namespace("", SVG[1:-1])
ElementTree.register_namespace("xlink", XLINK[1:-1])

HALO, HALO_WIDTH = "halo", 2.5  # the name of a text with paper around its letters; how wide, in points
EM = 4  # steps of a letter's outline in a unit of its text: four hundred in the size of the letters
EDGE = 4  # points: half of the widest line and more
FINER = 64  # matplotlib's steps in a unit
LETTER = f"scale({1 / FINER:g})"  # how it writes one of them
NUMBER = re.compile(r"-?\d+\.\d+")
LINK = re.compile(r"url\(#([^)]*)\)")
POINTS_OF = {"M": 1, "L": 1, "Q": 2, "C": 3, "z": 0}
STEP = re.compile(r"[MLQCz]|-?[\d.]+")


class Word(NamedTuple):
    """Letters without a space between them: the text that they stand in, their elements, and how far each is from its beginning."""

    text: ElementTree.Element
    letters: list[ElementTree.Element]
    places: list[float]


def slim(svg: str) -> str:
    """``svg`` as matplotlib wrote it, without names that nothing uses, what draws nothing and digits beyond a hundredth of a point.

    Outlines are written as steps from point to point; a style that all marks of a group share stands on the group.
    """
    root = ElementTree.fromstring(svg)
    for metadata in root.findall(f"{SVG}metadata"):
        root.remove(metadata)
    _free_of_scales(root)
    _free_of_idle_clips(root)
    for element in root.iter():
        element.tail = None
        element.text = element.text and element.text.strip()
        _round(element)
    _give_halos(root)
    _rename(root)
    defined = _taken_out(root)
    _tidy(root)
    root.insert(0, defined)
    text = ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")
    return text.replace(f' xmlns:xlink="{XLINK[1:-1]}"', "").replace(" xlink:href=", " href=")  # as SVG 2 has it


def _free_of_scales(root: ElementTree.Element) -> None:
    """Letters carry no scale of their own: their text has it. A word that comes again is drawn once, and then pointed at."""
    letters = {letter.get("id"): letter.attrib for letter in root.iter(f"{SVG}path") if letter.get("transform") == LETTER}
    for attributes in letters.values():
        del attributes["transform"]
        attributes["d"] = re.sub(r"-?[\d.]+", lambda number: str(round(float(number[0]) * EM / FINER)), attributes.get("d", ""))
    words: dict[tuple[tuple[str, int], ...], list[Word]] = {}
    for text in root.iter(f"{SVG}g"):
        placed = [(use, letters[name]) for use in text.findall(f"{SVG}use") if (name := use.get(HREF, "")[1:]) in letters]
        if not placed:
            continue
        text.set("transform", re.sub(r"scale\(([\d.]+) -[\d.]+\)", lambda part: _scale(float(part[1]) / EM), text.get("transform", "")))
        for is_space, group in groupby(placed, lambda each: not each[1].get("d")):
            uses = [use for use, _ in group]
            if is_space:
                for use in uses:
                    text.remove(use)
                continue
            places = [_place(use) for use in uses]
            form = tuple((use.get(HREF, ""), round(place - places[0])) for use, place in zip(uses, places, strict=True))
            words.setdefault(form, []).append(Word(text, uses, places))
    for number, (form, found) in enumerate(words.items()):
        if (len(found) - 1) * (len(form) - 1) > 1:
            _point_at_one(root, f"word-{number}", form, found)
        else:
            for word in found:
                for use, place in zip(word.letters, word.places, strict=True):
                    _move(use, round(place))


def _free_of_idle_clips(root: ElementTree.Element) -> None:
    """What lies well within the axes is not cut off at their edges."""
    clips = {
        f"url(#{clip.get('id')})": [float(clip[0].get(name, 0)) for name in ("x", "y", "width", "height")] for clip in root.iter(f"{SVG}clipPath")
    }
    for path in root.iter(f"{SVG}path"):
        numbers = [float(number) for number in STEP.findall(path.get("d", "")) if number not in POINTS_OF]
        if not numbers or path.get("clip-path") not in clips or "transform" in path.attrib:
            continue
        x, y, width, height = clips[path.attrib["clip-path"]]
        xs, ys = numbers[::2], numbers[1::2]
        if x + EDGE <= min(xs) and max(xs) <= x + width - EDGE and y + EDGE <= min(ys) and max(ys) <= y + height - EDGE:
            del path.attrib["clip-path"]


def _place(use: ElementTree.Element) -> float:
    moved = re.search(r"-?[\d.]+", use.attrib.pop("transform", "") or use.attrib.pop("x", ""))  # the latter before matplotlib 3.10
    return float(moved[0]) * EM if moved else 0.0


def _move(use: ElementTree.Element, x: int) -> None:
    if x:
        use.set("x", str(x))


def _point_at_one(root: ElementTree.Element, name: str, form: tuple[tuple[str, int], ...], found: list[Word]) -> None:
    """Define a word once, and replace its letters by a link to it wherever it stands."""
    defined = ElementTree.SubElement(ElementTree.SubElement(root, f"{SVG}defs"), f"{SVG}g", id=name)
    for letter, x in form:
        _move(ElementTree.SubElement(defined, f"{SVG}use", {HREF: letter}), x)
    for word in found:
        first, *others = word.letters
        first.set(HREF, f"#{name}")
        _move(first, round(word.places[0]))
        for use in others:
            word.text.remove(use)


def _scale(size: float) -> str:
    return f"scale({_short(size, 8)} {_short(-size, 8)})"


def _short(number: float, digits: int = 2) -> str:
    """A decimal number without what it says twice: ``-0.50`` is ``-.5``."""
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-", "-0"} else re.sub(r"^(-?)0\.", r"\1.", text)


def _round(element: ElementTree.Element) -> None:
    def short(text: str) -> str:
        return NUMBER.sub(lambda number: _short(float(number[0])), text)

    for name, value in element.attrib.items():
        if name == "d":
            element.set(name, _steps(value))
        elif name == "style":
            element.set(name, short(value).replace(": ", ":").replace("; ", ";"))
        elif name == "transform":
            element.set(name, re.sub(r"translate\([^)]*\)", lambda part: short(part[0]), value))
        elif name in {"x", "y", "width", "height", "viewBox"}:
            element.set(name, short(value))


def _steps(outline: str) -> str:
    """An outline of absolute points, told from point to point; a straight step across or down is one number."""
    written: list[tuple[str, list[int]]] = []
    x = y = start_x = start_y = 0  # hundredths
    parts = STEP.findall(outline)
    place = 0
    while place < len(parts):
        kind, size = parts[place], POINTS_OF[parts[place]] * 2
        points = [round(float(part) * 100) for part in parts[place + 1 : place + 1 + size]]
        place += 1 + size
        moves = [value - (y if index % 2 else x) for index, value in enumerate(points)]
        if kind == "z":
            x, y = start_x, start_y
            written.append((kind, []))
            continue
        x, y = points[-2:]
        if kind == "M":
            start_x, start_y = points
            if written and written[-1][0] == kind:
                written.pop()  # nothing was drawn from there
            written.append((kind, points))
        elif kind == "L" and 0 in moves:
            written.append(("h", moves[:1]) if moves[1] == 0 else ("v", moves[1:]))
        else:
            written.append((kind.lower(), moves))
    return "".join(kind + _numbers(number for _, numbers in group for number in numbers) for kind, group in groupby(written, itemgetter(0)))


def _numbers(hundredths: Iterable[int]) -> str:
    return " ".join(_short(number / 100) for number in hundredths).replace(" -", "-")


def _give_halos(root: ElementTree.Element) -> None:
    """Draw each line of a text that is to stand out once more below itself, with an edge of paper."""
    for number, text in enumerate(group for group in root.iter(f"{SVG}g") if group.get("id") == HALO):
        for place, line in reversed(list(enumerate(text.findall(f"{SVG}g")))):
            size = re.search(r"scale\(([\d.]+)", line.get("transform", ""))
            if size:
                line.set("id", f"{HALO}-{number}-{place}")
                edge = f"stroke:{PAPER};stroke-width:{HALO_WIDTH / float(size[1]):.0f}"
                text.insert(0, ElementTree.Element(f"{SVG}use", {HREF: f"#{line.get('id')}", "style": edge}))


def _rename(root: ElementTree.Element) -> None:
    """Short names for what is used, in the order of its use; none for the rest."""
    names: dict[str, str] = {}

    def name(old: str) -> str:
        return names.setdefault(old, f"{chr(97 + len(names) % 26)}{len(names) // 26 or ''}")

    for element in root.iter():
        if HREF in element.attrib:
            element.set(HREF, f"#{name(element.attrib[f'{XLINK}href'][1:])}")
        for key in ("clip-path", "style"):
            if key in element.attrib:
                element.set(key, LINK.sub(lambda link: f"url(#{name(link[1])})", element.attrib[key]))
    for element in root.iter():
        if (old := element.attrib.pop("id", "")) in names:
            element.set("id", names[old])


def _taken_out(root: ElementTree.Element) -> ElementTree.Element:
    """Everything that is defined for use elsewhere, out of where matplotlib came to need it."""
    taken = ElementTree.Element(f"{SVG}defs")
    for parent in list(root.iter()):
        for definitions in parent.findall(f"{SVG}defs"):
            parent.remove(definitions)
            taken.extend(each for each in definitions if each.get("d") != "")
    return taken


def _tidy(group: ElementTree.Element) -> None:
    """Take out what draws nothing and groups that say nothing, and give a group the style that all its marks have."""
    kept: list[ElementTree.Element] = []
    for child in group:
        _tidy(child)
        if child.tag == f"{SVG}g" and not child.attrib:
            kept.extend(child)
        elif not (child.tag == f"{SVG}g" and not len(child)) and not _draws_nothing(child):
            kept.append(child)
    group[:] = kept = [_without_group(child) for child in kept]
    styles = {child.get("style") for child in kept}
    if (
        group.tag == f"{SVG}g"
        and "style" not in group.attrib
        and len(kept) > 1
        and len(styles) == 1
        and (style := styles.pop())
        and "stroke-line" not in style
    ):
        group.set("style", style)
        for child in kept:
            del child.attrib["style"]
    elif group.tag != f"{SVG}defs":
        group[:] = [each for run in _runs(kept) for each in run]


def _runs(elements: list[ElementTree.Element]) -> Iterator[list[ElementTree.Element]]:
    """Elements as they are, or several of one look that follow each other as a group that says it."""
    for look, group in groupby(elements, _look):
        run = list(group)
        if look and len(run) > 2 and not any("url(" in value for _, value in look):  # what is hatched says so itself: a printed book draws its lines
            around = ElementTree.Element(f"{SVG}g", dict(look))
            around.extend(run)
            for element in run:
                for name, _ in look:
                    del element.attrib[name]
            run = [around]
        yield run


def _look(element: ElementTree.Element) -> tuple[tuple[str, str], ...]:
    """What an element can leave to a group around it; nothing if another is drawn by its name, or if it is cut off where it is moved to.

    Ends and corners of lines are said of each element by the drawing's style sheet, which a group does not undo.
    """
    if "id" in element.attrib or "stroke-line" in element.get("style", "") or ("clip-path" in element.attrib and "transform" in element.attrib):
        return ()
    return tuple((name, value) for name, value in sorted(element.attrib.items()) if name in {"style", "clip-path"})


def _without_group(group: ElementTree.Element) -> ElementTree.Element:
    """A letter or word that is alone in its group, with what the group says."""
    if group.tag != f"{SVG}g" or len(group) != 1 or group[0].tag != f"{SVG}use" or set(group[0].attrib) & {*group.attrib, "x"}:
        return group
    group[0].attrib.update(group.attrib)
    return group[0]


def _draws_nothing(element: ElementTree.Element) -> bool:
    outline, style = element.get("d"), element.get("style", "")
    return outline is not None and (not re.search("[a-y]", outline) or style == "fill:none")
