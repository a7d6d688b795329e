"""Documents have formats, which the names of their files tell."""

from papi_cli.documents.document import DocumentFormat


def test_a_format_is_told_by_the_end_of_a_name() -> None:
    assert [each.suffix for each in DocumentFormat] == [".md", ".docx"]
