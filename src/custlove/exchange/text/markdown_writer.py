"""People as pages in Markdown, for Obsidian and any other reader: a file a person, its name the handle."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from custlove.exchange.engine.folders import Folder
from custlove.exchange.engine.selection import Selection, selected
from custlove.exchange.jsonl.writer import Source
from custlove.exchange.text import markup
from custlove.exchange.text.markup import Visible
from custlove.reports.journal_wide.export_rows import PERSON_MORE
from custlove.schema.vocabulary import ENERGY, FELT

ExportLine = dict[str, Any]
Things = Mapping[str, Sequence[ExportLine]]


def write(source: Source, folder: Folder, visible: Visible) -> int:
    """Write the pages; how many."""
    count = 0
    people = source._replace(wanted=source.wanted._replace(since=None)).lines("person")
    for person in list(people):
        with folder.text(f"{person['person']}.md") as stream:
            stream.write(page(things(source, person["id"]), visible))
        count += 1
    return count


def things(source: Source, person_id: int) -> dict[str, list[ExportLine]]:
    """Everything about a person by noun, from the day on that is asked for."""
    found: dict[str, list[ExportLine]] = {}
    for line in selected(source.of_person(person_id), Selection(since=source.wanted.since)):
        found.setdefault(line["kind"], []).append(line)
    return found


def page(of: Things, visible: Visible) -> str:
    """The page of a person."""
    return _Page(of, visible).text()


class _Page:
    """A page on its way: every text in it goes through `_say`."""

    def __init__(self, of: Things, visible: Visible) -> None:
        self._of = of
        self._person = of["person"][0]
        self._visible = visible

    def text(self) -> str:
        """All of it."""
        known = [*map(self._introduction, self._all("introduction")), *map(self._link, self._all("link"))]
        stood = [
            *map(self._move, self._newest("rung_move", "on")),
            *map(self._stay, self._all("rung_stay")),
            *map(self._choice, self._all("circle_choice")),
            *map(self._membership, self._all("membership")),
            *map(self._absence, self._all("absence")),
        ]
        sections: Sequence[tuple[str, Iterable[str]]] = (
            ("Notes", self._notes()),
            ("Facts", map(self._fact, self._newest("fact", "on"))),
            ("Promises", map(self._promise, self._newest("promise", "due_on"))),
            ("Follow-ups", map(self._follow_up, self._newest("follow_up", "due_on"))),
            ("Feedback", [*map(self._feedback, self._newest("feedback", "heard_on")), *self._asks()]),
            ("Mistakes", map(self._mistake, self._newest("mistake", "noticed_on"))),
            ("Days and rituals", [*map(self._day, self._all("day")), *map(self._ritual, self._all("ritual"))]),
            ("Purchases", map(self._purchase, self._newest("purchase", "on"))),
            ("Who knows whom", known),
            ("Ladder", stood),
            ("Timeline", map(self._touchpoint, self._newest("touchpoint", "on"))),
        )
        told = [(title, list(items)) for title, items in sections]
        body = "".join(f"\n## {title}\n\n{''.join(items)}" for title, items in told if items)
        return f"{self._head()}\n# {self._say(self._person['name'])}\n{body}"

    def _head(self) -> str:
        person = self._person
        names = dict.fromkeys(filter(None, (person["name"], person["nickname"])))
        fields = ("organisation", "role", "emails", "phones", "birthday", "met", "channel", "zone", "rung",
                  "rung_since", "circle", "every", "last_touch_on", "fit", "influence", "added_on", "archived_on",
                  "first_due_on", *PERSON_MORE, "uid")  # fmt: skip
        return markup.front_matter(
            (
                ("handle", person["person"]),
                ("aliases", list(names)),
                *((field, person[field]) for field in fields),
                ("tags", list(dict.fromkeys(map(markup.tag, person["tags"])))),
            ),
            self._visible,
        )

    def _membership(self, each: ExportLine) -> str:
        where = self._say(", ".join(filter(None, (each["role"], each["organisation"]))))
        days = [f"{word} {each[word]}" for word in ("since", "until") if each[word]]
        return f"- {where} ({', '.join(days) or 'as well'})\n"

    def _absence(self, each: ExportLine) -> str:
        return f"- {each['archived_on']} · archived, restored {each['restored_on']}\n"

    def _notes(self) -> Iterable[str]:
        notes = self._person["notes"]
        return [f"{self._say(notes)}\n"] if notes else []

    def _fact(self, each: ExportLine) -> str:
        end = ""
        if each["resolved_on"]:
            end = f" (resolved {each['resolved_on']}{self._also(each['resolved_text'])})"
        elif each["superseded_by"]:
            end = " (superseded)"
        return f"- {each['on']} · {each['fact_kind']} · {self._say(each['text'])}{end}\n"

    def _promise(self, each: ExportLine) -> str:
        by = "by me" if each["by"] == "mine" else "by them"
        days = [f"made {each['made_on']}", f"due {each['due_on']}"]
        days += [f"moved {move['on']} from {move['from']} to {move['to']}{self._also(move['why'])}"
                 for move in each["moves"]]  # fmt: skip
        if each["kept_on"]:
            days.append(f"kept {each['kept_on']}{self._also(each['extra'])}")
        if each["released_on"]:
            word = "let go" if each["let_go"] else "released"
            days.append(f"{word} {each['released_on']}{self._also(each['release_why'])}")
        state = each["state"].replace("_", " ")
        return f"{_box(each['kept_on'])} {self._say(each['what'])} · {by} · {state} ({', '.join(days)})\n"

    def _follow_up(self, each: ExportLine) -> str:
        days = [f"made {each['made_on']}", f"due {each['due_on']}"]
        days += [f"put off {snooze['on']} until {snooze['until']}" for snooze in each["snoozes"]]
        days += [f"done {each['done_on']}"] if each["done_on"] else []
        return f"{_box(each['done_on'])} {self._say(each['why']) or 'come back to them'} ({', '.join(days)})\n"

    def _feedback(self, each: ExportLine) -> str:
        score = "" if each["score"] is None else f" · {each['score']} of 10"
        asked = "asked for" if each["asked"] else "not asked for"
        head = f"- {each['heard_on']} · {each['feedback_kind']}{score} · {asked} · {self._say(each['text'])}\n"
        said = [("said back, not agreed", back["on"], back["text"]) for back in each["said_back"]]
        said += [(stage, each[f"{stage}_on"], each[f"{stage}_text"]) for stage in ("confirmed", "acted", "thanked")]
        wanted = f"    - they want: {self._say(each['acted_wanted'])}\n" if each["acted_wanted"] else ""
        return head + wanted + "".join(self._step(*step) for step in said if step[1])

    def _asks(self) -> Iterator[str]:
        for each in self._newest("ask", "on"):
            how = f" · {each['channel']}" if each["channel"] else ""
            answered = "answered" if each["answered_by"] else "not answered"
            yield f"- {each['on']} · asked{how} · {answered} · {self._say(each['text'])}\n"

    def _mistake(self, each: ExportLine) -> str:
        head = f"- {each['noticed_on']} · severity {each['severity']} · {self._say(each['what'])}\n"
        stages = ("owned", "repaired", "followed_up")
        steps = [(stage.replace("_", " "), each[f"{stage}_on"], each[f"{stage}_text"]) for stage in stages]
        return head + "".join(self._step(*step) for step in steps if step[1])

    def _step(self, what: str, on: str, text: str | None) -> str:
        return f"    - {on} · {what}{self._also(text)}\n"

    def _day(self, each: ExportLine) -> str:
        return f"- {each['on']} · {self._say(each['what'])}{' · every year' if each['yearly'] else ''}\n"

    def _ritual(self, each: ExportLine) -> str:
        head = f"- {self._say(each['what'])} · {each['rule']} · from {each['starts_on']} on\n"
        return head + "".join(self._step(event["kind"], event["on"], event["text"]) for event in each["events"])

    def _purchase(self, each: ExportLine) -> str:
        return f"- {each['on']} · {each['amount']} {each['currency']}{self._also(each['what'])}\n"

    def _introduction(self, each: ExportLine) -> str:
        if each["person"] == self._person["person"]:
            words = f"sent by {markup.link(each['by'], each['by_name'], self._visible)}"
        else:
            words = f"sent {markup.link(each['person'], each['name'], self._visible)}"
        return f"- {each['on']} · {words}{self._also(each['text'])}\n"

    def _link(self, each: ExportLine) -> str:
        is_first = each["person"] == self._person["person"]
        other = (each["other"], each["other_name"]) if is_first else (each["person"], each["name"])
        return f"- {markup.link(*other, self._visible)}: {self._say(each['link_kind'])} ({each['on']})\n"

    def _move(self, each: ExportLine) -> str:
        before = f"{each['from']} → " if each["from"] else ""
        anyway = " · anyway" if each["anyway"] else ""
        return f"- {each['on']} · {before}{each['to']}{anyway}{self._also(each['why'])}{self._also(each['against'])}\n"

    def _stay(self, each: ExportLine) -> str:
        suggested = each["rung"] or f"circle {each['circle']}"
        return f"- {each['on']} · stays; {suggested} was suggested: {self._say(each['why'])}\n"

    def _choice(self, each: ExportLine) -> str:
        return f"- {each['on']} · circle: {each['circle'] or 'that of the rung'}\n"

    def _touchpoint(self, each: ExportLine) -> str:
        parts = [
            each["at"][:16].replace("T", " "),
            each["channel"],
            {"in": "from them", "out": "to them"}.get(each["direction"]),
        ]
        parts += [FELT.get(each["felt"]), ENERGY.get(each["energy"]), "wow" if each["wow"] else None]
        parts += [f"{each['minutes']} minutes" if each["minutes"] is not None else None]
        others = [f"[[{handle}]]" for handle in each["people"] if handle != self._person["person"]]
        parts += [f"with {', '.join(others)}" if others else None]
        parts += [" ".join(f"#{markup.tag(tag)}" for tag in each["tags"]) or None]
        return f"- {' · '.join(filter(None, parts))}{self._also(each['text'])}\n"

    def _also(self, words: str | None) -> str:
        return f" · {self._say(words)}" if words else ""

    def _say(self, words: str) -> str:
        return markup.plain(words, self._visible)

    def _all(self, noun: str) -> Sequence[ExportLine]:
        return self._of.get(noun, ())

    def _newest(self, noun: str, day: str) -> list[ExportLine]:
        return sorted(self._all(noun), key=lambda each: (each[day], each["id"]), reverse=True)


def _box(done_on: str | None) -> str:
    return "- [x]" if done_on else "- [ ]"
