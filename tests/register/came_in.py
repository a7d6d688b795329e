"""What comes in to an office, as few bytes as can be."""

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from papi_cli.register.incoming import Incoming, unpack

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKDOWN = b"---\npapi: checklist\n---\n\n# A\n"


def ole(stream: str) -> bytes:
    """Return what begins as a file of old Office programs, a stream in it."""
    return OLE + b"\0" * 512 + stream.encode("utf-16-le")


def archive(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a .zip of files by their names."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return written.getvalue()


def old_archive(name: bytes, data: bytes = MARKDOWN) -> bytes:
    """Return a .zip whose one name is bytes that do not say how they are to be read."""
    made = archive({"x" * len(name): data})
    return made.replace(b"x" * len(name), name)


def locked(files: Mapping[str, bytes]) -> bytes:
    """Return a .zip whose files say that they have a password."""
    data = bytearray(archive(files))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


def claiming(data: bytes, size: int) -> bytes:
    """Return a .zip each of whose files says that it unpacks to so many bytes."""
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = size.to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


def mail(
    files: Mapping[str, bytes],
    received: str = "Thu, 16 Dec 2021 17:30:00 +0000",
    text: str = "Kính gửi",
) -> EmailMessage:
    """Return a mail with files attached."""
    message = EmailMessage()
    message["Received"] = f"from a by b with SMTP; {received}"
    message["Received"] = "from c by a; Wed, 1 Dec 2021 08:00:00 +0700"
    message["Subject"] = "Gửi danh mục"
    message.set_content(text)
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def unpacked(folder: Path, files: Mapping[str, bytes]) -> list[Incoming]:
    """Return what is found of files that lie in a folder of their own."""
    within = folder / "thu"
    within.mkdir()
    for name, data in files.items():
        path = within / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return list(unpack([str(within)]))


def one(folder: Path, name: str, data: bytes) -> Incoming:
    """Return the one thing that is found of a file."""
    (found,) = unpacked(folder, {name: data})
    return found
