import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custlove.errors import CannotCreate, NoPermission, OutputFailed, Refused
from custlove.reminders import cron
from custlove.reminders.cron import Cron
from custlove.reminders.plan import Plan, Timing
from custlove.reminders.scheduler import Piece
from tests.reminders.fakes import ODD_TABLES, FakeCrontab, fake_crontab, nobodys_crontab

PLAN = Plan(Timing(time(8, 30), (0, 1, 2, 3, 4)), ("/opt/bin/custlove", "remind", "--once-a-day"), {})
LATER = PLAN._replace(timing=Timing(time(17, 5), (5, 6)))
LINE = "30 8 * * 1-5 /opt/bin/custlove remind --once-a-day"
others = st.binary().filter(lambda lines: b"custlove" not in lines)
tables = st.one_of(st.none(), others, st.sampled_from(list(ODD_TABLES.values())))


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ((0, 1, 2, 3, 4), "1-5"),
        ((0, 1, 2, 3, 4, 5, 6), "*"),
        ((5, 6), "0,6"),
        ((6,), "0"),
        ((0, 2, 4), "1,3,5"),
        ((0, 1, 6), "0-2"),
    ],
)
def test_days_as_cron_counts_them(days: tuple[int, ...], field: str) -> None:
    assert cron.line(PLAN._replace(timing=Timing(time(8, 30), days))) == LINE.replace("1-5", field)


def _as_cron_runs_it(line: str, *, keeps_double_backslashes: bool) -> str:
    """The shell command of a line, by Vixie's cron (two backslashes become one) or its heirs (they stay two)."""
    command, result, at = line.split(maxsplit=5)[5], "", 0
    while at < len(command):
        pair = command[at : at + 2]
        if pair == "\\%" or (pair == "\\\\" and not keeps_double_backslashes):
            result, at = result + pair[1], at + 2
        elif pair == "\\\\":
            result, at = result + pair, at + 2
        else:
            assert command[at] != "%", "a bare % is a line break"
            result, at = result + command[at], at + 1
    return result


words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=20)
nasty_words = st.one_of(words, st.text("\\%'\" $`ab", max_size=12))


@given(st.lists(nasty_words, min_size=1, max_size=3), nasty_words, st.booleans())
def test_a_shell_reads_the_line_back_word_for_word(arguments: list[str], path: str, keeps: bool) -> None:
    line = cron.line(PLAN._replace(command=("/x y/custlove", *arguments), environment={"CUSTLOVE_JOURNAL": path}))
    read = shlex.split(_as_cron_runs_it(line, keeps_double_backslashes=keeps))
    assert read == [f"CUSTLOVE_JOURNAL={path}", "/x y/custlove", *arguments]


def test_a_real_shell_reads_it_too() -> None:
    word = "/a b%c'd\"e\\f\\\\g$h`i é#;&=\\%"
    program = "import os, sys; print(os.environ['NAME'], sys.argv[1], sep='|')"
    line = cron.line(PLAN._replace(command=(sys.executable, "-c", program, word), environment={"NAME": word}))
    command = _as_cron_runs_it(line, keeps_double_backslashes=True)
    said = subprocess.run(["/bin/sh", "-c", command], check=True, capture_output=True, text=True).stdout
    assert said == f"{word}|{word}\n"


@given(tables)
def test_what_is_put_in_can_be_taken_out_to_the_byte(table: bytes | None) -> None:
    assert cron.take_out(cron.put_in(table, LINE)) == table


@given(tables)
def test_putting_in_twice_changes_nothing(table: bytes | None) -> None:
    once = cron.put_in(table, LINE)
    assert cron.put_in(once, LINE) == once
    assert cron.put_in(cron.put_in(once, cron.line(LATER)), LINE) == once


@given(tables, others, others)
def test_what_others_write_around_the_block_stays(table: bytes | None, above: bytes, below: bytes) -> None:
    lines = above + b"\n" + cron.put_in(table, LINE) + below
    assert cron.take_out(lines) == above + b"\n" + _with_line_end(table, more=bool(below)) + below
    replaced = cron.put_in(lines, cron.line(LATER))
    assert replaced == lines.replace(LINE.encode(), cron.line(LATER).encode())


