"""Programs that only note how they were called, and the crontabs that people have."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

Calls = Callable[[], list[dict[str, Any]]]

# A shell and Python read the same lines: the line that names the interpreter may hold no blank in its path.
_PROGRAM = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import json, os, sys
given = sys.stdin.read() if {reads} else ""
record = {{"args": sys.argv[1:], "stdin": given, "env": dict(os.environ)}}
with open({log!r}, "a") as file:
    file.write(json.dumps(record) + "\\n")
sys.exit({code})
"""

_CRONTAB = """#!/bin/sh
table='{folder}/table'
echo "$*" >> '{folder}/crontab.calls'
case "$1" in
-l) if [ -f "$table" ]; then cat "$table"; else echo 'no crontab for me' >&2; exit 1; fi ;;
-) cat > "$table.new" && mv "$table.new" "$table" ;;
-r) rm "$table" ;;
*) echo "usage error: $1" >&2; exit 1 ;;
esac
"""

ODD_TABLES = {
    "none": None,
    "empty": b"",
    "a line break": b"\n",
    "plain": b"# m h dom mon dow command\n0 1 * * * true\n",
    "no last line break": b"0 1 * * * true",
    "CRLF": b"A=1\r\n0 1 * * * true\r\n",
    "typed as it is shown": b'0 1 * * * printf "a\\r\\n\\b"\n',
    "both": b'A=1\r\n0 1 * * * printf "a\\r"\n# \b\n',
    "not UTF-8": b"# caf\xe9 \xff\xfe\n0 1 * * * true\n",
    "percent signs": b"0 1 * * * cat%a%b\\%c\n",
    "assignments": b"MAILTO=me@example.com\nSHELL=/bin/bash\nPATH=/usr/bin:/bin\nFOO = 'a b'\n",
    "others' blocks": (
        b"# BEGIN ANSIBLE MANAGED BLOCK\n0 1 * * * true\n# END ANSIBLE MANAGED BLOCK\n"
        b"# BEGIN custlove reminder\n# END custlove remind me\n#BEGIN custlove remind\n"
    ),
    "white space": b"\t \n\n 0 1 * * * true \t\n@reboot true\n\n\n",
}


class Programs(NamedTuple):
    """A folder for the PATH."""

    folder: Path

    def record(self, name: str, code: int = 0, *, reads: bool = True) -> Calls:
        """Make a program; what is given back tells its calls so far: arguments, standard input, environment."""
        log, script = self.folder / f"{name}.log", self.folder / name
        script.write_text(_PROGRAM.format(python=sys.executable, log=str(log), code=code, reads=reads))
        script.chmod(0o755)
        return lambda: [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


class FakeCrontab(NamedTuple):
    """A `crontab` program in a folder for the PATH."""

    folder: Path

    @property
    def table(self) -> bytes | None:
        """The crontab, None where there is none."""
        path = self.folder / "table"
        return path.read_bytes() if path.exists() else None

    @property
    def calls(self) -> list[str]:
        """The arguments of each call."""
        path = self.folder / "crontab.calls"
        return path.read_text().splitlines() if path.exists() else []

    def put(self, table: bytes | None) -> None:
        """Make it the crontab."""
        path = self.folder / "table"
        path.unlink(missing_ok=True)
        if table is not None:
            path.write_bytes(table)

    def replace(self, script: str) -> None:
        """Have another script in its place."""
        program = self.folder / "crontab"
        program.write_text(script)
        program.chmod(0o755)


def fake_crontab(folder: Path) -> FakeCrontab:
    """A `crontab` that takes any bytes."""
    fake = FakeCrontab(folder)
    fake.replace(_CRONTAB.format(folder=folder))
    return fake


_NOBODY = 65534


@contextmanager
def nobodys_crontab(folder: Path) -> Iterator[Path]:
    """The real `crontab`, of the user nobody: yours is not for tests. Skips where that cannot be had.

    The system has one table of nobody: whoever holds this has it alone, and leaves it as empty as it was.
    """
    program, setpriv = (shutil.which(name, path="/usr/bin:/bin:/usr/sbin") for name in ("crontab", "setpriv"))
    if program is None or setpriv is None:
        pytest.skip("there is no crontab, or no setpriv, here")
    if os.getuid() != 0:
        pytest.skip("only root can be nobody")
    import fcntl

    wrapper = folder / "crontab"
    wrapper.write_text(f'#!/bin/sh\nexec {setpriv} --reuid={_NOBODY} --regid={_NOBODY} --clear-groups {program} "$@"\n')
    wrapper.chmod(stat.S_IRWXU)
    with Path(program).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if subprocess.run([wrapper, "-l"], capture_output=True, check=False).returncode == 0:
            pytest.skip("nobody has a crontab here")
        try:
            yield wrapper
        finally:
            subprocess.run([wrapper, "-r"], capture_output=True, check=False)


def fake_manager(folder: Path, *, running: bool = True, failing: str = "") -> None:
    """A `systemctl` that notes its calls in `systemctl.calls`; one word of a call may make it fail."""
    script = folder / "systemctl"
    script.write_text(
        f"#!/bin/sh\necho \"$*\" >> '{folder}/systemctl.calls'\n"
        f'case "$*" in *show-environment*) exit {0 if running else 1};; '
        f'*"{failing or "!"}"*) echo no luck >&2; exit 1;; esac\n'
    )
    script.chmod(0o755)


def fake_launchctl(folder: Path, *, failing: str = "") -> None:
    """A `launchctl` that knows which agents are loaded; one of its verbs may fail."""
    script = folder / "launchctl"
    script.write_text(
        f"#!/bin/sh\nloaded='{folder}/loaded'\necho \"$*\" >> '{folder}/launchctl.calls'\n"
        f'[ "$1" != "{failing}" ] || {{ echo no luck >&2; exit 5; }}\n'
        'case "$1" in print) [ -s "$loaded" ] ;; bootstrap) echo yes > "$loaded" ;; bootout) : > "$loaded" ;; esac\n'
    )
    script.chmod(0o755)


def calls(folder: Path, name: str) -> list[str]:
    """The calls of a fake program so far."""
    path = folder / f"{name}.calls"
    return path.read_text().splitlines() if path.exists() else []
