"""The one error boundary: whatever goes wrong in a command leaves the program as a sentence and an exit code."""

from collections.abc import Callable, Sequence

from custlove.cli.argv import asks_for_json, first_word
from custlove.context import Context
from custlove.errors import CustloveError, InternalError, OutputFailed, Unconfirmed, UsageError, of_file

INTERRUPTED = 130


def _nothing(_fault: Exception) -> CustloveError | None:
    return None


def guarded(
    run: Context,
    arguments: Sequence[str],
    act: Callable[[], object],
    of_library: Callable[[Exception], CustloveError | None] = _nothing,
) -> int:
    """The exit code of `act`, or of what it raises, which is told to the standard error.

    `of_library` gives the sentence for a fault of the library that parses, None for any other.
    """
    try:
        code = act()
        run.stdout.flush()
        run.back_up_daily()
    except (BrokenPipeError, SystemExit):
        # Whoever was reading has read enough. Where typer and Rich meet it first, they leave by SystemExit.
        run.silence()
        return 0
    except Exception as fault:
        if "--debug" in arguments[: first_word(arguments)]:
            raise
        error = of_library(fault) or _sentence(fault, run)
        return _tell(error, run, as_json=asks_for_json(arguments))
    except KeyboardInterrupt:
        if draft := run.settle_draft(done=False):
            run.note(f"Your draft is kept: {draft}")
        return INTERRUPTED
    run.settle_draft(done=True)
    return code if isinstance(code, int) else 0


def _tell(error: CustloveError, run: Context, *, as_json: bool) -> int:
    from custlove.render import errors

    written = isinstance(error, Unconfirmed) and error.written
    if draft := run.settle_draft(done=written):
        error.hint = f"{error.hint}\nYour draft is kept: {draft}".lstrip()
    # Whoever is given back what was written writes it twice.
    run.complain(errors.text(error, () if written else run.typed, as_json=as_json, encoding=run.stderr.encoding))
    return error.exit_code


def _sentence(fault: Exception, run: Context) -> CustloveError:
    if isinstance(fault, CustloveError):
        return fault
    if isinstance(fault, OSError):
        return _of_system(fault, run)
    if isinstance(fault, OverflowError):
        # SQLite keeps 64 bits of a number; everything that is calculated here stays far below.
        return UsageError("A number on the command line is too large.", "Nothing was changed.")
    return InternalError(f"A bug in custlove: {type(fault).__name__}: {fault}", "To see where: custlove --debug …")


def _of_system(fault: OSError, run: Context) -> CustloveError:
    if (error := of_file(fault)) is not None:
        return error
    run.silence()
    return OutputFailed(f"The output cannot be written: {fault.strerror or fault}.", _taken_back(run))


def _taken_back(run: Context) -> str:
    """Undo what was written without an answer, and say what is true of it then."""
    number = run.committed
    try:
        run.take_back()
    except CustloveError as fault:
        return f"It was written all the same, as change {number}: {fault.message} Look at: custlove history"
    return run.stands or "Nothing was changed."
