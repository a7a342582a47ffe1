"""What is known of a person, from words of the command line to columns."""

import inspect
import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from custlove.commands.options import OnChannel, choices
from custlove.context import Context
from custlove.errors import UnreadableDate, UsageError
from custlove.quoting import quoted
from custlove.schema import columns
from custlove.schema.vocabulary import Circle

if TYPE_CHECKING:
    from custlove.services.people import Details, PersonFields

Handle = Annotated[
    str | None,
    typer.Option("--as", metavar="HANDLE", help="The handle: a-z, 0-9 and -, starting with a letter or digit."),
]
Emails = Annotated[list[str] | None, typer.Option("--email", help="An e-mail address; can be repeated.")]
Phones = Annotated[list[str] | None, typer.Option("--phone", help="A phone number; can be repeated.")]
Org = Annotated[str | None, typer.Option("--org", help="Their organisation.")]
OfCircle = Annotated[Circle | None, typer.Option("--circle", help="How much of your time they get.")]
# An option for each field that can be emptied.
_OPTIONS: Mapping[str, Any] = {
    "nickname": Annotated[str | None, typer.Option("--nickname", help="Their nickname.")],
    "pronouns": Annotated[
        str | None, typer.Option("--pronouns", metavar="TEXT", help="Their pronouns: she/her, they/them.")
    ],
    "org": Org,
    "role": Annotated[str | None, typer.Option("--role", help="Their role there.")],
    "birthday": Annotated[
        str | None,
        typer.Option("--birthday", metavar="DAY", help="Their birthday: 1980-03-14, or 03-14 without the year."),
    ],
    "met": Annotated[str | None, typer.Option("--met", metavar="TEXT", help="How you met.")],
    "zone": Annotated[str | None, typer.Option("--zone", help="Their time zone, such as Europe/Berlin.")],
    "channel": OnChannel,
    "every": Annotated[
        str | None,
        typer.Option("--every", metavar="PERIOD", help='How often to be in touch: "3 weeks", quarter, none.'),
    ],
    "circle": OfCircle,
    "notes": Annotated[str | None, typer.Option("--notes", metavar="TEXT", help="Notes, or - for standard input.")],
    "fit": Annotated[int | None, typer.Option("--fit", min=1, max=5, help="How well they fit your values.")],
    "influence": Annotated[int | None, typer.Option("--influence", min=1, max=5, help="How far their voice carries.")],
}
# The fields that can be emptied, by the name that the command line has for each.
CLEARABLE = {columns.of("person")[name].label: name for name in columns.marked("person", "cleared")}

_BIRTHDAYS = "Birthdays: 1980-03-14, 14 mar 1980, 14.3.1980; without the year 03-14, 14 mar, 14.3."
# What counts from today, as friday or 2w do, is no birthday.
_NAMED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[0-9][./-][0-9]|^(?:today|yesterday)$", re.IGNORECASE
)


def with_fields(command: Callable[..., None]) -> Callable[..., None]:
    """A command that is given what was typed of the fields of a person, as `typed`: it has an option for each."""
    parameters = []
    for each in inspect.signature(command).parameters.values():
        if each.name == "typed":
            kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
            parameters += [inspect.Parameter(name, kind, default=None, annotation=_OPTIONS[name]) for name in _OPTIONS]
        else:
            parameters.append(each)

    def asked(context: typer.Context, **given: Any) -> None:
        typed = {column: given.pop(label) for label, column in CLEARABLE.items()}
        command(context, **given, typed=typed)

    # typer reads a command's options off its signature.
    asked.__name__, asked.__doc__ = command.__name__, command.__doc__
    asked.__annotations__ = {each.name: each.annotation for each in parameters}
    vars(asked)["__signature__"] = inspect.Signature(parameters)
    return asked


def fields(run: Context, typed: "PersonFields") -> "PersonFields":
    """What was typed, as the journal keeps it: None was not given, an empty text clears; raises UsageError."""
    found: dict[str, object] = {
        name: value.strip() or None if isinstance(value, str) else value
        for name, value in typed.items()
        if value is not None
    }
    if notes := typed.get("notes"):
        found["notes"] = run.text(notes) if notes.strip() else None
    for name, read in (("birthday", _birthday), ("every", _every), ("zone", _zone)):
        if isinstance(words := found.get(name), str):
            found[name] = read(run, words)
    return cast("PersonFields", found)


def cleared(typed: Sequence[str] | None) -> "PersonFields":
    """The fields that --clear names, each as None; raises UsageError."""
    empty = {CLEARABLE[name]: None for name in choices(typed, "--clear", tuple(CLEARABLE))}
    return cast("PersonFields", empty)


def details(email: Sequence[str] | None, phone: Sequence[str] | None, tag: Sequence[str] | None) -> "Details":
    """The e-mail addresses, phone numbers and tags that were given."""
    from custlove.services.people import Details

    return Details(tuple(email or ()), tuple(phone or ()), tuple(tag or ()))


def _birthday(run: Context, words: str) -> str:
    from custlove.dates import Lean

    if bare := month_day(words, _BIRTHDAYS):
        return bare
    try:
        day = run.day(words, Lean.PAST)
    except UnreadableDate as fault:
        raise UnreadableDate(fault.message, _BIRTHDAYS) from fault
    if day > run.today or not _NAMED.search(words.strip()):
        raise UsageError(f"{quoted(words)} is not a possible birthday.", _BIRTHDAYS)
    return day.isoformat() if re.search(r"\d{4}", words) else f"--{day:%m-%d}"


def month_day(words: str, forms: str) -> str | None:
    """A day without its year, such as 03-14, as the journal keeps it; None for what reads otherwise.

    Raises UsageError, with the forms that there are, for a day that no year has.
    """
    match = re.fullmatch(r"(?:--?)?([0-9]{2})-([0-9]{2})", words.strip())
    if match is None:
        return None
    month, number = int(match[1]), int(match[2])
    # In a leap year, so that 29 February is a day.
    if not 1 <= month <= 12 or not 1 <= number <= monthrange(2000, month)[1]:
        raise UsageError(f"{quoted(words)} is not in the calendar.", forms)
    return f"--{month:02}-{number:02}"


def _every(_run: Context, words: str) -> str:
    return every_code(words)


def every_code(words: str) -> str:
    """A rhythm as the journal keeps it; raises UsageError."""
    from custlove.rules import cadence

    try:
        return cadence.parse(words).code
    except ValueError as fault:
        raise UsageError(f"--every {quoted(words)} cannot be read. {fault}") from fault


def _zone(_run: Context, words: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(words).key
    except (KeyError, ValueError, OSError) as fault:
        raise UsageError(
            f"{quoted(words)} is not a time zone.", "Use a name like Europe/Berlin or America/New_York."
        ) from fault
