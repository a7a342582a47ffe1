"""Named tuples, days and moments as what JSON knows: the one form in which answers leave the program."""

from datetime import date, datetime
from typing import Any


def plain(data: Any) -> Any:
    """Data as what JSON knows: named tuples as objects, those with a method `data` as what it gives.

    A trailing underscore is not part of a name; what has an `id` and a reference has its `ref` too.
    """
    if callable(getattr(data, "data", None)):
        return data.data()
    if hasattr(data, "_asdict"):
        fields = {name.rstrip("_"): plain(value) for name, value in data._asdict().items()}
        return {**fields, "ref": data.ref} if "id" in fields and hasattr(data, "ref") else fields
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(each) for each in data]
    return iso(data) if isinstance(data, date) else data


def iso(day: date) -> str:
    """A day as YYYY-MM-DD, a moment as ISO 8601 to the second, with its offset."""
    return day.isoformat(timespec="seconds") if isinstance(day, datetime) else day.isoformat()
