"""What went wrong, as a sentence and a next step, or as an object."""

from collections.abc import Iterator, Sequence

from custlove.errors import Ambiguous, CustloveError
from custlove.render import safe


def text(error: CustloveError, typed: Sequence[str], *, as_json: bool, encoding: str | None = None) -> str:
    """What went wrong, on lines of its own; what was typed is given back, so that it is not lost."""
    if as_json:
        return safe.to_json(_object(error, typed), encoding=encoding) + "\n"
    return "".join(_lines(error, typed))


def _lines(error: CustloveError, typed: Sequence[str]) -> Iterator[str]:
    yield f"custlove: {safe.visible(error.message)}\n"
    if error.hint:
        yield f"{safe.visible_lines(error.hint)}\n"
    for each in typed:
        yield f"Your text was: {safe.visible_lines(each)}\n"


def _object(error: CustloveError, typed: Sequence[str]) -> dict[str, object]:
    data: dict[str, object] = {
        "error": error.kind,
        "message": error.message,
        "hint": error.hint,
        "exit_code": error.exit_code,
    }
    if isinstance(error, Ambiguous):
        data["candidates"] = list(error.candidates)
    if typed:
        data["typed"] = list(typed)
    return data
