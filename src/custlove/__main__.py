"""The program: `custlove`, or `python -m custlove`."""

# What `signal` is made of; that loads enum, for a tenth of a bare start.
import _signal  # type: ignore[import-not-found]
import _thread
import gc
import os
import sys
import time

from custlove import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

# The codes of custlove.errors, which nothing that has to be quick may load.
_OUTPUT_FAILED = 74
_INTERRUPTED = 130
_MOMENT = 0.005


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Whoever interrupts while modules are loaded has interrupted nothing: nothing is to be told or cleared up.
    heard = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
    if heard:
        _signal.signal(_signal.SIGINT, _leave)
    sys.unraisablehook = _again
    # A run is over before collecting garbage would pay; it costs a third of the start.
    gc.disable()
    try:
        code = _answer(sys.argv[1:], heard=heard)
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except BrokenPipeError:
        # Whoever was reading has read enough.
        code = 0
    except OSError:
        # Neither the answer nor the reason can be given.
        code = _OUTPUT_FAILED
    # Everything is written and closed; taking the interpreter down in good order costs 30 ms.
    os._exit(code)


def _leave(_number: int, _frame: "FrameType | None") -> None:
    os._exit(_INTERRUPTED)


def _again(fault: "sys.UnraisableHookArgs") -> None:
    """Interrupt once more where Python drops it: in what it calls when an object goes, such as a lock of an import."""
    if fault.exc_type is KeyboardInterrupt:
        # By another thread: in this one it would come before this function is over, and be dropped again.
        _thread.start_new_thread(_interrupt, ())
    else:
        sys.__unraisablehook__(fault)


def _interrupt() -> None:
    time.sleep(_MOMENT)
    _thread.interrupt_main()


def _answer(arguments: list[str], *, heard: bool) -> int:
    # A prompt may cost three times a bare start; building the command line alone costs four.
    if arguments[:1] == ["prompt"]:
        from custlove.cli import prompt

        return prompt.run(arguments[1:], os.environ)
    # What a shell asks at TAB (completion/): not for people, so not in the table of contents.
    if arguments[:1] == ["__complete"]:
        from custlove.completion import words

        return words.run(arguments[1:], os.environ)
    # Asked for more often than all else together; building the command line costs as much as the answer.
    if not arguments or arguments[0] == "today" or arguments[0].startswith("--"):
        from custlove.cli import today

        if today.knows(arguments):
            _interruptible(heard=heard)
            return today.run(arguments, os.environ)
    from custlove.cli import app

    _interruptible(heard=heard)
    return app.run(arguments)


def _interruptible(*, heard: bool) -> None:
    """From here on an interruption takes back what was begun."""
    if heard:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)


if __name__ == "__main__":
    main()
