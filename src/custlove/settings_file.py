"""Writing the settings file: a new one explains itself, in an old one only what was asked for changes."""

from pathlib import Path

import tomlkit

from custlove import private_files
from custlove.config import SETTINGS
from custlove.errors import CannotCreate
from custlove.rules.thresholds import SETTABLE

_HEAD = """\
# Settings of custlove. Every line that begins with # shows a default: take the # away to change it.
# What holds at present, and where it comes from: custlove config list
"""


def template() -> str:
    """A settings file in which every setting is explained and none is set."""
    parts, section = [_HEAD], ""
    for setting in SETTINGS:
        group, _, name = setting.key.rpartition(".")
        if group != section:
            parts.append(f"\n[{group}]\n")
            section = group
        default = setting.default or ""
        parts.append(f"# {setting.what}\n# {name} = {default if setting.key in SETTABLE else _quoted(default)}\n")
    return "".join(parts)


def put(file: Path, key: str, value: str | None) -> None:
    """Set one key, or take it out with None; comments and order stay. Raises CannotCreate."""
    text = file.read_text(encoding="utf-8-sig") if file.exists() else template()
    document = tomlkit.parse(text)
    section, _, name = key.rpartition(".")
    table = document.setdefault(section, tomlkit.table()) if section else document
    if value is None:
        table.pop(name, None)
    else:
        table[name] = int(value) if key in SETTABLE else value
    write(file, tomlkit.dumps(document))


def write(file: Path, text: str) -> None:
    """Write the whole file under another name and put it in place; raises CannotCreate."""
    try:
        private_files.replace_text(file, text)
    except OSError as fault:
        raise CannotCreate(f"{file} cannot be written: {fault.strerror}.", "Nothing was changed.") from fault


def _quoted(value: str) -> str:
    return tomlkit.string(value).as_string()
