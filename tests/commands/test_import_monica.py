"""The JSON export of Monica 4.x, in the shape in which its versions write it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

Rows = Callable[[], dict[str, list[tuple[Any, ...]]]]
WRITTEN = "2026-05-03T08:15:00Z"


def each(uuid: str, **properties: Any) -> dict[str, Any]:
    return {"uuid": uuid, "created_at": WRITTEN, "updated_at": WRITTEN, "properties": properties}


def several(kind: str, *values: Any) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def contact(uuid: str, first: str, last: str | None, *data: Any, **properties: Any) -> dict[str, Any]:
    usual = {"avatar": {"avatar_source": "default"}, "is_partial": False, "is_active": True, "is_dead": False}
    return {**each(uuid, first_name=first, last_name=last, **{**usual, **properties}), "data": list(data)}


def date(day: str, **how: bool) -> dict[str, Any]:
    known = {"is_age_based": False, "is_year_unknown": False, **how}
    return {"uuid": f"d-{day}", **known, "date": f"{day}T00:00:00.000000Z"}


def reminder(uuid: str, title: str, day: str, often: str, number: int = 1, *, delible: bool = True) -> dict[str, Any]:
    rhythm = {"frequency_type": often, "frequency_number": number, "delible": delible, "inactive": False}
    return each(uuid, title=title, initial_date=day, **rhythm)


KITTY = contact(
    "kitty", "Kitty", "Shcherbatskaya",
    several("call", each("k1", called_at="2026-06-01T00:00:00.000000Z", content="the rink", contact_called=True)),
    several(
        "contact_field",
        each("f1", data="kitty@ice.example", type="t-mail"),
        each("f2", data="+49 30 1234567", type="t-phone"),
        each("f3", data="@kit", type="t-other"),
    ),
    several("note", each("n1", body="Wants a bigger rink", is_favorite=False)),
    several(
        "reminder",
        reminder("r1", "Their launch", "2022-10-05", "year"),
        reminder("r2", "Wish Kitty a happy birthday", "1990-03-14", "year", delible=False),
        reminder("r3", "Call", "2022-10-05", "week", 2),
        reminder("r4", "The opening", "2026-12-05", "one_time"),
    ),
    several(
        "task",
        each("t1", title="Send the plans", completed=False),
        each("t2", title="Thank her", description="a card", completed=True, completed_at="2026-05-10T09:00:00Z"),
    ),
    several("address", each("a1", name="home", street="Main 1", city="Moscow")),
    several("pet", each("p1", name="Laska", category="dog")),
    several("activity", "x1", "x2"),
    nickname="Kit", job="Skater", company="Ice & Co", description="Skates.", food_preferences="no mushrooms",
    stay_in_touch_frequency=21, tags=["moscow", "client"], birthdate=date("1990-03-14", is_year_unknown=True),
    first_met_date=date("2026-06-01"), first_met_through="levin",
)  # fmt: skip
LEVIN = contact(
    "levin", "Konstantin", "Levin", several("activity", "x1"), birthdate=date("1985-01-01", is_age_based=True)
)
MITYA = contact("mitya", "Mitya", None, is_partial=True, birthdate=date("2020-02-02"))
NIKOLAI = contact("nikolai", "Nikolai", "Levin", is_dead=True, deceased_date=date("2026-07-07"))
RELATIONSHIPS = (
    each("q1", type="spouse", contact_is="levin", of_contact="kitty"),
    each("q2", type="spouse", contact_is="kitty", of_contact="levin"),
    each("q3", type="child", contact_is="mitya", of_contact="kitty"),
    each("q4", type="parent", contact_is="kitty", of_contact="mitya"),
    each("q5", type="uncle", contact_is="nikolai", of_contact="levin"),
    each("q6", type="nephew", contact_is="levin", of_contact="nikolai"),
)
ACTIVITIES = (
    each("x1", summary="Dinner", description="All of us", happened_at="2026-08-01T00:00:00.000000Z", type="ty"),
    each("x2", summary="Skating", happened_at="2026-09-01"),
    each("x3", summary="Nobody came", happened_at="2026-09-02"),
)
TYPES = (
    each("t-mail", name="Email", protocol="mailto:", type="email"),
    each("t-phone", name="Phone", protocol="tel:", type="phone"),
    each("t-other", name="Twitter"),
)


def export(*contacts: dict[str, Any], indent: int | None = 4) -> str:
    data = [
        several("user", each("user", me_contact="me")),
        several("contact", *(contacts or (KITTY, LEVIN, MITYA, NIKOLAI))),
        several("relationship", *RELATIONSHIPS),
        several("photo", each("ph", dataUrl=f"data:image/png;base64,{'A' * 1_200_000}")),
        several("activity", *ACTIVITIES),
    ]
    account = {
        "uuid": "account",
        "data": data,
        "properties": {"modules": []},
        "instance": {"contact_field_types": TYPES},
    }
    whole = {"version": "1.0-preview.1", "app_version": "4.0.0", "export_date": WRITTEN, "account": account}
    return json.dumps(whole, indent=indent, ensure_ascii=False)


def test_an_account_comes_in_once_and_can_be_taken_back(anna: Program, rows: Rows, tmp_path: Path) -> None:
    path, before = tmp_path / "monica.json", rows()
    path.write_text(export(), encoding="utf-8")
    said = anna("import", "monica", path)
    assert said.out == (
        "Imported: 3 people, 4 facts, 3 touchpoints, 2 days, 2 follow-ups, 2 links and 1 introduction new."
        " 2 reminders, 1 person and 1 touchpoint skipped. To take it back: custlove undo 2\n"
    )
    assert f"{path}, contact 1: Call (Kitty Shcherbatskaya) was skipped: it comes every 2 weeks" in said.err
    assert f"{path}, contact 3: Mitya was skipped: known only as a relation of somebody." in said.err
    path.write_text(export(indent=None), encoding="utf-8")
    assert anna("import", "monica", path, "--due", "2026-12-24").out.startswith("Nothing new. 3 people, 4 facts")
    anna("undo")
    assert rows() == before


def test_what_a_contact_says(anna: Program) -> None:
    anna("import", "monica", "-", stdin=export())
    kitty = anna("show", "kitty-shcherbatskaya", "--json").json
    wanted = (
        "nickname",
        "organisation",
        "role",
        "emails",
        "phones",
        "birthday",
        "every_days",
        "tags",
        "added_on",
        "notes",
    )
    assert [kitty["person"][name] for name in wanted] == [
        "Kit", "Ice & Co", "Skater", ["kitty@ice.example"], ["+49 30 1234567"], "--03-14", 21, ["moscow", "client"],
        "2026-05-03", "Skates.\nTwitter: @kit\nAddress (home): Main 1, Moscow",
    ]  # fmt: skip
    lines = [(line["on"], line["kind"], line["text"]) for line in kitty["timeline"]]
    assert lines == [
        ("2026-09-01", "touchpoint", "Skating"),
        ("2026-08-01", "touchpoint", "Dinner\nAll of us"),
        ("2026-06-01", "introduction", "sent by Konstantin Levin"),
        ("2026-06-01", "touchpoint", "the rink"),
        ("2026-05-10", "follow_up_done", "Thank her\na card"),
        ("2026-05-03", "link", "knows Konstantin Levin (spouse)"),
        ("2026-05-03", "fact", "life: has a pet: dog Laska"),
        ("2026-05-03", "fact", "life: Wants a bigger rink"),
        ("2026-05-03", "fact", "preference: no mushrooms"),
        ("2026-05-03", "fact", "life: child: Mitya, born 2020-02-02"),
        ("2026-05-03", "follow_up", "Thank her\na card (due 2026-05-10)"),
        ("2026-05-03", "follow_up", "Send the plans (due 2026-11-22)"),
        ("2026-05-03", "rung_move", "placed on prospect"),
    ]
    days = anna("day", "list", "--ahead", "1y", "--json").json
    assert [(day["what"], day["on"], day["yearly"], day["since"]) for day in days if day["what"] != "birthday"] == [
        ("The opening", "2026-12-05", False, "2026-12-05"),
        ("Their launch", "2027-10-05", True, "2022-10-05"),
    ]
    call = anna("touchpoint", "list", "--channel", "call", "--json").json[0]
    assert (call["direction"], call["people"]) == ("in", ["kitty-shcherbatskaya"])
    levin = anna("show", "konstantin-levin", "--json").json["person"]
    assert (levin["notes"], levin["birthday"]) == ("Born about 1985", None)
    assert anna("show", "nikolai", "--json").json["person"]["archived"] is True
    assert sorted(link["kind"] for link in anna("link", "list", "--json").json) == ["spouse", "uncle and nephew"]


def test_notes_can_be_touchpoints(anna: Program) -> None:
    anna("import", "monica", "-", "--notes", "touchpoints", stdin=export())
    told = [(line["on"], line["channel"], line["text"]) for line in anna("touchpoint", "list", "--json").json]
    assert told[-1] == ("2026-05-03", "other", "Wants a bigger rink")


def test_people_who_are_there_are_known_and_a_partial_contact_of_full_name_is_linked(anna: Program) -> None:
    anna("person", "add", "Kitty Shcherbatskaya", "--as", "kitty", "--email", "kitty@ice.example")
    anna("person", "add", "Mitya Levin", "--as", "mitya")
    tall = {**MITYA, "properties": {**MITYA["properties"], "last_name": "Levin"}}
    said = anna("import", "monica", "-", stdin=export(KITTY, LEVIN, tall))
    assert "2 links" in said.out
    assert "1 person merged" in said.out
    kinds = [link["kind"] for link in anna("link", "list", "--json").json]
    assert "child" in kinds


def test_what_changed_in_monica_is_brought_up_to_date(anna: Program) -> None:
    anna("import", "monica", "-", stdin=export())
    text = (
        export()
        .replace("Wants a bigger rink", "Has a bigger rink")
        .replace('"completed": false', '"completed": true,\n"completed_at": "2026-06-02T10:00:00Z"')
    )
    said = anna("import", "monica", "-", stdin=text)
    assert said.out.startswith("Imported: 1 fact and 1 follow-up changed.")
    assert anna("followup", "list", "--json").json == []
    assert anna("import", "monica", "-", stdin=text).out.startswith("Nothing new.")


def test_the_plural_names_of_earlier_versions(anna: Program) -> None:
    calls = [{"created_at": WRITTEN, "properties": {"called_at": "2026-06-01 00:00:00", "content": "hello"}}]
    old = {
        "uuid": "kitty",
        "created_at": WRITTEN,
        "properties": {
            "first_name": "Kitty",
            "last_name": "Levin",
            "tags": "moscow,client",
            "calls": {"count": 1, "values": calls},
            "contact_fields": {"count": 1, "values": [{"properties": {"data": "k@ice.example", "type": "t-mail"}}]},
            "activities": {"count": 1, "values": ["x2"]},
        },
    }
    account = {
        "uuid": "account",
        "contacts": {"count": 1, "values": [old]},
        "activities": {"count": 1, "values": [ACTIVITIES[1]]},
        "activityTypes": {"count": 0, "values": []},
    }
    text = json.dumps({"account": account})
    said = anna("import", "monica", "-", stdin=text)
    assert said.out.startswith("Imported: 1 person and 2 touchpoints new.")
    kitty = anna("show", "kitty-levin", "--json").json["person"]
    assert (kitty["emails"], kitty["tags"], kitty["last_touch_on"]) == (
        ["k@ice.example"],
        ["moscow", "client"],
        "2026-09-01",
    )
    assert anna("import", "monica", "-", stdin=text).out.startswith("Nothing new. 1 person and 2 touchpoints")


def test_what_cannot_be_read_is_kept_and_can_be_mended(anna: Program, tmp_path: Path) -> None:
    path = tmp_path / "monica.json"
    nobody = contact("nobody", "", None)
    wrong = {**LEVIN, "data": [several("call", each("k9", called_at="soon"), each("k8", called_at="2026-06-03"))]}
    path.write_text(export(nobody, wrong), encoding="utf-8")
    said = anna("import", "monica", path, "--rejects")
    assert "contact 1: it names nobody" in said.err
    assert 'contact 2: call of Konstantin Levin: "soon" is not a day or a moment' in said.err
    assert said.out.startswith("Imported: 1 person and 1 touchpoint new.")
    kept = tmp_path / "monica.rejects.json"
    mended = kept.read_text(encoding="utf-8").replace("soon", "2026-06-04")
    kept.write_text(mended.replace('"first_name": ""', '"first_name": "Nikolai"'), encoding="utf-8")
    again = anna("import", "monica", kept)
    assert again.out.startswith("Imported: 1 person and 1 touchpoint new. 1 person unchanged")


@pytest.mark.parametrize("text", ["BEGIN:VCARD\n", '{"data": {"vaults": []}}', "[]"])
def test_something_else_is_said(anna: Program, text: str) -> None:
    assert "Monica" in anna("import", "monica", "-", stdin=text, code=65).err


def test_you_are_nobody_to_be_in_touch_with(anna: Program) -> None:
    said = anna("import", "monica", "-", stdin=export(contact("me", "Stiva", "Oblonsky"), NIKOLAI))
    assert "contact 1: Stiva Oblonsky was skipped: it is you yourself." in said.err
    assert "1 person and" in said.out or "1 person new" in said.out


def test_a_damaged_file_is_refused_with_the_place(anna: Program, journal: Path) -> None:
    before, text = journal.read_bytes(), export()
    said = anna("import", "monica", "-", stdin=text[: text.index('"nikolai"')], code=65)
    line = text[: text.index('"nikolai"')].count("\n") + 1
    assert said.err.startswith(f"custlove: standard input is not valid JSON: expecting value in line {line}, column ")
    assert (said.out, journal.read_bytes()) == ("", before)
