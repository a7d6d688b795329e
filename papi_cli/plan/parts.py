"""The parts of a plan's file: frozen data in the shape of the YAML, made by validation alone.

`shape.py` reads the shape off the annotations, which for that are objects, not text.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal

from papi_cli.plan.keys import FEW, MANY, NAME, NUMBER, PHRASE, SOME, About, key

Day = date
"""A field is called `date` itself."""


class Role(StrEnum):
    """What an agency is to a task."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    FOLLOW_UP = "follow_up"
    """Whoever watches over a task and urges: it does no part of it and reports on none."""

    @property
    def word(self) -> str:
        """The role as users read it."""
        return _ROLE_WORDS[self]

    @classmethod
    def of_word(cls, text: str) -> "Role | None":
        """Return the role that a text begins with as users read it, None for none."""
        return next((role for role in cls if text.startswith(role.word)), None)


_ROLE_WORDS = {
    Role.LEAD: "Chủ trì",
    Role.COORDINATING: "Phối hợp",
    Role.FOLLOW_UP: "Theo dõi",
}
WORK = (Role.LEAD, Role.COORDINATING)
"""The roles of those who do a task: they have it to do, report on it and are counted."""


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Correction:
    """A slip of the source: as written, and as read everywhere else in the file."""

    TITLE: ClassVar = "Đính chính"

    source: str = key(About("Văn bản in", "Đúng chữ in trong văn bản.", longest=PHRASE))
    reading: str = key(About("Đọc là", "Cách đọc đúng, có trong chính mục này.", longest=PHRASE))


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Target:
    """What is to be reached: what is measured, and the value as the plan writes it."""

    TITLE: ClassVar = "Chỉ tiêu"

    name: str = key(
        About("Tên chỉ tiêu", "Điều được đo, như Tổng điểm PAPI.", word="tên", longest=NAME)
    )
    value: str = key(
        About("Giá trị phải đạt", "Chữ của văn bản; chỉ là số thì để trong ngoặc kép.")
    )
    rank_above: int | None = key(
        About(
            "Xếp hạng cao hơn năm",
            "Cách đọc của chỉ tiêu, để so với giá trị đã công bố: hạng cao hơn hạng của năm này.",
            word="xếp hạng cao hơn năm",
        ),
        default=None,
    )
    rank_within: int | None = key(
        About(
            "Xếp trong số",
            "Cách đọc của chỉ tiêu: thuộc ngần này tỉnh đứng đầu, như 15.",
            word="xếp trong số",
        ),
        default=None,
    )
    score_above: int | None = key(
        About(
            "Điểm cao hơn năm",
            "Cách đọc của chỉ tiêu: giá trị cao hơn giá trị của năm này.",
            word="điểm cao hơn năm",
        ),
        default=None,
    )
    score_at_least: str | None = key(
        About(
            "Điểm ít nhất",
            'Cách đọc của chỉ tiêu: giá trị từ ngần này trở lên, trong ngoặc kép: "42,5".',
            word="điểm ít nhất",
            longest=NUMBER,
        ),
        default=None,
    )
    index: str | None = key(
        About(
            "Chỉ số của chỉ tiêu",
            'Mã số chỉ số mà cách đọc nói tới: total (tổng điểm), "3", "1.1"; mặc định là chỉ số'
            " của mục chứa chỉ tiêu, của cả kế hoạch là total.",
            word="chỉ số của chỉ tiêu",
            longest=NUMBER,
        ),
        default=None,
    )
    year: int | None = key(
        About(
            "Năm của chỉ tiêu",
            "Năm phải đạt; mặc định là năm cuối của kế hoạch.",
            word="năm của chỉ tiêu",
        ),
        default=None,
    )

    def __str__(self) -> str:
        """Return both in a line."""
        return f"{self.name}: {self.value}"

    @property
    def reading(self) -> tuple[str, int | str] | None:
        """How the value is measured by the published index: a key of `READINGS` and its figure."""
        stated = ((name, getattr(self, name)) for name in READINGS)
        return next(((name, figure) for name, figure in stated if figure is not None), None)

    @property
    def with_reading(self) -> str:
        """Name and value in a line, behind them whatever says how the value is measured."""
        said = [
            f"{name} {figure}"
            for name in (*READINGS, "index", "year")
            if (figure := getattr(self, name)) is not None
        ]
        return f"{self} ({', '.join(said)})" if said else str(self)


