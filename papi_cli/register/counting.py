"""What the returns of a register say: only the originals that count are read, and nothing else.

A folder with a register is never walked for checklists: what lies in it and was not received is
named, not counted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from papi_cli.checklists.collect import FoundFiles, read_all
from papi_cli.checklists.count import ProgressOptions, Survey, survey_readings
from papi_cli.checklists.format import Entry
from papi_cli.checklists.fresh import Fresh
from papi_cli.checklists.intake import Intake, Reading, Review, UncountedFile, take_in
from papi_cli.checklists.items import plan_items
from papi_cli.checklists.vocabulary import Status
from papi_cli.errors import FileError
from papi_cli.files import read_any
from papi_cli.plan.loader import LoadedPlan
from papi_cli.plan.parts import Agency
from papi_cli.register.file import ORIGINALS, REGISTER, Register
from papi_cli.register.grid import Told
from papi_cli.register.rows import Row
from papi_cli.register.standing import Receipt, Standings, plan_fingerprint
from papi_cli.safe_text import quoted

Watch = Callable[[Iterable[Reading], int], Iterable[Reading]]


@dataclass(frozen=True, slots=True)
class Originals:
    """The originals of some receipts: their paths, whose each is, and those that are not sound."""

    paths: Sequence[str]
    owners: Mapping[str, Agency]
    uncounted: Sequence[UncountedFile]


class Received:
    """A folder with a register, as it stands on a day: what was received by then.

    `fresh` is as a carrier takes it, `watch` gets what is read and how much it is, and hands it on.
    """

    def __init__(
        self,
        loaded: LoadedPlan,
        register: Register,
        *,
        as_of: date | None = None,
        fresh: Fresh | None = None,
        watch: Watch = lambda readings, _: readings,
    ) -> None:
        self.loaded = loaded
        self.folder = register.folder
        self._fresh, self._watch = fresh, watch
        self._worded: dict[str, bool] = {}
        self.standings = Standings(loaded, register.rows, as_of=as_of, worded=self._has_words)

    def _has_words(self, row: Row) -> bool:
        """Whether there are words in the original of a row, whatever they are about."""
        path = str(self.folder / (row.stored or ""))
        if path not in self._worded:
            found = list(read_all([path], plan_items(self.loaded), self._fresh))
            self._worded[path] = any(each.head and not each.blank for each in found)
        return self._worded[path]

    def until(self, day: date) -> Received:
        """Return the folder as it stood at the end of a day, where that was earlier."""
        as_of = self.standings.as_of
        earlier = day if as_of is None else min(day, as_of)
        return Received(
            self.loaded,
            Register(self.folder, self.standings.rows),
            as_of=earlier,
            fresh=self._fresh,
            watch=self._watch,
        )

    def counted(self, period: str | None = None) -> Originals:
        """Return the originals that count, in the order of the plan's agencies."""
        return originals(self.folder, self.standings.counted(period).values())

    def survey(
        self,
        options: ProgressOptions,
        expected: Iterable[Agency] = (),
        period: str | None = None,
        *,
        lost: bool = False,
    ) -> Survey:
        """Return the counts over the returns that count; `lost` looks what former ones said too."""
        found = self.counted(period)
        survey = survey_readings(
            self.loaded,
            self._read(found.paths),
            options,
            expected,
            found=FoundFiles([], [*self.uncounted(), *found.uncounted], []),
            owners=found.owners,
        )
        if lost:
            survey.lost = list(self._lost(period))
        return survey

    def _lost(self, period: str | None) -> Iterator[tuple[Agency, str, Review]]:
        """Yield of each agency what a former return said of a task and the last says no more."""
        several = [each for each in self.standings.history(period).values() if len(each) > 1]
        found = originals(self.folder, [each for history in several for each in history])
        readings = {each.path: each for each in self._read(found.paths)}
        for *former, last in several:
            now = readings.get(original_path(self.folder, last))
            if now is None:
                continue
            said = {
                label: (receipt, path)
                for receipt in former
                if (path := original_path(self.folder, receipt)) in readings
                for label in readings[path].prints
            }
            for label, (receipt, path) in said.items():
                if label in now.prints:
                    continue
                doubt = (
                    f"bản gửi số {receipt.row.no} có ghi, bản được tính (số {last.row.no}) không"
                    " còn"
                )
                review = Review(label, Entry("", ""), Status.NOT_STARTED, doubt)
                yield found.owners[path], path, review

    def _read(self, paths: Sequence[str]) -> Iterable[Reading]:
        return self._watch(read_all(paths, plan_items(self.loaded), self._fresh), len(paths))

    def told(self, period: str | None = None) -> tuple[Told, Intake]:
        """Return what the returns of agencies said, in order, and what is to be said of files."""
        receipts = [each for history in self.standings.history(period).values() for each in history]
        found = originals(self.folder, receipts)
        days = {original_path(self.folder, each): each.row.received for each in receipts}
        intake = take_in(self.loaded, self._read(found.paths), found.owners)
        told = {
            name: [(days[each.path], each) for each in sent.readings]
            for name, sent in intake.returned.items()
        }
        uncounted = (*self.uncounted(), *found.uncounted, *intake.uncounted)
        return told, Intake({}, uncounted, ())

    def uncounted(self) -> list[UncountedFile]:
        """Return what lies in the folder and was not received, and returns of nobody's."""
        strangers = [
            UncountedFile(
                original_path(self.folder, each),
                f"Dòng {each.row.no} của sổ nhận là của {quoted(each.row.agency or '')}, cơ quan kế"
                f" hoạch không có, nên không được tính; đính chính bằng «papi receive --correct"
                f" {each.row.no} --agency TÊN --reason LÝ_DO».",
            )
            for each in self.standings.strangers
            if each.told
        ]
        return [*not_received(self.folder), *strangers]

    def notes(self, period: str | None = None, *, content: bool = True) -> list[str]:
        """Return what is to be told of the register, a sentence each.

        Where it is about the `content` of returns, who sent paper is told too.
        """
        notes: list[str] = []
        others = [each.row.no for each in self.standings.receipts if not each.own]
        if others:
            notes.append(
                f"{len(others)} bản gửi theo kế hoạch khác không được tính: {_rows(others)}."
            )
        now = plan_fingerprint(self.loaded)
        then = [
            each.row.no
            for each in self.standings.counted(period).values()
            if each.row.plan and each.row.plan.fingerprint not in {None, now}
        ]
        if then:
            notes.append(
                f"Kế hoạch đã đổi từ khi nhận {len(then)} bản gửi ({_rows(then)}); các bản ấy được"
                " tính theo kế hoạch hiện nay."
            )
        agencies = self.standings.expected(period)
        unplaced = [
            f"{quoted(each.name)} (số {receipt.row.no})"
            for each in agencies
            if (receipt := self.standings.of(each, period).unplaced)
        ]
        if unplaced:
            listed = ", ".join(unplaced[:_NAMED]) + " …" * (len(unplaced) > _NAMED)
            notes.append(
                f"{len(unplaced)} cơ quan gửi bản có chữ nhưng không nhận ra nhiệm vụ nào của kế"
                f" hoạch: {listed}; đọc bản gốc và hỏi lại cơ quan."
            )
        paper = [each.name for each in agencies if self.standings.of(each, period).paper]
        if paper and content:
            listed = ", ".join(map(quoted, paper[:_NAMED])) + " …" * (len(paper) > _NAMED)
            notes.append(
                f"{len(paper)} cơ quan chỉ gửi bản giấy nên không có số liệu nhiệm vụ: {listed}."
            )
        return notes


