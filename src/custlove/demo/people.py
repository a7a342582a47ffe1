"""The people of the sample. Addresses end in .example, telephone numbers are those set aside for stories."""

from collections.abc import Iterator
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step, Told
from custlove.schema.vocabulary import Channel, Rung
from custlove.services import archiving, people


class Somebody(NamedTuple):
    """A person's card; `birthday_in` is a birthday that is always near: in so many days, turning so many years."""

    handle: str
    name: str
    ago: int
    rung: Rung
    nickname: str | None = None
    organisation: str | None = None
    role: str | None = None
    birthday: str | None = None
    birthday_in: tuple[int, int] | None = None
    met: str | None = None
    zone: str | None = None
    channel: Channel | None = None
    every: str | None = None
    notes: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    archived: int | None = None
    fit: int | None = None
    influence: int | None = None


PEOPLE = (
    Somebody(
        "amara", "Amara Okafor", 362, "client", fit=5, influence=5,
        nickname="Ama", organisation="Okafor Textiles", role="founder", birthday="1981-06-09",
        met="At the market hall, over a queue that did not move", zone="Europe/London", channel="call", every="1m",
        emails=("amara@okafor-textiles.example",), phones=("+44 7700 900317",), tags=("retail", "first-hour"),
        notes="Two daughters, the elder plays the cello.\nThinks aloud; let her finish.",
    ),
    Somebody(
        "tomas", "Tomáš Dvořák", 355, "customer", fit=5, influence=3,
        organisation="Dvořák & syn", role="owner", birthday="1963-09-03", met="Amara sent him",
        channel="in-person", every="21d", emails=("tomas@dvorak-syn.example",), tags=("craft",),
        notes="Hands the workshop over to his son, step by step. Never before ten.",
    ),
    Somebody(
        "ewan", "Ewan MacLeod", 350, "client", fit=4, influence=2,
        organisation="Loch Dubh Distillery", role="managing director", channel="letter",
        emails=("ewan@lochdubh.example",), notes="Sold the distillery and sails now.", archived=118,
    ),
    Somebody(
        "minh", "Nguyễn Thị Minh", 341, "customer", fit=4, influence=3,
        organisation="Lotus Cold Storage", role="head of operations", birthday="1988-02-17",
        met="Trade fair, both hiding from the same speech", channel="video", every="14d",
        emails=("minh@lotus-cold.example", "ops@lotus-cold.example"), phones=("+44 7700 900742",), tags=("logistics",),
    ),
    Somebody(
        "lupe", "Guadalupe Hernández", 330, "prospect", fit=5, influence=5,
        nickname="Lupe", organisation="Taller Norte", role="potter, head of the guild", birthday="1975-12-12",
        met="Amara's shop opening", channel="in-person", every="1m",
        emails=("lupe@tallernorte.example",), tags=("craft", "speaks-at-events"),
    ),
    Somebody(
        "layla", "ليلى حداد", 318, "client", fit=5, influence=3,
        nickname="Layla", organisation="Haddad Translations", role="owner", channel="email",
        emails=("layla@haddad.example",), tags=("languages",), notes="Writes better than she lets on.",
    ),
    Somebody(
        "yuki", "佐藤 由紀", 300, "client", fit=3, influence=4,
        nickname="Yuki", organisation="Studio Kaze", role="creative director", birthday="--04-23", zone="Asia/Tokyo",
        channel="chat", emails=("yuki@studio-kaze.example",), tags=("design",),
    ),
    Somebody(
        "viktor", "Viktor Brandt", 290, "customer", fit=1, influence=2,
        organisation="Brandt Immobilien", role="partner", channel="email", emails=("brandt@brandt-immo.example",),
    ),
    Somebody(
        "oksana", "Oksana Kovalenko", 282, "customer", fit=5, influence=4,
        organisation="Harbour Food Bank", role="coordinator", birthday_in=(3, 44), channel="call",
        phones=("+44 7700 900158",), tags=("half-rate",), met="A neighbour of Tomáš",
    ),
    Somebody(
        "rohan", "Rohan Mehta", 260, "client", fit=3, influence=2,
        organisation="Mehta Dental", role="practice manager", birthday="1990-08-02", channel="call", every="28d",
        emails=("rohan@mehta-dental.example",), phones=("+44 7700 900664",), tags=("health",),
    ),
    Somebody(
        "soren", "Søren Kjærgaard", 240, "prospect", fit=3, influence=2,
        organisation="Kjærgaard Bryghus", role="brewer", zone="Europe/Copenhagen", channel="email",
        emails=("soren@kjaergaard.example",), tags=("hospitality",),
    ),
    Somebody(
        "ondrej", "Ondřej Dvořák", 150, "prospect", fit=4, influence=1,
        organisation="Dvořák & syn", role="joiner, taking over", channel="chat", tags=("craft",),
    ),
    Somebody(
        "greta", "Greta Lindqvist", 112, "prospect", fit=3, influence=4,
        organisation="Stadsbiblioteket", role="head librarian", channel="email", emails=("greta@bibliotek.example",),
        met="She came up after Lupe's talk",
    ),
    Somebody(
        "ines", "Inês Carvalho", 61, "prospect", fit=4, influence=2,
        organisation="Casa das Letras", role="owner of two bookshops", birthday="--10-05", met="Lupe sent her",
        channel="in-person", emails=("ines@casadasletras.example",), tags=("retail",),
    ),
)  # fmt: skip


def add(told: Told, calendar: Calendar) -> None:
    """Everybody, each on the day on which they were met."""
    for each in PEOPLE:
        details = people.Details(each.emails, each.phones, each.tags)
        fields = _fields(each, calendar)
        asked = people.AddPerson(each.name, calendar.day(each.ago), each.handle, each.rung, fields, details)
        told.remember(each.handle, people.write(told.change, asked))


def steps(calendar: Calendar) -> Iterator[Step]:
    """Who is put away, as steps."""
    yield from (_archived(each.handle, each.archived, calendar) for each in PEOPLE if each.archived is not None)


def _fields(each: Somebody, calendar: Calendar) -> people.PersonFields:
    return {
        "nickname": each.nickname,
        "organisation": each.organisation,
        "role": each.role,
        "met": each.met,
        "zone": each.zone,
        "channel": each.channel,
        "every": each.every,
        "notes": each.notes,
        "fit": each.fit,
        "influence": each.influence,
        "birthday": _birthday(each, calendar),
    }


def _birthday(each: Somebody, calendar: Calendar) -> str | None:
    if each.birthday_in is None:
        return each.birthday
    in_days, turns = each.birthday_in
    day = calendar.ahead(in_days)
    return f"{day.year - turns}-{day:%m-%d}"


def _archived(handle: str, ago: int, calendar: Calendar) -> Step:
    asked = archiving.ArchivePerson(handle, calendar.day(ago))
    return Step(ago, lambda told: archiving.archive(told.change, asked))
