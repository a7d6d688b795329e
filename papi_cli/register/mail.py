"""A mail taken apart: the files that are attached to it, the day when it came in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from unicodedata import normalize


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail holds: attached files with their names, in its order.

    `received` is the day in Vietnam on which the last server got it; where no server says so, the
    day that its sender wrote, which `sent` tells; None where nobody does.
    `pictures` tells that pictures stand among its words, which are no files.
    """

    files: tuple[tuple[str, bytes], ...]
    received: date | None = None
    sent: bool = False
    encrypted: bool = False
    pictures: bool = False


_HERE = timezone(timedelta(hours=7))
_MOST_WORK = 20_000_000
"""Lines times parts: each line is held against the ends of all parts that it may lie in."""
_LONGEST_HEADER = 8_000
_LONGEST_DAY = 200
_NAMING = re.compile(rb"^content-(?:type|disposition):", re.MULTILINE)
_NAMING_HEADERS = ("content-type", "content-disposition")
_ENDS = re.compile(rb"\n(?![ \t])")
_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)


def attachments(data: bytes) -> Mail | None:
    """Return what is attached to a mail, by its bytes; None where they are no mail.

    The text of the mail, its pictures and its signature are not among the files. Those of a mail
    that is attached are.
    """
    lowered = data.lower()
    lines, parts = data.count(b"\n"), lowered.count(b"boundary")
    if lines * (1 + parts) > _MOST_WORK or _has_long_header(lowered):
        return None
    try:
        # The older reading of headers: it takes whatever stands there, and never long.
        message = message_from_bytes(data)
        if not message.keys():
            return None
        leaves = [each for each in message.walk() if not each.is_multipart()]
        kinds = {each.get_content_type() for each in message.walk()}
        signed = "multipart/signed" in kinds
        files = [e for e in leaves if not _is_body(e) and not (signed and _is_signature(e))]
        shown = [each for each in files if _stands_in_text(each)]
        apart = [each for each in files if not _stands_in_text(each)]
        received = _received(message)
        return Mail(
            tuple(_named(apart)),
            received or _sent(message),
            sent=received is None,
            encrypted="multipart/encrypted" in kinds,
            pictures=bool(shown),
        )
    except _FAULTS:
        return None


def _has_long_header(lowered: bytes) -> bool:
    """Whether a header that is taken apart is so long that this would never end."""
    for begun in _NAMING.finditer(lowered):
        end = _ENDS.search(lowered, begun.end(), begun.end() + _LONGEST_HEADER)
        if end is None and len(lowered) - begun.end() > _LONGEST_HEADER:
            return True
    return False


def _is_body(part: Message) -> bool:
    """Whether a part is what the mail itself says."""
    if part.get_filename() or part.get_content_disposition() == "attachment":
        return False
    return part.get_content_maintype() in {"text", "message", "multipart"}


def _is_signature(part: Message) -> bool:
    return part.get_content_type().endswith(("pkcs7-signature", "pgp-signature"))


def _stands_in_text(part: Message) -> bool:
    """Whether a part is a picture among the words, such as the badge of an office."""
    in_text = part.get_content_disposition() != "attachment" and bool(part.get("content-id"))
    return in_text and part.get_content_maintype() == "image"


def _named(parts: list[Message]) -> Iterator[tuple[str, bytes]]:
    for part in parts:
        data = part.get_payload(decode=True)
        yield _file_name(part), data if isinstance(data, bytes) else b""


def _file_name(part: Message) -> str:
    """Return the name of an attached file, without folders, however it was encoded."""
    named = Message()
    for key, value in part.raw_items():
        if key.lower() in _NAMING_HEADERS:
            # Some programs write the bytes of a name as they are, without saying so.
            raw = str(value).encode("utf-8", "surrogateescape")
            named[key] = raw.decode("utf-8", "replace").replace("\r", "").replace("\n", "")
    name = str(named.get_filename() or "")
    with suppress(*_FAULTS):
        name = str(make_header(decode_header(name)))
    last = re.split(r"[/\\]", " ".join(name.split()))[-1]
    return normalize("NFC", last).encode("utf-8", "replace").decode() or "khong-ten"


def _received(message: Message) -> date | None:
    """Return the day on which the office's own server got a mail: it writes on top."""
    top = str(message.get("received") or "")[-_LONGEST_DAY:]
    return _day_of(top.rpartition(";")[2])


def _sent(message: Message) -> date | None:
    """Return the day that the sender's own program wrote into a mail."""
    return _day_of(str(message.get("date") or "")[:_LONGEST_DAY])


def _day_of(text: str) -> date | None:
    try:
        found = parsedate_to_datetime(" ".join(text.split()))
        at = found if found.tzinfo else found.replace(tzinfo=UTC)
        return _day(at)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(at: datetime) -> date:
    return at.astimezone(_HERE).date()
