"""Plans of any size, made up: for measuring, and for tests of what grows."""

from collections.abc import Iterator

_DIMENSIONS = 8
_PER_SUBDIMENSION = 25
_LEADS = ("UBND cấp xã", "Sở Nội vụ", "Các sở, ban, ngành", "Công an tỉnh")
_HELPERS = ("UBND cấp huyện", "Sở Tư pháp", "UBND xã số 9")
_DEADLINES = ("Thường xuyên", "Quý II/2021", "trước ngày 30/6/2021", "hằng quý")


def plan_text(tasks: int, communes: int = 100) -> str:
    """Return the YAML of a valid plan of `tasks` tasks, at least 40, and agencies beside communes.

    Of these there are at least 10.
    """
    return "".join(f"{line}\n" for line in _lines(tasks, communes))


def with_communes(shipped: str, total: int) -> str:
    """Return the YAML of the shipped plan with communes made up until there are `total`."""
    names = [
        f"UBND xã thêm {number}"
        for number in range(total - shipped.count("symbol: UBND, district"))
    ]
    head, duties, rest = shipped.partition("\nduties:\n")
    before, group, behind = head.partition("  - name: UBND cấp xã\n")
    start, members, listed = behind.partition("    members:\n")
    more = "".join(f"      - {name}\n" for name in names)
    agencies = "".join(
        f"  - {{name: {name}, symbol: UBND, district: UBND huyện Ba Bể}}\n" for name in names
    )
    return f"{before}{group}{start}{members}{more}{listed}\n{agencies}{duties}{rest}"


def _lines(tasks: int, communes: int) -> Iterator[str]:
    yield from (
        "schema: 1",
        "document:",
        "  type: Kế hoạch",
        "  number: 1/KH-UBND",
        "  date: 2021-01-02",
        "  issuer: Ủy ban nhân dân tỉnh Mẫu",
        "  place: Mẫu",
        "  subject: Kế hoạch để đo",
        "  period: {from: 2021-01-01, to: 2021-12-31}",
        "agencies:",
    )
    yield "  - {name: UBND cấp huyện, reports: never}"
    for name in ("Công an tỉnh", "Sở Nội vụ", "Sở Tư pháp"):
        yield f"  - name: {name}"
    yield from (
        "  - name: Các sở, ban, ngành",
        "    aliases:",
        "      - Các sở, ngành",
        "    members:",
        "      - Sở Nội vụ",
        "      - Sở Tư pháp",
        "  - name: UBND cấp xã",
        "    members:",
    )
    yield from (f"      - UBND xã số {number}" for number in range(communes))
    yield from (f"  - name: UBND xã số {number}" for number in range(communes))
    yield "dimensions:"
    for dimension in range(1, _DIMENSIONS + 1):
        yield f'  - id: "{dimension}"'
        yield f"    name: Chỉ số nội dung thứ {dimension}"
        yield "    subdimensions:"
        below = tasks // _DIMENSIONS + (dimension <= tasks % _DIMENSIONS)
        for number, start in enumerate(range(0, below, _PER_SUBDIMENSION), start=1):
            rows = min(_PER_SUBDIMENSION, below - start)
            yield from _subdimension(dimension, number, rows)


def _subdimension(dimension: int, number: int, rows: int) -> Iterator[str]:
    yield f'      - id: "{dimension}.{number}"'
    yield f"        name: Nội dung thành phần thứ {number}"
    yield "        lead:"
    yield f"          - {_LEADS[(dimension + number) % len(_LEADS)]}"
    yield "        tasks:"
    for task in range(1, rows + 1):
        yield f'          - id: "{task}"'
        yield "            text: Đẩy mạnh công tác thông tin, tuyên truyền bằng nhiều hình thức"
        yield "              phong phú, đa dạng để nâng cao nhận thức trong đội ngũ cán bộ, các"
        yield f"              tầng lớp nhân dân, việc thứ {dimension}-{number}-{task}"
        yield "            coordinating:"
        yield f"              - {_HELPERS[task % len(_HELPERS)]}"
        yield "              - UBND xã số 7"
        yield f"            deadline: {_DEADLINES[task % len(_DEADLINES)]}"
