"""What a command was not given and cannot do without: at a terminal it is asked for, with what there is to choose from.

What may stand there, and in which order it is offered, is what the completion knows.
"""

from collections.abc import Sequence

from custlove.context import Context
from custlove.errors import Ambiguous, CustloveError, NotFound, Question, UsageError
from custlove.quoting import quoted
from custlove.render.safe import visible

_DAY = "due"
# A day that matters, which may have no year.
DATE = "date"
_DAYS = (_DAY, DATE)
_PEOPLE = ("who", "archived")
_NOUNS = {
    "follow_up": "follow-up",
    "special_day": "day",
    **{noun: noun for noun in ("touchpoint", "promise", "feedback", "mistake", "fact", "ritual", "purchase", "link")},
    **{noun: noun for noun in ("introduction", "intention", "ask")},
    **dict.fromkeys(("closable", "put_off"), "thing"),
}
# Of these what is closed is not offered.
_OPEN = ("follow_up", "promise", "feedback", "mistake", "ask", "intention")
# Whoever is meant among more than these is sooner typed than found; of what is open, more has to fit.
_MOST_PEOPLE, _MOST = 9, 20

# Before the words, one of which is to stand there.
_WORDS = "="
# A word for the command line, and what tells which one it is.
Offer = tuple[str, str]


def at_the_end(words: Sequence[str]) -> Question | None:
    """What is missing at the end of a command line; None for what cannot be asked for."""
    from custlove.completion.line import place

    kind = place(["custlove", *words], "").kind
    return Question(kind) if kind in (_DAY, *_PEOPLE, *_NOUNS) or kind.startswith(_WORDS) else None


def completed(run: Context, words: Sequence[str], message: str, question: Question) -> list[str]:
    """The command line with what is asked for; raises NotFound where nothing is chosen, or there is nothing.

    What cannot be read is asked again, with what is wrong with it.
    """
    kind = question.kind
    offers = _offers(run, kind)
    if not offers and kind not in (*_DAYS, "who"):
        raise NotFound(_none_there(kind), "Nothing was changed.")
    listed = "".join(f"  {at}  {visible(label)}\n" for at, (_, label) in enumerate(offers, 1))
    run.complain(f"{visible(message) or _heading(kind)}\n{listed}")
    while answer := run.ask(_prompt(kind, len(offers))):
        try:
            word = _read(run, words, kind, offers, answer)
        except CustloveError as fault:
            run.complain("".join(f"{visible(line)}\n" for line in (fault.message, *fault.hint.splitlines())))
        else:
            return [*words, *([question.option] if question.option else []), word]
    what = "Nobody" if kind in _PEOPLE else "No day" if kind in _DAYS else "Nothing"
    raise NotFound(f"{what} was chosen.", "Nothing was changed.")


def _offers(run: Context, kind: str) -> list[Offer]:
    if kind in _DAYS:
        return []
    if kind.startswith(_WORDS):
        return [(word, word) for word in kind.removeprefix(_WORDS).split("|")]
    from custlove.completion import journal

    with run.reading() as connection:
        found = journal.ask(connection, kind, "")
    if kind in _PEOPLE:
        return [(f"@{handle}", f"{handle} ({name})") for handle, name in found[:_MOST_PEOPLE]]
    return [(ref, f"{ref}  {label}") for ref, label in found[:_MOST]]


def _none_there(kind: str) -> str:
    if kind in _PEOPLE:
        return "Nobody is archived."
    return f"There is no {'open ' if kind in _OPEN else ''}{_NOUNS[kind]} to choose from."


def _heading(kind: str) -> str:
    if kind.startswith(_WORDS):
        return "Which of these?"
    return "Who?" if kind in _PEOPLE else "When?" if kind in _DAYS else f"Which {_NOUNS[kind]}?"


def _prompt(kind: str, offered: int) -> str:
    if kind == _DAY:
        return "A day (friday, in 2 weeks, 1 dec), or Enter for none: "
    if kind == DATE:
        return "A day (2026-03-14, or 03-14 without the year), or Enter for none: "
    number = f"A number (1 to {offered})" if offered > 1 else "A number (1)"
    if kind in _PEOPLE:
        return f"{number}, a name, or Enter for nobody: " if offered else "A name, or Enter for nobody: "
    return f"{number}, a word of its line, or Enter for none: "


def _read(run: Context, words: Sequence[str], kind: str, offers: Sequence[Offer], answer: str) -> str:
    """The word for the command line that an answer means; raises CustloveError for what cannot be read."""
    if kind in _DAYS:
        from custlove.commands.nouns.day import kept

        _ = run.due_day(answer) if kind == _DAY else kept(run, answer)
        return answer
    if answer.isascii() and answer.isdigit():
        if not 1 <= int(answer) <= len(offers):
            raise UsageError(f"There is no line {answer}.")
        return offers[int(answer) - 1][0]
    return _somebody(run, words, answer) if kind in _PEOPLE else _by_words(offers, answer)


def _somebody(run: Context, words: Sequence[str], answer: str) -> str:
    from custlove.reports.people import lookup

    # Who is added on the way is nobody yet, and what is shown may be an organisation.
    if "--new" not in words and "show" not in words:
        with run.reading() as connection:
            try:
                lookup.several(connection, [answer])
            except Ambiguous:
                # Who is meant is asked next.
                return answer
            except NotFound as fault:
                fault.hint = f"{fault.hint}\nTo add them: custlove person add NAME".strip()
                raise
    return answer


def _by_words(offers: Sequence[Offer], answer: str) -> str:
    from custlove.rules.names import fold

    wanted = fold(answer).split()
    named = [word for word, label in offers if label.split()[0] == answer]
    found = named or [word for word, label in offers if all(each in fold(label) for each in wanted)]
    if len(found) == 1:
        return found[0]
    how_many = f"{len(found)} lines have" if found else "No line has"
    raise UsageError(
        f"{how_many} {quoted(answer)} in it.", "Answer with the number before the line, or with more words."
    )
