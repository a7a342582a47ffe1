"""A report, sent out in the form that was asked for."""

from typing import Any

from custlove.plain import plain
from custlove.render import safe
from custlove.render.page import Output, Page


def emit(page: Page, data: Any, output: Output) -> None:
    """Show a report in the form asked for; `data` is what JSON shows."""
    if output.form == "json":
        emit_json(data, output)
    elif output.form == "count":
        output.stream.write(f"{page.things}\n")
    elif output.form == "table":
        from custlove.render import table

        table.emit(page, output)
    else:
        from custlove.render import lines

        lines.emit(page, output)


def emit_json(data: Any, output: Output) -> None:
    """Show data as JSON, days as YYYY-MM-DD and moments as ISO 8601 with their offset."""
    output.stream.write(safe.to_json(plain(data), encoding=output.stream.encoding) + "\n")
