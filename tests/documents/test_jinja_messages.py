"""What Jinja says of a template, told in Vietnamese."""

import jinja2
import pytest

from papi_cli.documents import jinja_messages


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% for a in b %}", "thẻ «for» mở ra mà không có «{% endfor %}»"),
        ("{{ a | nosuch }}", "không có bộ lọc «nosuch»"),
        ("{% nosuch %}", "không có thẻ «nosuch»"),
        ("{# a", "chú thích «{#» không có «#}»"),
    ],
)
def test_a_slip_of_syntax_is_named_in_vietnamese(template: str, said: str) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError) as raised:
        jinja2.Environment(autoescape=True).from_string(template)
    told = jinja_messages.syntax(raised.value.message or "")
    assert told.startswith("viết sai cú pháp của mẫu")
    assert said in told


def test_words_that_are_not_known_never_show() -> None:
    assert "wholly new" not in jinja_messages.syntax("something wholly new")
    assert "wholly new" not in jinja_messages.other(ValueError("something wholly new"))


def test_a_name_that_is_not_there_is_named() -> None:
    assert "«nosuch»" in jinja_messages.undefined("'nosuch' is undefined")
    assert "«__class__»" in jinja_messages.forbidden(
        "access to attribute '__class__' of 'str' object is unsafe."
    )