def _with_line_end(table: bytes | None, *, more: bool) -> bytes:
    """A table in which the line end that the block had to add stays when something stands below it."""
    table = table or b""
    return table + b"\n" if table and not table.endswith(b"\n") and more else table


def test_the_block_at_the_end_of_a_table() -> None:
    assert cron.put_in(b"0 1 * * * true\n", LINE) == (
        b"0 1 * * * true\n"
        b"# BEGIN custlove remind\n30 8 * * 1-5 /opt/bin/custlove remind --once-a-day\n# END custlove remind\n"
    )


def test_a_block_with_other_line_ends_is_still_ours() -> None:
    table = cron.put_in(b"0 1 * * * true\r\n", LINE).replace(b"remind\n", b"remind\r\n")
    assert cron.take_out(table) == b"0 1 * * * true\r\n"


def test_a_table_without_the_block_is_left_as_it_is() -> None:
    assert cron.take_out(b"0 1 * * * true\n") == b"0 1 * * * true\n"


BEGIN, END = b"# BEGIN custlove remind\n", b"# END custlove remind\n"


@pytest.mark.parametrize("table", [BEGIN, END, END + BEGIN, BEGIN + BEGIN + END, BEGIN + END + BEGIN + END])
def test_marks_that_do_not_belong_together_are_refused(table: bytes) -> None:
    with pytest.raises(Refused, match="do not belong together"):
        cron.put_in(table, LINE)
    with pytest.raises(Refused, match="do not belong together"):
        cron.take_out(table)


@given(
    st.builds(
        Timing,
        st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    )
)
def test_the_timing_of_a_block_reads_back(timing: Timing) -> None:
    scheduler = Cron({})
    assert scheduler.timing(scheduler.pieces(PLAN._replace(timing=timing))) == timing


@pytest.mark.parametrize(
    "line", ["@daily x", "*/5 8 * * 1-5 x", "99 8 * * 1 x", "30 8 1 * 1 x", "30 8 * * 1-2-3 x", ""]
)
def test_the_timing_of_a_line_that_somebody_changed_is_not_guessed(line: str) -> None:
    assert Cron({}).timing([Piece("crontab", f"# BEGIN custlove remind\n{line}\n# END custlove remind\n")]) is None


@pytest.fixture
def fake(tmp_path: Path) -> FakeCrontab:
    return fake_crontab(tmp_path)


def _cron(fake: FakeCrontab) -> Cron:
    return Cron({"PATH": f"{fake.folder}:/usr/bin:/bin"})


@pytest.mark.parametrize("table", ODD_TABLES.values(), ids=ODD_TABLES)
def test_a_crontab_is_as_it_was_when_the_block_is_gone(fake: FakeCrontab, table: bytes | None) -> None:
    fake.put(table)
    scheduler = _cron(fake)
    assert scheduler.install(PLAN) == []
    assert fake.table == cron.put_in(table, LINE)
    assert scheduler.installed() == scheduler.pieces(PLAN)
    scheduler.install(LATER)
    assert scheduler.installed() == scheduler.pieces(LATER)
    scheduler.remove()
    assert (fake.table, scheduler.installed()) == (table, [])


def test_what_need_not_be_written_is_not(fake: FakeCrontab) -> None:
    scheduler = _cron(fake)
    scheduler.remove()
    scheduler.install(PLAN)
    scheduler.install(PLAN)
    assert fake.calls == ["-l", "-l", "-", "-l"]


def test_a_line_end_stays_where_the_program_wants_one(fake: FakeCrontab) -> None:
    fake.put(b"0 1 * * * true")
    _cron(fake).install(PLAN)
    script = (fake.folder / "crontab").read_text()
    refusing = (
        'case "$1" in\n-) cat > "$table.new"; [ -z "$(tail -c1 "$table.new")" ] || exit 1; mv "$table.new" "$table";;\n'
    )
    fake.replace(script.replace('case "$1" in\n', refusing))
    _cron(fake).remove()
    assert fake.table == b"0 1 * * * true\n"


def test_a_program_that_refuses_is_said_and_nothing_has_changed(fake: FakeCrontab) -> None:
    fake.put(b"0 1 * * * true\n")
    script = (fake.folder / "crontab").read_text()
    fake.replace(script.replace('case "$1" in\n', 'case "$1" in\n-) echo "-:2: bad minute" >&2; exit 1;;\n'))
    with pytest.raises(OutputFailed, match="crontab refused: -:2: bad minute"):
        _cron(fake).install(PLAN)
    assert fake.table == b"0 1 * * * true\n"


