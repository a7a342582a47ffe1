"""Somebody at a terminal, for what asks there."""

from collections.abc import Sequence

import pytest

from custlove.cli import choice
from custlove.context import Context


@pytest.fixture
def somebody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard input of a test is no terminal: whether the errors go to one decides."""

    def may_ask(run: Context, arguments: Sequence[str]) -> bool:
        run.stdin.isatty = run.stderr.isatty  # type: ignore[method-assign]
        return allowed(run, arguments)

    allowed = choice.may_ask
    monkeypatch.setattr(choice, "may_ask", may_ask)
