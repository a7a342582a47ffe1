"""Where things are on this system. Plain strings: pathlib alone costs a prompt a third of its time."""

import os
import sys
from collections.abc import Mapping

# By folder: the XDG variable and its default, the place on macOS, the variable and place on Windows.
_DATA = ("XDG_DATA_HOME", ".local/share", "LOCALAPPDATA", "AppData/Local")
_CONFIG = ("XDG_CONFIG_HOME", ".config", "APPDATA", "AppData/Roaming")
_STATE = ("XDG_STATE_HOME", ".local/state", "LOCALAPPDATA", "AppData/Local")


def journal(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """The journal: CUSTLOVE_JOURNAL, else in the user's data folder (XDG on Linux)."""
    return _named(environ, "CUSTLOVE_JOURNAL") or os.path.join(_folder(environ, platform, _DATA), "journal.db")


def settings(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """The settings file: CUSTLOVE_CONFIG, else in the user's configuration folder."""
    return _named(environ, "CUSTLOVE_CONFIG") or os.path.join(_folder(environ, platform, _CONFIG), "config.toml")


def state(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """The folder for marks that are worth keeping but not part of the journal."""
    return _folder(environ, platform, _STATE)


def expanded(path: str) -> str:
    """A path with `~` as the home it stands for; as it is if there is no such home."""
    return os.path.expanduser(path)


def tidy(path: str) -> str:
    """A path as pathlib writes it: no slash twice or at the end, no dot alone between two."""
    odd = "//" in path or "/./" in path or path.endswith(("/", "/.")) or path.startswith("./") or os.sep != "/"
    if not odd:
        return path
    from pathlib import Path

    return str(Path(path))


def is_taken(path: str | os.PathLike[str]) -> bool:
    """Whether something is at a path, be it a link to nothing; also where nobody may look whether there is."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _named(environ: Mapping[str, str], variable: str) -> str:
    return expanded(environ.get(variable, ""))


def _folder(environ: Mapping[str, str], platform: str, place: tuple[str, str, str, str]) -> str:
    variable, default, windows_variable, windows_default = place
    home = environ.get("HOME") or os.path.expanduser("~")
    if platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")
    elif platform == "win32":
        base = environ.get(windows_variable) or os.path.join(home, windows_default)
    else:
        named = environ.get(variable, "")
        # The XDG specification has relative paths ignored.
        base = named if os.path.isabs(named) else os.path.join(home, default)
    return os.path.join(base, "custlove")
