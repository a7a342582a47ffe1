"""What the tables have in common."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

# What else may hold for a column: it may be cleared, `find` searches it, merging two people fills it, the database
# itself keeps it. Beside these: what a reader calls it.
MARKS = ("cleared", "searched", "merged", "derived")


class Table(SQLModel):
    """A table. What checks its rows is built when the first one is written: most programs write few of the tables."""

    model_config = {"defer_build": True}


def marked(*marks: str, label: str = "", server_default: object = None) -> Mapping[str, Any]:
    """The `sa_column_kwargs` of a column with marks; raises ValueError for an unknown one."""
    if unknown := set(marks) - set(MARKS):
        raise ValueError(f"unknown marks: {', '.join(sorted(unknown))}")
    default = {} if server_default is None else {"server_default": server_default}
    return {"info": {**dict.fromkeys(marks, True), "label": label}, **default}