_NAMED = 8
"""How many rows or agencies a sentence names."""


def _rows(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, sorted(numbers)[:_NAMED]))
    return f"số {listed}{' …' if len(numbers) > _NAMED else ''}"


def originals(folder: Path, receipts: Iterable[Receipt]) -> Originals:
    """Return the files of receipts, each by its path as the user knows the folder.

    A file that is gone, or is not what was received, is not counted.
    """
    owners: dict[str, Agency] = {}
    uncounted = []
    for each in receipts:
        path = original_path(folder, each)
        if each.agency is None:
            continue
        try:
            read_original(folder, each)
        except FileError as error:
            uncounted.append(UncountedFile(path, str(error)))
        else:
            owners[path] = each.agency
    return Originals(list(owners), owners, uncounted)


def original_path(folder: Path, receipt: Receipt) -> str:
    """Return where the original of a receipt lies."""
    return str(folder / (receipt.row.stored or ""))


def read_original(folder: Path, receipt: Receipt) -> bytes:
    """Return an original as it was received; raises `FileError` where that is not what is there."""
    row, path = receipt.row, original_path(folder, receipt)
    if not os.path.lexists(path):
        raise FileError(
            f"Không có {quoted(path, 200)}, bản gốc của dòng {row.no} trong sổ nhận, nên bản ấy"
            " không được tính; tìm lại tệp rồi để vào chỗ cũ."
        )
    data = read_any(Path(path), path)
    if row.sha256 and sha256(data).hexdigest() != row.sha256.lower():
        raise FileError(
            f"Tệp {quoted(path, 200)} không còn như khi nhận (dòng {row.no} của sổ nhận) nên không"
            " được tính; lấy lại bản gốc từ bản sao lưu."
        )
    return data


def not_received(folder: Path) -> list[UncountedFile]:
    """Return what lies in a register's folder and was never received, in the order of names.

    The originals are not looked at; what is hidden, or what Word has open, is left out.
    """
    return [
        UncountedFile(
            path,
            f"Tệp {quoted(path, 200)} chưa nhận vào sổ nên không được tính; nhận bằng"
            " «papi receive», hoặc dời ra khỏi thư mục.",
        )
        for path in _others(folder)
    ]


def _others(folder: Path) -> Iterator[str]:
    top = str(folder)
    for within, inner, names in os.walk(folder):
        kept = (name for name in inner if not name.startswith("."))
        inner[:] = sorted(each for each in kept if (within, each) != (top, ORIGINALS))
        for name in sorted(names):
            if name.startswith((".", "~$")) or (within, name) == (top, REGISTER):
                continue
            yield str(Path(within) / name)