def test_a_crontab_that_cannot_be_read_is_never_taken_for_none(fake: FakeCrontab) -> None:
    fake.replace('#!/bin/sh\necho "$*" >> "$0.calls"\necho "you are not allowed to use this program" >&2\nexit 1\n')
    with pytest.raises(NoPermission, match="you are not allowed"):
        _cron(fake).install(PLAN)
    assert fake.calls == ["-l"]


@pytest.mark.parametrize("word", ["no crontab for me", "crontab: can't open 'me': No such file or directory"])
def test_none_is_said_in_several_words(fake: FakeCrontab, word: str) -> None:
    fake.replace(f'#!/bin/sh\n[ "$1" = - ] && exec cat > \'{fake.folder}/table\'\necho "{word}" >&2\nexit 1\n')
    _cron(fake).install(PLAN)
    assert fake.table == cron.put_in(None, LINE)


def test_the_header_that_the_program_adds_is_not_written_again(fake: FakeCrontab) -> None:
    header = (
        b"# DO NOT EDIT THIS FILE - edit the master and reinstall.\n"
        b"# (- installed on Sun Nov 22 10:30:00 2026)\n# (Cron version -- $Id: crontab.c,v 2.13 $)\n"
    )
    fake.put(header + b"# mine\n0 1 * * * true\n")
    _cron(fake).install(PLAN)
    assert fake.table == cron.put_in(b"# mine\n0 1 * * * true\n", LINE)


def test_without_the_program_nothing_can_be_installed(tmp_path: Path) -> None:
    scheduler = Cron({"PATH": str(tmp_path)})
    assert (scheduler.available(), scheduler.installed()) == (False, [])
    with pytest.raises(CannotCreate, match="There is no crontab"):
        scheduler.install(PLAN)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """An environment in which `crontab` is the real one, of the user nobody."""
    with nobodys_crontab(tmp_path) as program:
        yield {"PATH": f"{program.parent}:/usr/bin:/bin", "HOME": "/"}


def _run(environ: Mapping[str, str], *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [shutil.which("crontab", path=environ["PATH"]) or "", *arguments],
        input=given,
        env=environ,
        capture_output=True,
        check=False,
    )


def _real_table(environ: Mapping[str, str]) -> bytes | None:
    """The crontab itself, as an editor would be handed it: a listing shows some bytes otherwise."""
    if _run(environ, "-l").returncode:
        return None
    return _run({**environ, "VISUAL": "cat", "EDITOR": "cat"}, "-e").stdout


# The real program refuses a table whose last line has no end.
REAL_TABLES = {name: table for name, table in ODD_TABLES.items() if not table or table.endswith(b"\n")}


@pytest.mark.parametrize("table", REAL_TABLES.values(), ids=REAL_TABLES)
def test_a_real_crontab_is_as_it_was_when_the_block_is_gone(real: Mapping[str, str], table: bytes | None) -> None:
    if table is not None:
        assert _run(real, "-", given=table).returncode == 0
    assert _real_table(real) == table
    scheduler = Cron(real)
    for plan in (PLAN, PLAN, LATER, PLAN):
        scheduler.install(plan)
        assert _real_table(real) == cron.put_in(table, cron.line(plan))
    assert scheduler.installed() == scheduler.pieces(PLAN)
    scheduler.remove()
    assert _real_table(real) == table


def test_the_real_program_takes_any_path(real: Mapping[str, str]) -> None:
    path = "/a b%c'd\"e\\f\\\\g$h`i é#;&=\\%"
    scheduler = Cron(real)
    scheduler.install(PLAN._replace(command=(path, "remind", "--exec", path), environment={"CUSTLOVE_JOURNAL": path}))
    assert len(scheduler.installed()) == 1


def test_the_real_program_refuses_what_is_no_table(real: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cron, "line", lambda _plan: "99 99 * * * true")
    with pytest.raises(OutputFailed, match=r"crontab refused: .*bad minute"):
        Cron(real).install(PLAN)
    assert _real_table(real) is None