READINGS = ("rank_above", "rank_within", "score_above", "score_at_least")
"""The ways in which a target may be measured by the published index."""


Corrections = tuple[Correction, ...]
Doubts = dict[str, str]
"""From the name of a field to the reason, one sentence, why its value is not settled."""
Targets = tuple[Target, ...]

_CORRECTIONS = About(
    "Đính chính",
    "Chỗ in sai rõ ràng của văn bản; các khóa khác chỉ viết cách đọc đúng.",
    most=FEW,
)
_DOUBTS = About(
    "Điểm cần xác minh",
    "Tên khóa chưa chắc chắn và lý do trong một câu; bỏ dòng khi đã xác minh.",
)
TARGETS = About(
    "Chỉ tiêu",
    "Mỗi chỉ tiêu gồm tên (name) và giá trị phải đạt (value).",
    word="chỉ tiêu",
    most=FEW,
    column="chi tieu",
    signed=1,
)
AIMS = About(
    "Phấn đấu về chỉ số",
    "Điều mà phần thân văn bản phấn đấu về chỉ số, viết như một chỉ tiêu (name, value và cách đọc);"
    " papi scores so với giá trị đã công bố. Danh mục và báo cáo chỉ in targets.",
    word="phấn đấu về chỉ số",
    most=FEW,
    signed=4,
)
INDICES = About(
    "Mã số trong chỉ số PAPI",
    "Chỉ ghi khi khác mã số của mục: các chỉ số thành phần đã công bố mà mục này nói tới, như"
    ' ["7.2", "7.3"]. Bảng không chia theo chỉ số thì ghi ở mọi mục cần so.',
    word="mã số trong chỉ số PAPI",
    longest=NUMBER,
    most=FEW,
    signed=4,
)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Period:
    """The days a plan is for, both included; without an `end` it goes on from year to year."""

    TITLE: ClassVar = "Thời kỳ"

    start: Day = key(About("Ngày đầu", "NĂM-THÁNG-NGÀY; ngày này thuộc thời kỳ."), yaml="from")
    end: Day | None = key(
        About(
            "Ngày cuối",
            "NĂM-THÁNG-NGÀY; ngày này thuộc thời kỳ. «Và những năm tiếp theo» thì bỏ khóa này.",
        ),
        yaml="to",
        default=None,
    )

    @property
    def last(self) -> date:
        """The last day, the last that there is where the period has no end."""
        return self.end or date.max

    def __str__(self) -> str:
        """Return the days as the file writes them, nothing for no end."""
        return f"{self.start} – {self.end or ''}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Recipients:
    """Nơi nhận."""

    TITLE: ClassVar = "Nơi nhận"

    heading: str | None = key(About("Tiêu đề", "Như «Nơi nhận:»."), default=None)
    delivery: str | None = key(About("Cách gửi", "Như «Gửi bản điện tử:»."), default=None)
    to: tuple[str, ...] = key(About("Các nơi nhận", "Mỗi nơi một dòng «- »."))
    corrections: Corrections = key(_CORRECTIONS, default=())


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Signer:
    """Who signed: with what authority, in what position (a line each), by name."""

    TITLE: ClassVar = "Người ký"

    authority: str | None = key(About("Thẩm quyền ký", "Như TM. ỦY BAN NHÂN DÂN."), default=None)
    position: tuple[str, ...] = key(
        About("Chức vụ", "Mỗi dòng của văn bản một dòng «- ».", longest=NAME), default=()
    )
    name: str = key(About("Họ và tên", "Họ và tên người ký.", longest=NAME))


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Appendix:
    """The head of the appendix: its title and the headings of its table."""

    TITLE: ClassVar = "Phụ lục"

    heading: str | None = key(About("Tiêu đề", "Như PHỤ LỤC."), default=None)
    title: str = key(About("Tên phụ lục", "Tên của bảng nhiệm vụ."))
    note: str | None = key(About("Ghi chú", "Dòng trong ngoặc dưới tên phụ lục."), default=None)
    columns: tuple[str, ...] = key(
        About("Tiêu đề các cột", "Theo thứ tự của bảng, mỗi cột một dòng «- »."), default=()
    )
    corrections: Corrections = key(_CORRECTIONS, default=())


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Document:
    """The body of the plan. `source` is a path beside the plan's file."""

    TITLE: ClassVar = "Văn bản"

    type: str = key(
        About(
            "Tên loại văn bản",
            "Kế hoạch, Quyết định, Chương trình …",
            word="loại văn bản",
            longest=NAME,
            signed=1,
        )
    )
    number: str = key(About("Số, ký hiệu", "Như 263/KH-UBND.", word="số hiệu", longest=NUMBER))
    former_numbers: tuple[str, ...] = key(
        About(
            "Số, ký hiệu trước đây",
            "Số mà danh mục đã gửi đi mang, như /KH-UBND khi kế hoạch chưa có số.",
            longest=NUMBER,
            most=FEW,
        ),
        default=(),
    )
    date: Day = key(
        About("Ngày ban hành", "NĂM-THÁNG-NGÀY, như 2021-05-10.", word="ngày ban hành", signed=1)
    )
    issuer: str = key(
        About(
            "Cơ quan ban hành",
            "Như Ủy ban nhân dân tỉnh Bắc Kạn.",
            word="cơ quan ban hành",
            longest=NAME,
            signed=1,
        )
    )
    place: str = key(
        About("Địa danh", "Như trên dòng ngày tháng: Bắc Kạn.", word="địa danh", longest=NAME)
    )
    subject: str = key(
        About(
            "Trích yếu",
            "Nội dung tóm tắt, đứng sau tên loại văn bản.",
            word="trích yếu",
            signed=1,
        )
    )
    period: Period = key(
        About("Thời kỳ", "Kế hoạch thực hiện từ ngày nào đến ngày nào.", word="thời kỳ", signed=1)
    )
    follow_up: str | None = key(
        About(
            "Cơ quan theo dõi",
            "Cơ quan theo dõi, đôn đốc, tổng hợp báo cáo.",
            word="cơ quan theo dõi",
            longest=NAME,
            signed=1,
        ),
        default=None,
    )
    source: str | None = key(
        About(
            "Tệp văn bản nguồn",
            "Đường dẫn tệp chữ của văn bản đã ký, tính từ thư mục của kế hoạch; papi check đối"
            " chiếu từng câu.",
            word="tệp văn bản nguồn",
            longest=PHRASE,
            signed=3,
        ),
        default=None,
    )
    basis: str | None = key(About("Căn cứ", "Đoạn mở đầu."), default=None)
    purposes: tuple[str, ...] = key(About("Mục đích", "Mỗi ý một dòng «- »."), default=())
    requirements: tuple[str, ...] = key(About("Yêu cầu", "Mỗi ý một dòng «- »."), default=())
    content: str | None = key(
        About("Nội dung thực hiện", "Phần dẫn tới phụ lục, nếu có."), default=None
    )
    funding: str | None = key(About("Kinh phí", "Kinh phí thực hiện."), default=None)
    closing: str | None = key(About("Câu kết", "Đoạn cuối trước nơi nhận."), default=None)
    recipients: Recipients | None = key(
        About("Nơi nhận", "Phần nơi nhận của văn bản."), default=None
    )
    signer: Signer | None = key(About("Người ký", "Phần chữ ký của văn bản."), default=None)
    appendix: Appendix | None = key(
        About("Phụ lục", "Đầu phụ lục: tên và tiêu đề các cột của bảng."), default=None
    )
    dimension_word: str = key(
        About(
            "Tên gọi các phần của bảng",
            "Kế hoạch không chia theo chỉ số thì ghi chữ của nó, như Nhóm nhiệm vụ; mặc định là Chỉ"
            " số nội dung.",
            word="tên gọi các phần của bảng",
            longest=NUMBER,
        ),
        default="Chỉ số nội dung",
    )
    subdimension_word: str = key(
        About(
            "Tên gọi các phần nhỏ hơn",
            "Như Nội dung, Mục; mặc định là Nội dung thành phần.",
            word="tên gọi các phần nhỏ hơn",
            longest=NUMBER,
        ),
        default="Nội dung thành phần",
    )
    numbering: Literal["running"] | None = key(
        About(
            "Cách đánh số nhiệm vụ",
            "running: số của hàng chạy suốt bảng, qua mọi phần, nên tự nó là mã số nhiệm vụ.",
            word="cách đánh số nhiệm vụ",
        ),
        default=None,
    )
    corrections: Corrections = key(_CORRECTIONS, default=())
    doubts: Doubts = key(_DOUBTS, default={})

    @property
    def numbers(self) -> tuple[str, ...]:
        """The number and those that the plan had before."""
        return (self.number, *self.former_numbers)

    @property
    def year(self) -> int | None:
        """The year that a deadline without one means; None for a plan of several years."""
        start, end = self.period.start, self.period.end
        return start.year if end and start.year == end.year else None


