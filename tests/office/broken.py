"""Word and Excel files that something has gone wrong with, drawn by Hypothesis."""

import copy
import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st
from lxml import etree

ODD_VALUES = st.sampled_from(
    [
        "", "0", "-1", "1", "99", "100", "65536", "1048577", "99999999999", "-99999999999", "1e400",
        "NaN", "abc", "true", "đ", "1.5", "A0", "XFD1048576", "A1:XFD1048576", "../../x", "rId999",
        "#REF!", "http://example.invalid/x", "&", "\x85", "\u202e", "x" * 5000, "☑", "[x]", "1.1.a",
    ]
)  # fmt: skip
ODD_NAMES = st.sampled_from(
    ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "xl/workbook.xml", "a", "", "../a",
     "word/vbaProject.bin", "docProps/custom.xml", "docProps/core.xml", "xl/sharedStrings.xml"]
)  # fmt: skip
Members = list[tuple[str, bytes]]


def unpacked(data: bytes) -> Members:
    """Return the members of a zip in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def packed(members: Members) -> bytes:
    """Return a zip of members, two of one name too."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, content in members:
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _one(draw: st.DrawFn, files: Callable[[], Sequence[bytes]]) -> bytes:
    """Return one of the files; Hypothesis would write all of them out if it were to choose."""
    found = files()
    return found[draw(st.integers(0, len(found) - 1))]


@st.composite
def broken_bytes(draw: st.DrawFn, files: Callable[[], Sequence[bytes]]) -> bytes:
    """Return a file with bytes of it changed, put in, taken out or cut off."""
    data = bytearray(_one(draw, files))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(["flip", "in", "out", "end"])):
            case "flip" if data:
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "in":
                data[at:at] = draw(st.binary(max_size=8))
            case "out":
                del data[at : at + draw(st.sampled_from([1, 4, 100]))]
            case "end":
                del data[at:]
    return bytes(data)


@st.composite
def broken_members(draw: st.DrawFn, files: Callable[[], Sequence[bytes]]) -> bytes:
    """Return a file with members dropped, doubled, swapped, renamed, emptied."""
    members = unpacked(_one(draw, files))
    for _ in range(draw(st.integers(1, 3))):
        first, second = (draw(st.integers(0, len(members) - 1)) for _ in range(2))
        name, content = members[first]
        match draw(st.sampled_from(["drop", "twice", "swap", "rename", "cut", "raw", "more"])):
            case "drop" if len(members) > 1:
                del members[first]
            case "twice":
                members.append((name, members[second][1]))
            case "swap":
                other = members[second][1]
                members[second] = (members[second][0], content)
                members[first] = (name, other)
            case "rename":
                members[first] = (draw(ODD_NAMES), content)
            case "cut":
                members[first] = (name, content[: draw(st.integers(0, len(content)))])
            case "raw":
                members[first] = (name, draw(st.binary(max_size=40)))
            case "more":
                members.append((draw(ODD_NAMES), content))
    return packed(members)


def _move(draw: st.DrawFn, elements: list[Any]) -> None:
    first, second = (draw(st.sampled_from(elements[1:])) for _ in range(2))
    if first is second or first in second.iterancestors():
        return
    second.insert(draw(st.integers(0, len(second))), first)


def _double(draw: st.DrawFn, elements: list[Any]) -> None:
    one = draw(st.sampled_from(elements[1:]))
    for _ in range(draw(st.sampled_from([1, 2, 20]))):
        one.addnext(copy.deepcopy(one))


def _drop(draw: st.DrawFn, elements: list[Any]) -> None:
    one = draw(st.sampled_from(elements[1:]))
    one.getparent().remove(one)


def _wrap(draw: st.DrawFn, elements: list[Any]) -> None:
    one, other = (draw(st.sampled_from(elements[1:])) for _ in range(2))
    for _ in range(draw(st.sampled_from([1, 3, 100]))):
        around = etree.Element(other.tag, dict(other.attrib))
        one.getparent().replace(one, around)
        around.append(one)


def _rename(draw: st.DrawFn, elements: list[Any]) -> None:
    one, other = (draw(st.sampled_from(elements)) for _ in range(2))
    one.tag = other.tag


def _set(draw: st.DrawFn, elements: list[Any]) -> None:
    having = [each for each in elements if each.attrib]
    if not having:
        return
    one = draw(st.sampled_from(having))
    name = draw(st.sampled_from(sorted(one.attrib)))
    if draw(st.booleans()):
        one.set(name, draw(ODD_VALUES).replace("\x85", ""))
    else:
        del one.attrib[name]


def _write(draw: st.DrawFn, elements: list[Any]) -> None:
    having = [each for each in elements if each.text]
    if having:
        draw(st.sampled_from(having)).text = draw(ODD_VALUES)


_CHANGES: list[Callable[[st.DrawFn, list[Any]], None]] = [
    _move, _double, _drop, _wrap, _rename, _set, _set, _write,
]  # fmt: skip


@st.composite
def broken_trees(draw: st.DrawFn, files: Callable[[], Sequence[bytes]]) -> bytes:
    """Return a file with elements moved, doubled, dropped, wrapped, attributes and words odd."""
    members = unpacked(_one(draw, files))
    # The main part holds what is read: it is drawn as often as all others.
    main = [
        at for at, (name, _) in enumerate(members) if "document.xml" in name or "sheet1" in name
    ]
    xml = [at for at, (name, _) in enumerate(members) if name.endswith((".xml", ".rels"))]
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.one_of(st.sampled_from(main), st.sampled_from(xml)))
        root = etree.fromstring(members[at][1])
        for _ in range(draw(st.integers(1, 4))):
            elements = [each for each in root.iter() if isinstance(each.tag, str)]
            if len(elements) > 1:
                draw(st.sampled_from(_CHANGES))(draw, elements)
        members[at] = (members[at][0], etree.tostring(root, encoding="UTF-8", standalone=True))
    return packed(members)
