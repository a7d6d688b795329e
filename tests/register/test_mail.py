"""A mail taken apart: names however they are encoded, contents, what is no file."""

import base64
import time
from datetime import date

import pytest

from papi_cli.register.mail import attachments
from tests.register.came_in import mail

HEAD = "Received: from a by b; Thu, 16 Dec 2021 10:00:00 +0700\r\nMIME-Version: 1.0\r\n"


def with_part(*headers: str, body: str = "YWJj", encoding: str = "base64") -> bytes:
    """Return a mail of two parts, the second with these headers."""
    lines = [
        'Content-Type: multipart/mixed; boundary="x"', "", "--x", "Content-Type: text/plain", "",
        "Kính gửi", "--x", *headers, f"Content-Transfer-Encoding: {encoding}", "", body, "--x--", "",
    ]  # fmt: skip
    return HEAD.encode() + "\r\n".join(lines).encode()


def named(*headers: str) -> str:
    found = attachments(with_part(*headers))
    assert found is not None
    ((name, _),) = found.files
    return name


WORD = base64.b64encode("xã Yến Dương.md".encode()).decode()


@pytest.mark.parametrize(
    "headers",
    [
        (f'Content-Disposition: attachment; filename="=?UTF-8?B?{WORD}?="',),
        ("Content-Disposition: attachment;", " filename==?utf-8?q?x=C3=A3_Y=E1=BA=BFn_D=C6=B0=C6=A1ng.md?="),
        ("Content-Disposition: attachment; filename*=UTF-8\'\'x%C3%A3%20Y%E1%BA%BFn%20D%C6%B0%C6%A1ng.md",),
        (
            "Content-Disposition: attachment; filename*0*=UTF-8\'\'x%C3%A3%20Y%E1%BA%BFn;",
            " filename*1*=%20D%C6%B0%C6%A1ng.md",
        ),
        (f'Content-Type: application/octet-stream; name="=?UTF-8?B?{WORD}?="',),
        ('Content-Disposition: attachment; filename="xã Yến Dương.md"',),
        ('Content-Disposition: attachment; filename="C:\\\\thu\\\\xã Yến Dương.md"',),
    ],
    ids=["2047", "2047 bare", "2231", "2231 in pieces", "of the type", "raw", "with folders"],
)  # fmt: skip
def test_a_name_is_read_however_it_is_encoded(headers: tuple[str, ...]) -> None:
    assert named(*headers) == "xã Yến Dương.md"


def test_a_file_without_a_name_is_a_file() -> None:
    assert named("Content-Type: application/octet-stream") == "khong-ten"


@pytest.mark.parametrize(
    ("body", "encoding"), [("YWLDow==", "base64"), ("ab=C3=A3", "quoted-printable")]
)
def test_a_content_is_decoded(body: str, encoding: str) -> None:
    found = attachments(
        with_part('Content-Disposition: attachment; filename="a"', body=body, encoding=encoding)
    )
    assert found is not None
    assert found.files == (("a", "abã".encode()),)


def test_the_words_of_a_mail_are_no_file() -> None:
    message = mail({})
    message.add_alternative("<p>Kính gửi</p>", subtype="html")
    found = attachments(message.as_bytes())
    assert found is not None
    assert found.files == ()


def test_the_signature_of_a_signed_mail_is_no_file() -> None:
    data = with_part('Content-Type: application/pkcs7-signature; name="smime.p7s"')
    found = attachments(data.replace(b"multipart/mixed", b"multipart/signed"))
    assert found is not None
    assert found.files == ()


def test_an_encrypted_mail_is_told_as_one() -> None:
    data = with_part("Content-Type: application/octet-stream")
    found = attachments(data.replace(b"multipart/mixed", b"multipart/encrypted"))
    assert found is not None
    assert found.encrypted


@pytest.mark.parametrize(
    ("received", "day"),
    [
        ("Thu, 16 Dec 2021 16:59:59 +0000", date(2021, 12, 16)),
        ("Thu, 16 Dec 2021 17:00:00 +0000", date(2021, 12, 17)),
        ("Fri, 17 Dec 2021 00:30:00 +0900 (JST)", date(2021, 12, 16)),
        ("16 Dec 2021 20:00:00 -0000", date(2021, 12, 17)),
    ],
)
def test_the_day_is_that_of_the_topmost_server_in_vietnam(received: str, day: date) -> None:
    found = attachments(mail({"a": b"x"}, received).as_bytes())
    assert found is not None
    assert found.received == day


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"\0" * 99])
def test_what_has_no_head_is_no_mail(data: bytes) -> None:
    assert attachments(data) is None


@pytest.mark.parametrize(
    "data",
    [
        with_part('Content-Disposition: attachment; filename="' + ";" * 200_000),
        HEAD.encode() + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + b"\n" * 12_000_000,
        HEAD.encode()
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (at, at) for at in range(3_000)),
    ],
    ids=["a long header", "many lines", "parts in parts"],
)  # fmt: skip
def test_no_mail_takes_long(data: bytes) -> None:
    before = time.process_time()
    attachments(data)
    assert time.process_time() - before < 5


def test_where_no_server_says_when_it_got_a_mail_its_senders_day_is_used_and_told() -> None:
    message = mail({"a.md": b"a"})
    del message["Received"]
    message["Date"] = "Thu, 16 Dec 2021 20:00:00 +0000"
    found = attachments(message.as_bytes())
    assert found is not None
    assert (found.received, found.sent) == (date(2021, 12, 17), True)
    known = attachments(mail({"a.md": b"a"}).as_bytes())
    assert known is not None
    assert not known.sent
