import os
import sys

import pytest
from bench.measure import Command, Failed, Paired, Run, peak_memory, run

pytestmark = pytest.mark.slow


def _python(code: str, *, terminal: bool = False) -> Command:
    return Command([sys.executable, "-c", code], dict(os.environ), terminal)


def test_a_run_is_timed_and_its_output_read_to_the_end() -> None:
    measured = run(_python("import sys; sys.stdout.write('begun ' + 'x' * 1_000_000)"))
    assert measured.out.startswith(b"begun xxx")
    assert measured.wall > 0
    assert measured.cpu > 0


def test_output_goes_to_a_pipe_or_to_a_terminal() -> None:
    code = "import sys; print(sys.stdout.isatty())"
    assert run(_python(code)).out.split()[0] == b"False"
    assert run(_python(code, terminal=True)).out.split()[0] == b"True"


def test_a_run_that_fails_is_not_a_measurement() -> None:
    with pytest.raises(Failed, match="exit code 3"):
        run(_python("raise SystemExit(3)"))
    with pytest.raises(Failed, match="exit code 3"):
        peak_memory(_python("raise SystemExit(3)"))


def test_peak_memory_is_that_of_the_command_alone() -> None:
    ours = bytearray(100_000_000)
    least = peak_memory(_python("pass"))
    assert 1 < least < 50
    assert 28 <= peak_memory(_python("b'x' * 30_000_000")) - least < 35
    del ours


def test_a_ratio_is_one_of_medians() -> None:
    runs = [Run(wall, 1, b"") for wall in (3, 4, 90)]
    bases = [Run(wall, 2, b"") for wall in (0.1, 2, 2)]
    assert (Paired(runs, bases).wall, Paired(runs, bases).cpu) == (2, 0.5)
