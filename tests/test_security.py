"""What a file or a command line can do to a terminal, to other files, to the program."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from papi_cli.safe_text import INVISIBLE
from tests.conftest import PLAN, PLANS, Result
from tests.terminal import drawn

EVIL = "\x1b]0;evil\x07\x1b[31mđỏ\u202etrái\u2066\x9b"
STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""What rich writes to set bold letters and colours."""
RAW = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{INVISIBLE}]")


@pytest.fixture
def on_terminal(tmp_path: Path) -> Callable[..., str]:
    """Run papi with a terminal for all its streams and return what the terminal got."""
    pytest.importorskip("pty", reason="no terminals can be made here")

    def run(*args: str) -> str:
        text = drawn(args, tmp_path, 100)
        assert "Traceback" not in text
        return text

    return run


OnTerminal = Callable[..., str]


def sent(papi: Callable[..., Result], folder: Path, name: str = "gửi") -> Path:
    """Return a checklist that somebody sent with more than words in it."""
    text = papi(
        "checklist", "--agency", "UBND cấp xã", "--plan", str(PLANS / "good" / "doubt.yaml")
    ).out
    text = text.replace("Kết quả:", f"Kết quả: xong {EVIL}", 1).replace("[ ]", "[x]", 1)
    text = text.replace("<!-- papi:", f"- [x] **9.9{EVIL}** một việc\n\nlời {EVIL}\n\n<!-- papi:")
    path = folder / "in" / f"{name}.md"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "args",
    [
        ["report", "--agency", "UBND cấp xã", "--from", "in"],
        ["report", "--consolidated", "--agency", "Sở Nội vụ", "--from", "in"],
        ["progress", "in"],
        ["progress", "in", "--by", "task"],
        ["checklist", "--agency", "UBND cấp xã", "-o", "in", "--check"],
        ["checklist", "--agency", "UBND cấp xã", "-o", "in"],
        ["checklist", "--agency", EVIL],
        ["tasks", "--search", EVIL],
        ["show", EVIL],
        ["progress", EVIL],
        ["checklist", "--all", "-o", f"ra {EVIL}"],
        ["letter", "in", "--on", "1/7/2021", "--due", "5/7/2021"],
        ["letter", "in", "--on", "1/7/2021", "--due", "5/7/2021", "--each", "-o", f"ra {EVIL}"],
        ["letter", EVIL, "--on", "1/7/2021", "--due", "5/7/2021"],
        ["report", "--agency", "Sở Nội vụ", "--signer", EVIL, "--period", EVIL],
        ["report", "--agency", "Sở Nội vụ", "--number", EVIL],
        ["report", "--agency", "Sở Nội vụ", "--letterhead", EVIL, "-o", "a.docx"],
        ["checklist", "--agency", "Sở Nội vụ", "-o", "ra", "--notice", EVIL, "--was", EVIL],
        ["calendar", "--all", "-o", f"ra {EVIL}", "--check"],
        ["page", "-o", f"{EVIL}.html", "--check"],
        ["page", "-o", "a.html", "--from", EVIL],
        ["receive", "in", "--into", "nhận", "--on", "1/7/2021"],
        ["templates", "--copy", f"mẫu {EVIL}"],
        ["action-plan", "--all", "-o", f"ra {EVIL}", "--check"],
        ["new", f"{EVIL}.yaml"],
        ["baseline", f"{EVIL}.yaml"],
    ],
    ids=lambda args: "-".join(args[:2]).replace(EVIL, "…"),
)
def test_nothing_that_a_terminal_obeys_reaches_it(
    papi: Callable[..., Result], on_terminal: OnTerminal, tmp_path: Path, args: list[str]
) -> None:
    sent(papi, tmp_path, f"gửi {EVIL}")
    plan = [] if args[0] in {"new", "templates"} else ["--plan", str(PLANS / "good" / "doubt.yaml")]
    if plan:
        said = Path(plan[1]).read_text(encoding="utf-8")
        (tmp_path / "p.yaml").write_text(
            said.replace("document:\n", "document:\n  follow_up: Sở Nội vụ\n"), encoding="utf-8"
        )
        plan[1] = "p.yaml"
    text = STYLE.sub("", on_terminal(*args, *plan))
    assert text
    assert not RAW.search(text), RAW.search(text)


@pytest.mark.parametrize("how", ["text", "json", "github", "sarif"])
def test_nothing_of_a_plan_reaches_a_terminal_raw(
    on_terminal: OnTerminal, tmp_path: Path, how: str
) -> None:
    quoted = "".join(f"\\U{ord(char):08x}" for char in EVIL)
    text = PLAN.read_text(encoding="utf-8").replace("place: Bắc Kạn", f'place: "{quoted}"')
    text = text.replace("symbol: SNV", f'symbol: "{quoted}"').replace("Quý I-II", f"Quý {quoted}")
    path = tmp_path / f"{EVIL}.yaml"
    path.write_text(text, encoding="utf-8")
    got = on_terminal("check", path.name, "--format", how)
    assert "not-normalized" in got
    assert not RAW.search(got)


