import pytest

from custlove.completion import journal


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found is what is there: a busy machine may need more than the time that a person is kept waiting."""
    monkeypatch.setattr(journal, "_DEADLINE", 60.0)
