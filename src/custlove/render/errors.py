"""What went wrong, as a sentence and a next step, or as an object."""

from collections.abc import Sequence
from typing import TextIO

from custlove.errors import Ambiguous, CustloveError
from custlove.render import safe


def emit(error: CustloveError, typed: Sequence[str], stream: TextIO, *, as_json: bool) -> None:
    """Say what went wrong; what was typed is given back, so that it is not lost."""
    if as_json:
        stream.write(safe.to_json(_object(error, typed)) + "\n")
        return
    stream.write(f"custlove: {safe.visible_lines(error.message)}\n")
    if error.hint:
        stream.write(f"{safe.visible_lines(error.hint)}\n")
    stream.writelines(f"Your text was: {safe.visible_lines(text)}\n" for text in typed)


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
