"""What this program asks of every option beyond typer: words in any case, what people also say, nothing given twice."""

from functools import partial
from typing import TYPE_CHECKING, Any

from typer._types import TyperChoice

from custlove.schema import synonyms, vocabulary

if TYPE_CHECKING:
    from typer._click import Command
    from typer._click import Context as ClickContext
    from typer._click.core import Parameter

_SYNONYMS: dict[tuple[str, ...], dict[str, str]] = {
    vocabulary.CHANNELS: dict(synonyms.CHANNEL_SYNONYMS),
    vocabulary.FEEDBACK_KINDS: dict(synonyms.KIND_SYNONYMS),
}


class Words(TyperChoice[str]):
    """One word of a list, in any case, with a blank or _ for -, or another word that people say for it."""

    def convert(self, value: Any, param: "Parameter | None", ctx: "ClickContext | None") -> str:
        """The word of the list that is meant."""
        plain = "-".join(str(value).casefold().replace("'", "").replace("_", " ").split())
        meant = _SYNONYMS.get(tuple(self.choices), {}).get(plain, plain)
        return super().convert(meant if meant in self.choices else value, param, ctx)


def adapt(command: "Command") -> None:
    """Have a command read its options so."""
    for each in command.params:
        if isinstance(each.type, TyperChoice):
            each.type = Words(each.type.choices)
    # An instance's own, as typer makes the commands.
    vars(command)["make_parser"] = partial(strict_parser, command.make_parser)


def strict_parser(make: Any, ctx: "ClickContext") -> Any:
    """The parser that `make` makes, which refuses an option of one value that is given twice."""
    parser = make(ctx)
    parse = parser.parse_args

    def once(args: list[str]) -> Any:
        found = parse(args)
        seen: set[str] = set()
        for each in found[2]:
            if each.name in seen and _single(each):
                name = "/".join((*each.opts, *each.secondary_opts))
                ctx.fail(f"{name} can be given only once.")
            seen.add(each.name)
        return found

    parser.parse_args = once
    return parser


def _single(param: Any) -> bool:
    """Whether a second value would take the place of the first in silence."""
    is_option = param.param_type_name == "option" and not param.multiple and not param.count
    return is_option and (not param.is_flag or bool(param.secondary_opts))