_COUNT = "Số đếm trong văn bản."


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Expect:
    """How many there must be: a row lost by accident is an error."""

    TITLE: ClassVar = "Số mục phải có"

    dimensions: int | None = key(About("Số chỉ số nội dung", _COUNT), default=None)
    subdimensions: int | None = key(About("Số nội dung thành phần", _COUNT), default=None)
    tasks: int | None = key(About("Số nhiệm vụ", _COUNT), default=None)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Agency:
    """Anything that can lead or coordinate; a group where it has `members`.

    `part_of` names the agency whose unit it is, `district` the district of a commune, `code`
    is the code of an administrative unit, digits with their leading zeros. `parent` is the body
    above it as its letterhead has it, `position` that of the person at its head, `place` where it
    sits if that does not follow from its name or the plan. `reports` is `never` where no report is
    to be expected of it, `letterhead` is `none` where it does not write by the form of
    administrative documents (bodies of the Party).
    """

    TITLE: ClassVar = "Cơ quan, đơn vị"

    name: str = key(
        About(
            "Tên",
            "Tên chính; tên có dấu phẩy viết một dòng riêng hoặc để trong ngoặc kép.",
            heading="Cơ quan, đơn vị",
            word="tên",
            longest=NAME,
        )
    )
    symbol: str | None = key(
        About(
            "Ký hiệu",
            "Như trong số văn bản của cơ quan: SNV của …/BC-SNV.",
            word="ký hiệu",
            longest=NUMBER,
        ),
        default=None,
    )
    aliases: tuple[str, ...] = key(
        About(
            "Tên gọi khác",
            "Mọi cách viết khác trong văn bản, tên cũ, tên tắt.",
            longest=NAME,
            most=FEW,
        ),
        default=(),
    )
    part_of: str | None = key(
        About(
            "Trực thuộc",
            "Tên cơ quan mà đơn vị này là một phần.",
            word="cơ quan mà nó trực thuộc",
            longest=NAME,
            signed=1,
        ),
        default=None,
    )
    members: tuple[str, ...] = key(
        About(
            "Thành viên",
            "Cơ quan này là một nhóm gồm các cơ quan sau.",
            word="thành viên",
            longest=NAME,
            most=MANY,
            signed=1,
        ),
        default=(),
    )
    district: str | None = key(
        About(
            "Huyện",
            "Huyện của một xã, phường, thị trấn.",
            word="huyện",
            longest=NAME,
            signed=1,
        ),
        default=None,
    )
    code: str | None = key(
        About("Mã đơn vị hành chính", 'Chữ số trong ngoặc kép, như "01834".', longest=NUMBER),
        default=None,
    )
    parent: str | None = key(
        About(
            "Cơ quan chủ quản",
            "Như ở đầu văn bản của cơ quan.",
            word="cơ quan chủ quản",
            longest=NAME,
        ),
        default=None,
    )
    position: str | None = key(
        About(
            "Chức danh người đứng đầu",
            "Như Giám đốc, Chủ tịch.",
            word="chức danh người đứng đầu",
            longest=NAME,
        ),
        default=None,
    )
    place: str | None = key(
        About(
            "Địa danh",
            "Ghi trước ngày của văn bản, khi không phải nơi ban hành kế hoạch hay tên riêng của xã,"
            " huyện: «Phường Nguyễn Thị Minh Khai» của một phường mang tên người.",
            word="địa danh",
            longest=NAME,
        ),
        default=None,
    )
    reports: Literal["never"] | None = key(
        About("Báo cáo", "never: không chờ báo cáo của cơ quan này."), default=None
    )
    letterhead: Literal["none"] | None = key(
        About(
            "Thể thức đầu văn bản",
            "none: không viết theo thể thức văn bản hành chính (cơ quan Đảng).",
        ),
        default=None,
    )
    doubts: Doubts = key(_DOUBTS, default={})

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class ReportingPeriod:
    """A period that is reported on, with its days for all agencies or for those named.

    Source of the terms: Nghị định 09/2019/NĐ-CP on reporting (ngày chốt số liệu, thời hạn gửi).
    Both days are inclusive.
    """

    TITLE: ClassVar = "Kỳ báo cáo"

    name: str = key(About("Tên kỳ", "Như Năm 2021, 6 tháng đầu năm 2021.", longest=NAME))
    cut_off: Day | None = key(
        About("Ngày chốt số liệu", "Số liệu tính đến hết ngày này."), default=None
    )
    due: Day | None = key(About("Hạn gửi", "Ngày cuối cùng còn đúng hạn."), default=None)
    agencies: tuple[str, ...] = key(
        About(
            "Cơ quan",
            "Cơ quan hay nhóm mà các ngày này dành riêng cho; không ghi là cho mọi cơ quan.",
            longest=NAME,
            most=MANY,
        ),
        default=(),
    )
    act: str | None = key(
        About(
            "Văn bản định ngày",
            "Khi ngày không phải của kế hoạch mà của văn bản khác, như công văn đôn đốc.",
            longest=NAME,
        ),
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class DutyPart:
    """One of several things that a duty asks for, each ticked on its own."""

    TITLE: ClassVar = "Việc của một điểm"

    id: str = key(About("Mã số", "Đứng sau mã số của điểm: a, b.", word="mã số", longest=NUMBER))
    text: str = key(About("Nội dung", "Chữ của văn bản, một phần câu chữ của điểm."))
    deadline: str | None = key(
        About("Thời hạn", "Của riêng việc này, chữ của văn bản.", longest=NAME), default=None
    )


@dataclass(frozen=True, slots=True)
class DutyItem:
    """What is ticked of a duty: a part of it, or all of it; `id` is whole (`III.1.a`)."""

    id: str
    text: str
    deadline: str | None = None
    doubts: Doubts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Duty:
    """What agencies owe outside the table: those named, or all that have the `role`."""

    TITLE: ClassVar = "Điểm"

    id: str = key(About("Mã số", "Như III.1.", word="mã số", longest=NUMBER))
    agencies: tuple[str, ...] = key(
        About(
            "Cơ quan được giao",
            "Mỗi cơ quan một dòng «- ».",
            word="cơ quan được giao",
            longest=NAME,
            most=MANY,
            signed=1,
        ),
        default=(),
    )
    role: Literal["lead", "coordinating"] | None = key(
        About(
            "Giao theo vai trò", "lead: mọi cơ quan chủ trì; coordinating: mọi cơ quan phối hợp."
        ),
        default=None,
    )
    text: str = key(About("Nội dung", "Câu chữ của văn bản.", word="nội dung", signed=1))
    deadline: str | None = key(
        About(
            "Thời hạn",
            "Chữ của văn bản: Cuối năm, trước ngày 15/12 hằng năm …, hiểu như thời gian thực hiện"
            " của nhiệm vụ; có văn bản nguồn thì phải là chữ của văn bản ấy.",
            word="thời hạn",
            longest=NAME,
            signed=3,
        ),
        default=None,
    )
    parts: tuple[DutyPart, ...] = key(
        About(
            "Các việc của điểm",
            "Khi một điểm giao nhiều việc, mỗi việc được đánh dấu riêng: lập kế hoạch, báo cáo.",
            most=FEW,
        ),
        default=(),
    )
    periods: tuple[ReportingPeriod, ...] = key(
        About(
            "Các kỳ báo cáo",
            "Kỳ nào chốt số liệu, gửi báo cáo ngày nào; kỳ có nhiều hạn thì mỗi hạn một dòng.",
            word="kỳ báo cáo",
            most=SOME,
        ),
        default=(),
    )
    corrections: Corrections = key(_CORRECTIONS, default=())
    doubts: Doubts = key(_DOUBTS, default={})

    @property
    def items(self) -> tuple[DutyItem, ...]:
        """What of it is ticked on its own: its parts, itself where it has none."""
        parts = tuple(
            DutyItem(f"{self.id}.{each.id}", each.text, each.deadline) for each in self.parts
        )
        return parts or (DutyItem(self.id, self.text, self.deadline, self.doubts),)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Cells:
    """The cells of a row, or those that are merged over several rows.

    What is left out is inherited. `lead: []` is a statement (nobody), an absent `lead` is not.
    """

    lead: tuple[str, ...] | None = key(
        About(
            "Cơ quan chủ trì",
            "Chữ của văn bản, mỗi cơ quan một dòng «- ». Ghi ở chỉ số hay nội dung thành phần là ô"
            " gộp, có hiệu lực cho mọi nhiệm vụ bên dưới không ghi riêng. [] là không có cơ quan"
            " chủ trì.",
            word="cơ quan chủ trì",
            longest=NAME,
            most=SOME,
            column="chu tri",
            signed=1,
        ),
        default=None,
    )
    coordinating: tuple[str, ...] | None = key(
        About(
            "Cơ quan phối hợp",
            "Chữ của văn bản, mỗi cơ quan một dòng «- »; ô gộp như ở lead.",
            word="cơ quan phối hợp",
            longest=NAME,
            most=SOME,
            column="phoi hop",
            signed=1,
        ),
        default=None,
    )
    deadline: str | None = key(
        About(
            "Thời gian thực hiện",
            "Chữ của văn bản: Thường xuyên, Quý II/2021, trước ngày 30/6/2021, hằng quý … Viết"
            " khác thì vẫn giữ nguyên chữ nhưng không tính được ngày.",
            word="thời gian thực hiện",
            longest=NAME,
            column="thoi gian",
            signed=1,
        ),
        default=None,
    )
    follow_up: tuple[str, ...] | None = key(
        About(
            "Cơ quan theo dõi, đôn đốc",
            "Cột «Theo dõi, kiểm tra, đôn đốc» của bảng, nếu có; cơ quan này không phải báo cáo về"
            " nhiệm vụ. Ô gộp như ở lead.",
            word="cơ quan theo dõi",
            longest=NAME,
            most=SOME,
            column="theo doi",
            signed=3,
        ),
        default=None,
    )
    product: str | None = key(
        About(
            "Sản phẩm",
            "Cột sản phẩm, kết quả của bảng, nếu có; nhiều gạch đầu dòng thì dùng «|», mỗi dòng một"
            " ý. Ô gộp như ở lead.",
            word="sản phẩm",
            column="san pham",
            signed=1,
        ),
        default=None,
    )
    corrections: Corrections = key(_CORRECTIONS, default=())
    doubts: Doubts = key(_DOUBTS, default={})


Columns = dict[str, str]
"""From the heading of a further column of the table to what a row has there."""
_COLUMNS = About(
    "Cột khác của bảng",
    "Tiêu đề cột và chữ trong ô, như {Kinh phí: 20 triệu đồng}; chỉ để xem, không bao giờ được hiểu"
    " là cơ quan.",
    word="cột khác",
    signed=3,
)


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Part(Cells):
    """One of several rows that the act gives one task under one number.

    What a part leaves out is the task's; `text` is what of the task it is, where the act says so.
    """

    TITLE: ClassVar = "Phần việc"

    id: str | None = key(
        About(
            "Mã số của phần việc",
            "Đứng sau mã số nhiệm vụ; bỏ thì theo thứ tự: 1, 2 …",
            word="mã số",
            longest=NUMBER,
        ),
        default=None,
    )
    text: str | None = key(
        About(
            "Nội dung phần việc",
            "Chữ của văn bản, nếu hàng này có; không có thì phần việc được gọi theo sản phẩm.",
            word="nội dung",
        ),
        default=None,
    )
    targets: Targets | None = key(TARGETS, default=None)
    note: str | None = key(
        About("Ghi chú", "Cột ghi chú của bảng, nếu có.", word="ghi chú", column="ghi chu"),
        default=None,
    )
    columns: Columns = key(_COLUMNS, default={})


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Row(Cells):
    """One row of the table as the file has it; `product` is what the task is to bring forth."""

    TITLE: ClassVar = "Nhiệm vụ, giải pháp"

    id: str | None = key(
        About(
            "Mã số của dòng",
            'a, b, c, d, đ … hay "1", "2" …; dòng không có thì bỏ khóa này.',
            heading="Mã số",
            word="mã số",
            longest=NUMBER,
        ),
        default=None,
    )
    text: str = key(
        About(
            "Nội dung nhiệm vụ",
            "Câu chữ của văn bản; chỗ in sai viết cách đọc đúng.",
            heading="Nhiệm vụ, giải pháp",
            word="nội dung",
            signed=1,
        )
    )
    targets: Targets = key(TARGETS, default=())
    note: str | None = key(
        About(
            "Ghi chú",
            "Cột ghi chú của bảng, nếu có.",
            word="ghi chú",
            column="ghi chu",
            signed=2,
        ),
        default=None,
    )
    columns: Columns = key(_COLUMNS, default={})
    as_above: tuple[
        Literal["lead", "coordinating", "deadline", "follow_up", "product", "targets"], ...
    ] = key(
        About(
            "Ô gộp với hàng trên",
            "Tên các khóa mà văn bản ghi một lần cho hàng trên và hàng này, như [product].",
            word="ô gộp với hàng trên",
        ),
        default=(),
    )
    parts: tuple[Part, ...] = key(
        About(
            "Phần việc",
            "Một số thứ tự mà nhiều hàng, mỗi hàng có sản phẩm, cơ quan hay thời gian riêng: vẫn là"
            " một nhiệm vụ, xong khi mọi phần việc đều xong.",
            word="phần việc",
            most=FEW,
            signed=3,
        ),
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Subdimension(Cells):
    """Nội dung thành phần, with the cells that are merged over its tasks."""

    TITLE: ClassVar = "Nội dung thành phần"

    id: str = key(About("Số", 'Trong ngoặc kép: "1.1".', word="mã số", longest=NUMBER))
    name: str = key(About("Tên", "Tên nội dung thành phần.", word="tên", longest=NAME, signed=1))
    indices: tuple[str, ...] = key(INDICES, default=())
    targets: Targets = key(TARGETS, default=())
    tasks: tuple[Row, ...] = key(
        About("Nhiệm vụ", "Mỗi dòng của bảng là một nhiệm vụ.", most=MANY), default=()
    )


ORPHANED = "Nội dung không còn trong kế hoạch"
"""The heading that checklists put over what the plan no longer has: no section may bear it."""


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Dimension(Cells):
    """Chỉ số nội dung; its tasks stand in subdimensions or straight under it."""

    TITLE: ClassVar = "Chỉ số nội dung"

    id: str = key(About("Số", 'Trong ngoặc kép: "1".', word="mã số", longest=NUMBER))
    name: str = key(About("Tên", "Tên chỉ số nội dung.", word="tên", longest=NAME, signed=1))
    indices: tuple[str, ...] = key(INDICES, default=())
    targets: Targets = key(TARGETS, default=())
    tasks: tuple[Row, ...] = key(
        About("Nhiệm vụ", "Nhiệm vụ đứng thẳng dưới chỉ số nội dung.", most=MANY), default=()
    )
    subdimensions: tuple[Subdimension, ...] = key(
        About("Nội dung thành phần", "Theo thứ tự của văn bản."), default=()
    )


def section_title(section: Dimension | Subdimension) -> str:
    """Return the number and name of a part of the table."""
    return f"{section.id}. {section.name}"
