"""Labels that agencies write behind: known by their words, however they are dressed."""

from unicodedata import normalize

import pytest

from papi_cli.checklists.labels import Field, label_of, parted

DRESSES = (
    "{}: a", "  {}: a", "- {}: a", "  - **{}:** a", "**{}**: a", "#### {}: a", "> {}: a", "• {} : a",
    "__{}:__ a", "{}： a", "\u200b{}: a",
)  # fmt: skip
WORDS = {
    "Kết quả": Field.RESULT,
    "Kết quả thực hiện": Field.RESULT,
    "Khó khăn, đề xuất": Field.DIFFICULTIES,
    "Tồn tại, khó khăn, vướng mắc và đề xuất, kiến nghị": Field.DIFFICULTIES,
    "Khó khăn": Field.DIFFICULTY,
    "Khó khăn, vướng mắc": Field.DIFFICULTY,
    "Tồn tại, hạn chế": Field.DIFFICULTY,
    "Đề xuất": Field.PROPOSAL,
    "Kiến nghị": Field.PROPOSAL,
    "Đề xuất/kiến nghị": Field.PROPOSAL,
    "Mức độ": Field.LEVEL,
    "Mức độ hoàn thành": Field.LEVEL,
    "Số văn bản": Field.NUMBER,
    "Số, ký hiệu văn bản": Field.NUMBER,
    "Ngày hoàn thành": Field.COMPLETED,
}


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("words", WORDS)
def test_a_label_is_known_in_any_dress(words: str, dress: str) -> None:
    """Bullets, emphasis, quotation, case, composition and unseen signs do not count."""
    for each in (words, words.upper(), normalize("NFD", words), words.replace(" ", "\u00a0")):
        found = label_of(dress.format(each))
        assert found is not None
        assert (found.field, found.behind.strip()) == (WORDS[words], "a")


@pytest.mark.parametrize(
    "line",
    [
        "Kết quả họp thôn: tốt", "Khó khăn nhất là kinh phí", "Mức độ hài lòng: 90%", "Khó khăn",
        "Đề xuất", "Số văn bản đã ban hành: 12", "Ngày hoàn thành", "1.1.a Kết quả: a", "",
    ],
)  # fmt: skip
def test_a_sentence_that_begins_as_a_label_is_none(line: str) -> None:
    """Other words before the colon make another thing of it."""
    assert label_of(line) is None


@pytest.mark.parametrize("line", ["Kết quả", "  **Khó khăn, đề xuất**", "khó khăn và đề xuất"])
def test_what_the_program_prints_is_known_without_its_colon(line: str) -> None:
    """An editor may have lost it."""
    assert label_of(line) is not None


@pytest.mark.parametrize(
    ("text", "difficulty", "proposal"),
    [
        ("Thiếu người", "Thiếu người", ""),
        ("Thiếu người\nĐề xuất: thêm người", "Thiếu người", "thêm người"),
        ("Thiếu người. Kiến nghị: thêm người.", "Thiếu người.", "thêm người."),
        ("Khó khăn: thiếu người; Đề xuất: thêm người", "thiếu người;", "thêm người"),
        ("- Khó khăn: một\n- **Đề xuất:** hai\n- ba", "một", "hai\n- ba"),
        ("Đề xuất: hai\n\nKhó khăn: một", "một", "hai"),
        ("Xã đã đề xuất: chưa được trả lời", "Xã đã đề xuất: chưa được trả lời", ""),
        ("", "", ""),
    ],
)
def test_labels_inside_tell_difficulties_from_proposals(
    text: str, difficulty: str, proposal: str
) -> None:
    """What stands before any of them is a difficulty."""
    assert parted(text) == (difficulty, proposal)


def test_what_stands_behind_the_label_for_proposals_is_one() -> None:
    """Until a label inside says otherwise."""
    assert parted("thêm người", Field.PROPOSAL) == ("", "thêm người")
    assert parted("hai. Khó khăn: một", Field.PROPOSAL) == ("một", "hai.")
