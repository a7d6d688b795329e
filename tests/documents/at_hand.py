"""What tests of documents have at hand."""

from pathlib import Path

from papi_cli.checklists.collect import collect_returns
from papi_cli.checklists.intake import AgencyReturn
from papi_cli.documents.builder import Documents
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from tests.conftest import filled


def agency(documents: Documents, name: str) -> Agency:
    return documents._loaded.registry.find(name)


def returned(documents: Documents, shipped: LoadedPlan, folder: Path) -> dict[str, AgencyReturn]:
    """Return what three agencies sent: a commune much, a township little, a department one task."""
    table = "\n\n  | Thôn | Số cuộc |\n  | --- | ---: |\n  | Loỏng Lứng | 5 |\n  | Nà Giảo | 7 |"
    texts = {name: documents.checklist(agency(documents, name)) for name in SENDERS}
    xa = texts["UBND xã Yến Dương"]
    xa = filled(xa, "1.1.a", f" Đã họp thôn 12 cuộc (Báo cáo số 15/BC-UBND).{table}", tick=True)
    xa = filled(xa, "1.1.d", " Bầu cử xong ngày 23/5/2021.", tick=True)
    xa = filled(
        xa, "1.4.a", "\nĐang thu quỹ, công khai tại nhà văn hóa.\n- 3 thôn đã xong\n- 2 thôn chưa"
    )
    xa = filled(xa, "Điểm III.1.a", " Kế hoạch số 40/KH-UBND ngày 01/6/2021.", tick=True)
    xa = xa.replace(
        "## 2. Công khai", "## Kiến nghị\n\nXã đề nghị tỉnh tập huấn thêm.\n\n## 2. Công khai"
    )
    texts["UBND xã Yến Dương"] = xa
    texts["UBND thị trấn Chợ Rã"] = filled(
        texts["UBND thị trấn Chợ Rã"], "1.1.a", " Phát thanh 30 buổi."
    )
    texts["Sở Nội vụ"] = filled(texts["Sở Nội vụ"], "1.3.c", " Kiểm tra 8/8 huyện.", tick=True)
    for at, text in enumerate(texts.values()):
        (folder / f"{at}.md").write_text(text, encoding="utf-8")
    paths = [str(path) for path in sorted(folder.glob("*.md"))]
    found, intake = collect_returns(shipped, paths)
    assert not intake.uncounted
    return dict(found)


SENDERS = ("UBND xã Yến Dương", "UBND thị trấn Chợ Rã", "Sở Nội vụ", "UBND xã Hà Hiệu")
