"""The kinds of what there is to know."""

import pytest

from custlove.rules import facts


@pytest.mark.parametrize(
    ("words", "kind"),
    [("need", "need"), ("needs", "need"), (" Vision ", "vision"), ("LIFE", "life"), ("preference", "preference")],
)
def test_a_kind_whatever_its_case(words: str, kind: str) -> None:
    assert facts.kind(words) == kind


@pytest.mark.parametrize("words", ["", "nedd", "need vision", "faster invoices"])
def test_anything_else_is_told_the_kinds(words: str) -> None:
    with pytest.raises(ValueError, match=r"^The kinds are need, vision, challenge, life, preference and told\.$"):
        facts.kind(words)
