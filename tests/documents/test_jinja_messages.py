"""What Jinja says of a template, in Vietnamese."""

import pytest
from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError

from papi_cli.documents import jinja_messages

ENGLISH = ("expected", "unexpected", "undefined", "Encountered", "unknown", "got", "attribute")


@pytest.mark.parametrize(
    "source",
    ["{{", "{% if x %}", "{% endfor %}", "{{ a b }}", "{% frobnicate %}", "{{ x | nofilter }}",
     "{# a", "{% for a %}", "{{ (1 }}"],
)  # fmt: skip
def test_a_slip_of_syntax_is_said_without_a_word_of_jinjas(source: str) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        Environment().from_string(source)
    said = jinja_messages.syntax(caught.value.message or "")
    assert said
    assert not any(word in said for word in ENGLISH), said


@pytest.mark.parametrize("source", ["{{ nothing }}", "{{ it.nothing }}", "{{ it[3] }}"])
def test_a_name_that_there_is_not_is_named(source: str) -> None:
    template = Environment(undefined=StrictUndefined).from_string(source)
    with pytest.raises(UndefinedError) as caught:
        template.render(it={"a": 1})
    said = jinja_messages.undefined(str(caught.value))
    assert said
    assert not any(word in said for word in ENGLISH), said
