"""People go out as cards and as a table, and come back the same, as far as the format has their fields."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from custlove.rules.names import digits, fold
from tests.exchange.test_lossless import NUMBERS, Journal

# What a format can say of a person; cards have no place for the last ones.
# A card has blanks one at a time.
PHONE = st.from_regex(r"\+?[0-9][0-9 /()-]{3,12}[0-9](, ext\. [0-9])?", fullmatch=True).map(
    lambda number: " ".join(number.split())
)
CARD = ("name", "nickname", "organisation", "role", "emails", "phones", "birthday", "zone", "tags", "notes")
TABLE = (*CARD, "met", "channel", "every", "rung", "added_on")
_SIGNS = st.sampled_from("=+-@'\",;:\\|[]#<&* \té👧שß")
line = st.text(_SIGNS | st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
texts = line.filter(lambda text: fold(text) != "")
notes = st.lists(texts, min_size=1, max_size=3).map("\n".join)
maybe = st.none() | texts


def distinct(values: st.SearchStrategy[str], key: Any) -> st.SearchStrategy[list[str]]:
    return st.lists(values, max_size=3, unique_by=key)


person = st.fixed_dictionaries(
    {
        "name": texts,
        "nickname": maybe.map(lambda text: text and text.replace(",", "")),
        "organisation": maybe,
        "role": maybe,
        "met": maybe,
        "notes": st.none() | notes,
        "emails": distinct(st.from_regex(r"[a-z][a-z0-9.+=-]{0,8}@[a-z]{1,8}\.example", fullmatch=True), fold),
        "phones": distinct(PHONE, digits),
        "tags": distinct(texts.filter(lambda text: text[:1] not in "#+*"), fold),
        "birthday": st.sampled_from([None, "1980-02-29", "--02-29", "2004-12-31"]),
        "zone": st.sampled_from([None, "Europe/Berlin"]),
        "channel": st.sampled_from([None, "letter"]),
        "every": st.sampled_from([None, "3 weeks", "none", "quarter"]),
        "rung": st.sampled_from(["prospect", "client"]),
        "added_on": st.sampled_from(["2026-01-05", "2026-11-22"]),
    }
)


def _people(path: Path, fields: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {line["uid"]: {field: line[field] for field in fields} for line in lines if line["kind"] == "person"}


# Not made smaller: each try takes a dozen runs of the program.
@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(person, min_size=1, max_size=4, unique_by=lambda each: fold(str(each["name"]))))
def test_people_come_back_the_same(home: Path, drawn: list[dict[str, Any]]) -> None:
    journal = Journal(home)
    lines = home / f"{next(NUMBERS)}.jsonl"
    told = []
    for number, each in enumerate(drawn):
        uid = f"01a216d7-b7a4-7563-8edd-{number:012}"
        # Told apart, whatever else they share.
        emails = [f"{number}{email}" for email in each["emails"]]
        phones = [f"{phone}{number}" for phone in each["phones"]]
        told.append({**each, "kind": "person", "uid": uid, "emails": emails, "phones": phones})
    lines.write_text("".join(f"{json.dumps(each)}\n" for each in told), encoding="utf-8")
    journal.run("import", "jsonl", str(lines))
    exported = journal.exported()
    for form, fields in (("vcard", CARD), ("vcard3", CARD), ("csv", TABLE)):
        out = home / f"{next(NUMBERS)}"
        other = Journal(home)
        if form == "csv":
            journal.run("export", "csv", str(out))
            other.run("import", "csv", str(out / "people.csv"))
        else:
            journal.run("export", "vcard", str(out), "--version", "3.0" if form == "vcard3" else "4.0")
            other.run("import", "vcard", str(out))
        assert _people(other.exported(), fields) == _people(exported, fields), form
