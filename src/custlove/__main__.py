"""The program: `custlove`, or `python -m custlove`."""

import gc
import os
import sys

# The codes of custlove.errors, which nothing that has to be quick may load.
_OUTPUT_FAILED = 74
_INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A run is over before collecting garbage would pay; it costs a third of the start.
    gc.disable()
    try:
        code = _answer(sys.argv[1:])
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


def _answer(arguments: list[str]) -> int:
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
            return today.run(arguments, os.environ)
    from custlove.cli import app

    return app.run(arguments)


if __name__ == "__main__":
    main()