def test_into_a_pipe_a_report_holds_what_the_agency_wrote_word_for_word(
    papi: Callable[..., Result], tmp_path: Path
) -> None:
    path = sent(papi, tmp_path)
    plan = str(PLANS / "good" / "doubt.yaml")
    out = papi("report", "--agency", "UBND cấp xã", "--from", str(path), "--plan", plan).out
    assert f"xong {EVIL}" in out


def test_a_link_among_templates_does_not_lead_out(
    papi: Callable[..., Result], tmp_path: Path
) -> None:
    secret = tmp_path / "bí mật.txt"
    secret.write_text("không được đọc", encoding="utf-8")
    own = tmp_path / "mau"
    own.mkdir()
    (own / "report.md.j2").write_text("của mình", encoding="utf-8")
    try:
        (own / "x.md.j2").symlink_to(secret)
    except OSError:
        pytest.skip("links cannot be made here")
    result = papi("templates", "--templates", str(own), "--copy", str(tmp_path / "ra"))
    assert result.code == 0
    assert not (tmp_path / "ra" / "x.md.j2").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["progress", "x" * 5000],
        ["tasks", "--plan", "x" * 5000],
        ["checklist", "--agency", "stnmt", "--templates", "x" * 300],
        ["checklist", "--agency", "stnmt", "-o", "x" * 5000, "--check"],
        ["check", "--baseline", "x" * 5000, "data/plan_2021.yaml"],
        ["report", "--agency", "stnmt", "--from", "x" * 5000],
        ["new", "x" * 5000],
        ["letter", "x" * 5000, "--on", "1/7/2021", "--due", "5/7/2021"],
        ["page", "-o", f"{'x' * 5000}.html"],
        ["calendar", "--agency", "stnmt", "-o", "x" * 5000],
        ["bundle", "--agency", "stnmt", "-o", "x" * 5000],
        ["report", "--agency", "stnmt", "-o", "a.docx", "--letterhead", "x" * 5000],
        ["checklist", "--agency", "stnmt", "-o", "a", "--notice", "b", "--was", "x" * 5000],
    ],
    ids=lambda args: args[0],
)
def test_a_path_that_is_too_long_is_named_and_not_taken_for_lost_output(
    papi: Callable[..., Result], args: list[str]
) -> None:
    result = papi(*args)
    assert result.code in {1, 3}
    assert "Không ghi được kết quả" not in result.err
    assert "«xxx" in result.err


@pytest.mark.parametrize("role", ["[lead]", "{a: b}", "1", "~"])
def test_a_front_matter_of_the_wrong_kind_is_said_and_stops_no_other_file(
    papi: Callable[..., Result], tmp_path: Path, role: str
) -> None:
    text = papi("checklist", "--agency", "stnmt").out
    (tmp_path / "a.md").write_text(text.replace("\n---\n", f"\nrole: {role}\n---\n", 1), "utf-8")
    (tmp_path / "b.md").write_text(papi("checklist", "--agency", "snv").out, "utf-8")
    result = papi("progress", str(tmp_path))
    assert result.code == 1
    assert "có phần đầu (giữa hai dòng ---) đã bị sửa hỏng" in result.err
    assert "Sở Nội vụ\t" in result.out
    assert papi("checklist", "--agency", "snv", "-o", str(tmp_path)).code == 0


@pytest.mark.parametrize("doubts", ['{"": x}', '{"  ": x}', "{? [a] : x}", "{1: x}"])
def test_a_doubt_about_nothing_is_a_slip_of_form(
    papi: Callable[..., Result], tmp_path: Path, doubts: str
) -> None:
    path = tmp_path / "plan.yaml"
    text = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")
    path.write_text(
        text.replace("text: Tập huấn", f"text: Tập huấn\n            doubts: {doubts}"), "utf-8"
    )
    assert papi("check", str(path)).code == 1
    assert papi("tasks", "--plan", str(path)).code == 3


LIMITS = [
    ("text: Tập huấn", f"text: {'a' * 20_001}", "dài quá 20000 chữ"),
    ("id: b", f"id: {'b' * 61}", "dài quá 60 chữ"),
    ("name: Sở Tư pháp", f"name: {'a' * 301}", "dài quá 300 chữ"),
    ("text: Tập huấn", f"text: Tập huấn\n            lead: [{'Sở Nội vụ, ' * 201}]", "quá 200 mục"),
]


@pytest.mark.parametrize(("old", "new", "said"), LIMITS, ids=[said for _, _, said in LIMITS])
def test_who_goes_beyond_a_limit_is_told(
    papi: Callable[..., Result], tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = tmp_path / "plan.yaml"
    text = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")
    result = papi("check", str(path))
    assert result.code == 1
    assert said in result.out


def test_groups_in_groups_have_an_end(papi: Callable[..., Result], tmp_path: Path) -> None:
    for depth, code in ((20, 0), (21, 1)):
        agencies = "".join(f"  - {{name: N{at}, members: [N{at + 1}]}}\n" for at in range(depth))
        path = tmp_path / "plan.yaml"
        text = (PLANS / "good" / "doubt.yaml").read_text(encoding="utf-8")
        agencies += f"  - name: N{depth}\n"
        path.write_text(text.replace("agencies:\n", f"agencies:\n{agencies}", 1), encoding="utf-8")
        result = papi("check", str(path))
        assert result.code == code, result.out
        assert ("đi quá 20 tầng" in result.out) is bool(code)
