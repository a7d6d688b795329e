"""Returns of a whole province, made up: for measuring, and for looking at what is made of them.

    python -m benchmarks.returns FOLDER [--seed 1] [--returns 150] [--zeal 0.55]

writes `ke_hoach.yaml` (the shipped plan with more communes) and checklists of a round into
`danh_muc/`. The same seed gives the same bytes; a smaller `--zeal` gives an earlier round.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

from benchmarks.generate import with_communes
from papi_cli.checking.runner import load_valid
from papi_cli.checklists.format import Entry
from papi_cli.documents.builder import Documents
from papi_cli.documents.templates import shipped
from papi_cli.files import file_names
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.plan.query import Workload, never_reports
from papi_cli.resources import SHIPPED_PLAN, data_dir

COMMUNES = 124
"""With 34 others that lead tasks they are 158 agencies that are to report."""
_BLANK = 4
"""Returns in which nothing is written."""
_WITH_WORDS, _WITH_NUMBER, _WITH_TROUBLE, _WITH_PROPOSAL = 0.72, 0.35, 0.09, 0.6
_NOT_ARISEN, _TICKED, _SAID = 0.02, 0.9, 0.85
"""Shares: of tasks, of done tasks, of those left that something is said of."""

_SENTENCES = (
    "Đã tổ chức {a} cuộc họp thôn, tổ dân phố với {b} lượt người tham dự, lồng ghép tuyên truyền"
    " các chủ trương, chính sách mới",
    "Niêm yết công khai tại trụ sở và {a} nhà văn hóa thôn, thời gian niêm yết đủ 30 ngày theo quy"
    " định",
    "Phát {a} tin, bài trên hệ thống loa truyền thanh và trang thông tin điện tử, thời lượng 15"
    " phút mỗi buổi",
    "Ban hành {c} văn bản chỉ đạo, phân công cụ thể từng công chức phụ trách",
    "Phối hợp với Ủy ban Mặt trận Tổ quốc và các đoàn thể tổ chức {c} hội nghị, {b} đại biểu dự",
    "Tiếp {a} lượt công dân, nhận {c} đơn, đã giải quyết xong, không có đơn tồn quá hạn",
    "Giải quyết {b} hồ sơ thủ tục hành chính, tỷ lệ đúng hạn 99,{c} %, trong đó {a} hồ sơ trực"
    " tuyến mức độ 3, 4",
    "Kiểm tra {c} đơn vị trực thuộc, phát hiện và nhắc nhở {c} trường hợp chấp hành chưa nghiêm giờ"
    " làm việc",
    "Cấp thẻ bảo hiểm y tế cho {b} người thuộc hộ nghèo, hộ cận nghèo, đạt 98,{c} % kế hoạch",
    "Huy động {b} ngày công làm đường liên thôn, nhân dân hiến {b} m² đất, tổng giá trị"
    " {a} triệu đồng",
    "Rà soát, cập nhật {a} thủ tục hành chính; gỡ {c} thủ tục đã hết hiệu lực trên bảng niêm yết",
    "Trồng mới {b} cây xanh, thu gom {c} tấn rác thải tại các điểm tập kết, ra quân vệ sinh môi"
    " trường mỗi tháng một lần",
    "Tỷ lệ hài lòng của người dân qua phiếu khảo sát đạt 95,{c} % ({b} phiếu)",
    "Công khai dự toán, quyết toán ngân sách và các khoản đóng góp của nhân dân theo đúng biểu mẫu",
    "Thực hiện chế độ một cửa, một cửa liên thông; {b} hồ sơ được số hóa khi tiếp nhận",
)
_OPENINGS = (
    "Đã hoàn thành",
    "Đang triển khai",
    "Đang thực hiện",
    "Chưa triển khai, do chờ hướng dẫn của cấp trên",
)
_DONE, _DOING, _NOT_YET = (0,), (1, 2), (3,)
_TROUBLES = (
    "Kinh phí hạn hẹp",
    "Chưa có kinh phí riêng cho nhiệm vụ này",
    "Công chức kiêm nhiệm nhiều việc",
    "Đường truyền mạng ở các thôn vùng cao chưa ổn định",
    "Địa bàn rộng, dân cư phân tán, đi lại khó khăn trong mùa mưa",
    "Hệ thống loa truyền thanh ở {c} thôn đã hỏng, chưa có kinh phí sửa chữa",
    "Một bộ phận người dân đi làm ăn xa nên tỷ lệ dự họp thôn thấp; ở {c} thôn phải họp hai, ba lần"
    " mới đủ số hộ theo quy định, việc lấy ý kiến bằng phiếu cũng mất nhiều thời gian vì phải đến"
    " từng nhà, nhất là vào mùa vụ và dịp cuối năm khi công chức phải tập trung cho nhiều"
    " nhiệm vụ khác",
)
_PROPOSALS = (
    "Đề nghị bố trí kinh phí",
    "Đề nghị tập huấn nghiệp vụ cho công chức cấp xã",
    "Đề nghị cấp trên sớm có văn bản hướng dẫn",
    "Đề nghị đầu tư nâng cấp trang thiết bị tin học cho bộ phận một cửa",
    "Đề nghị tỉnh xem xét hỗ trợ sửa chữa {c} cụm loa và nâng cấp đường truyền cho các thôn vùng"
    " cao",
)


def senders(loaded: LoadedPlan, seed: int, returns: int) -> tuple[list[Agency], set[str]]:
    """Return the agencies that send something, and the names of those whose file is blank."""
    random = Random(seed)
    workload = Workload(loaded)
    able = [
        each
        for each in loaded.registry.agencies
        if not never_reports(each) and workload.answers((each,))
    ]
    chosen = sorted(random.sample(able, min(returns, len(able))), key=able.index)
    blank = random.sample([each.name for each in chosen], min(_BLANK, len(chosen) // 10))
    return chosen, set(blank)


def write_round(
    folder: Path, loaded: LoadedPlan, seed: int = 1, returns: int = 150, zeal: float = 0.55
) -> list[str]:
    """Write the checklists that so many agencies of a plan sent; returns whose they are.

    `zeal` is the share of tasks that are done. A few of them are blank.
    """
    documents = Documents(loaded, shipped())
    chosen, blank = senders(loaded, seed, returns)
    stems = file_names(each.name for each in loaded.registry.agencies)
    folder.mkdir(parents=True, exist_ok=True)
    for each in chosen:
        text = documents.checklist(each)
        if each.name not in blank:
            labels = re.findall(r"^- \[ \] \*\*([^*]+)\*\*", text, re.MULTILINE)
            text = _filled(text, entries(each, labels, seed, zeal))
        (folder / f"{stems[each.name]}.md").write_text(text, encoding="utf-8")
    return [each.name for each in chosen]


def entries(
    agency: Agency, labels: Iterable[str], seed: int, zeal: float = 0.55
) -> dict[str, Entry]:
    """Return what an agency says of its tasks and duties, by their labels."""
    random = Random(f"{seed} {agency.name}")
    own = min(max(random.gauss(zeal, 0.15), 0.05), 0.95)
    said = ((label, _entry(agency.symbol or "UBND", random, own)) for label in labels)
    return {label: entry for label, entry in said if entry}


def _filled(text: str, said: Mapping[str, Entry]) -> str:
    """Return a fresh checklist with what an agency would write into it."""
    head, *items = text.split("\n- [ ] ")
    lines = [head]
    for item in items:
        entry = said.get(item.split("**")[1])
        printed, fields, rest = item.partition("\n  Khó khăn, đề xuất:\n\n  Kết quả:")
        if entry is None:
            lines.append(f"- [ ] {item}")
            continue
        titled = (
            ("Khó khăn", entry.difficulty),
            ("Đề xuất", entry.proposal),
            ("Số văn bản", entry.number),
        )
        more = "".join(f"\n  {title}: {words}\n" for title, words in titled if words)
        result = "\n  ".join(entry.result.split("\n"))
        fields = f"\n  Khó khăn, đề xuất:\n{more}\n  Kết quả: {result}".rstrip()
        lines.append(f"- [{entry.mark or ' '}] {printed}{fields}{rest}")
    return "\n".join(lines)


def _entry(symbol: str, random: Random, zeal: float) -> Entry | None:
    """Return what is said of one task, None for nothing."""
    drawn = random.random()
    if drawn > zeal + _SAID * (1 - zeal):
        return None
    kind = _DONE if drawn < zeal else random.choice((_DOING, _DOING, _NOT_YET))
    if random.random() < _NOT_ARISEN:
        return Entry("", "Không phát sinh")
    ticked = kind is _DONE and random.random() < _TICKED
    difficulty = proposal = number = ""
    if random.random() < _WITH_TROUBLE * (1 if kind is _DONE else 3):
        difficulty = _words(random.choice(_TROUBLES), random)
        if random.random() < _WITH_PROPOSAL:
            proposal = _words(random.choice(_PROPOSALS), random)
    if kind is _DONE and random.random() < _WITH_NUMBER:
        number = f"{random.randint(1, 400)}/BC-{symbol}"
    result = _result(kind, random, ticked=ticked)
    return Entry("x" * ticked, result, number=number, difficulty=difficulty, proposal=proposal)


def _result(kind: Sequence[int], random: Random, *, ticked: bool) -> str:
    """Return the words of a result: none to some 200 of them."""
    if ticked and random.random() > _WITH_WORDS:
        return ""
    opening = _OPENINGS[random.choice(kind)]
    if kind is _NOT_YET:
        return f"{opening}."
    number = random.choice((0, 1, 1, 1, 2, 2, 3, 4, 6, 8))
    sentences = [_words(each, random) for each in random.sample(_SENTENCES, number)]
    if number > 4:  # noqa: PLR2004 - who writes much writes a list
        return f"{opening}:\n" + "\n".join(f"- {each};" for each in sentences)
    return ". ".join([opening, *sentences]) + "."


def _words(text: str, random: Random) -> str:
    return text.format(a=random.randint(3, 60), b=random.randint(80, 900), c=random.randint(1, 9))


def write_plan(path: Path, communes: int = COMMUNES) -> LoadedPlan:
    """Write the shipped plan with so many communes, and return it."""
    text = (data_dir() / SHIPPED_PLAN).read_text(encoding="utf-8")
    text = text.replace("  source: source/", "  # source: source/")
    path.write_text(with_communes(text, communes), encoding="utf-8")
    return load_valid(path, str(path))


def main() -> None:
    """Write a plan and a round of returns into a folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--returns", type=int, default=150)
    options.add_argument("--zeal", type=float, default=0.55)
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    loaded = write_plan(chosen.folder / "ke_hoach.yaml")
    sent = write_round(chosen.folder / "danh_muc", loaded, chosen.seed, chosen.returns, chosen.zeal)
    print(f"{chosen.folder}: {len(sent)} returns")


if __name__ == "__main__":
    main()
