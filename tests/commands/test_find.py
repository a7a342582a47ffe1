"""Searching everything: plain words, newest first."""

import json
from pathlib import Path

import pytest

from tests.conftest import Program, written_once

PEOPLE = ("anna", "zoe")

# What FTS5 takes for an operator or a fault, and whether `the plan and the draft` holds it as plain words.
OPERATORS = {
    "AND": True,
    "the AND draft": True,
    "OR": False,
    "plan OR draft": False,
    "NOT": False,
    "NEAR": False,
    "NEAR(plan, 2)": False,
    "NEAR(plan)": False,
    "pla*": True,
    "*plan": True,
    "-plan": True,
    "^plan": True,
    '"plan': True,
    '"plan the"': False,
    '"the plan"': True,
    '"the pla"': False,
    '"the plan" "draft"': True,
    "(plan)": True,
    "plan:": True,
    "body:plan": False,
    "{plan}": True,
    "+plan": True,
    "plan'": True,
    "' OR 1=1 --": False,
    "plan;": True,
    "plan\\": True,
    "plan\tdraft": True,
    "plan\ndraft": True,
    "the,plan": True,
    "plan,the": False,
}


@pytest.fixture
@written_once
def written(anna: Program) -> Program:
    """Something of every kind; what was written last is the oldest."""
    anna(
        "person", "add", "Zoë Ångström", "--as", "zoe", "--nickname", "Zozo", "--org", "Café Noir", "--role", "baker",
        "--met", "at the harbour", "--notes", "sails a dinghy", "--on", "2026-01-01",
    )  # fmt: skip
    anna("ladder", "move", "anna", "client", "--why", "needle in a move", "--on", "2026-11-01")
    anna("followup", "add", "anna", "2026-12-01", "needle in a follow-up", "--on", "2026-10-01")
    anna("promise", "add", "zoe", "needle in a promise", "--by", "2026-12-01", "--on", "2026-09-20")
    anna("feedback", "ask", "anna", "needle in an ask", "--on", "2026-09-10")
    anna("feedback", "hear", "zoe", "needle in a word of praise", "--kind", "praise", "--on", "2026-09-05")
    anna("log", "anna,zoe", "Needle in a touchpoint", "--on", "2026-09-01")
    return anna


@pytest.fixture
@written_once
def known(anna: Program) -> Program:
    """Something of every kind that came later; what was written last is the oldest."""
    anna("person", "add", "Zoë Ångström", "--as", "zoe", "--on", "2026-01-01")
    anna("fact", "add", "zoe", "need", "thread in a need", "--on", "2026-08-09")
    anna("mistake", "add", "anna", "thread in a mistake", "--on", "2026-08-08")
    anna("day", "add", "zoe", "thread in a day", "03-14", "--on", "2026-08-07")
    anna("ritual", "add", "anna", "thread in a ritual", "--every", "4 weeks", "--from", "2027-01-01")
    anna("purchase", "add", "zoe", "12", "EUR", "thread in a purchase", "--on", "2026-08-05")
    anna("introduction", "add", "zoe", "anna", "thread in an introduction", "--on", "2026-08-04")
    intention = {"text": "thread in an intention", "outcome": "done", "settled_on": "2026-08-10", "note": "a bobbin"}
    review = {"kind": "review", "on": "2026-08-03", "since": "2026-07-20", "intentions": [intention]}
    anna("import", "jsonl", "-", stdin=json.dumps(review))
    return anna


def test_what_is_known_is_found(known: Program) -> None:
    found = known("find", "thread", "--json").json
    assert [(each["on"], each["kind"], each["person"], each["text"]) for each in found] == [
        ("2026-11-22", "ritual", "anna", "thread in a ritual"),
        ("2026-08-09", "fact", "zoe", "thread in a need"),
        ("2026-08-08", "mistake", "anna", "thread in a mistake"),
        ("2026-08-07", "day", "zoe", "thread in a day"),
        ("2026-08-05", "purchase", "zoe", "thread in a purchase"),
        ("2026-08-04", "introduction", "anna", "thread in an introduction"),
        ("2026-08-03", "intention", None, "thread in an intention · a bobbin"),
    ]
    assert found[-1]["name"] is None
    assert known("find", "thread", "intention").out.splitlines()[1:] == [
        "2026-08-03\t\t\tintention\tthread in an intention · a bobbin\t1\t«thread» in an «intention» · a bobbin\tn1"
    ]


def test_what_is_known_is_found_of_whom_it_is_about(known: Program) -> None:
    kinds = {who: [each["kind"] for each in known("find", "thread", "--who", who, "--json").json] for who in PEOPLE}
    # Who sent somebody is in it as well as who was sent.
    assert kinds == {
        "anna": ["ritual", "mistake", "introduction"],
        "zoe": ["fact", "day", "purchase", "introduction"],
    }


def test_a_note_that_came_later_is_found_later(known: Program) -> None:
    before = known("--today", "2026-08-09", "find", "thread", "intention", "--json").json
    assert [each["text"] for each in before] == ["thread in an intention"]
    assert known("--today", "2026-08-09", "find", "bobbin", "--json").json == []


def texts(custlove: Program, *arguments: str) -> list[str]:
    return [each["text"] for each in custlove("find", "--json", *arguments).json]


def test_everything_newest_first_whenever_it_was_written(written: Program) -> None:
    found = written("find", "needle", "--json").json
    assert [(each["on"], each["kind"], each["id"], each["person"], each["text"]) for each in found] == [
        ("2026-11-01", "rung_move", 3, "anna", "needle in a move"),
        ("2026-10-01", "follow_up", 1, "anna", "needle in a follow-up"),
        ("2026-09-20", "promise", 1, "zoe", "needle in a promise"),
        ("2026-09-10", "ask", 1, "anna", "needle in an ask"),
        ("2026-09-05", "feedback", 1, "zoe", "needle in a word of praise"),
        ("2026-09-01", "touchpoint", 1, "anna,zoe", "Needle in a touchpoint"),
    ]
    assert [each["name"] for each in found[-2:]] == ["Zoë Ångström", "Anna Karenina, Zoë Ångström"]


@pytest.mark.parametrize(
    "word", ["zoë", "ZOE", "ängström", "angstr", "zozo", "CAFE", "baker", "harbour", "dinghy", "café noir"]
)
def test_people_by_all_their_words(written: Program, word: str) -> None:
    assert texts(written, word) == ["Zoë Ångström · Zozo · Café Noir · baker · at the harbour · sails a dinghy"]


def test_people_have_no_number(written: Program) -> None:
    assert written("find", "dinghy").out.splitlines()[1] == (
        "2026-01-01\tzoe\tZoë Ångström\tperson"
        "\tZoë Ångström · Zozo · Café Noir · baker · at the harbour · sails a dinghy\t"
        "\t… the harbour · sails a «dinghy»\t"
    )


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("needle", "promise"), 1),
        (("promise needle",), 1),
        (("needle", "nothing"), 0),
        (("need",), 6),
        (("eedle",), 0),
        (("follow-up",), 1),
        (("needle", "--who", "zoe"), 3),
        (("needle", "--who", "anna"), 4),
        (("needle", "--since", "2026-09-20"), 3),
        (("needle", "--since", "90d"), 6),
        (("needle", "--since", "2026-11-02"), 0),
        (("needle", "--limit", "2"), 2),
        (("needle", "--who", "zoe", "--limit", "1"), 1),
    ],
)
def test_words_people_periods_and_limits(written: Program, arguments: tuple[str, ...], count: int) -> None:
    assert len(texts(written, *arguments)) == count


@pytest.mark.parametrize(("typed", "held"), OPERATORS.items())
def test_nothing_is_an_operator(anna: Program, typed: str, held: bool) -> None:
    anna("log", "anna", "the plan and the draft")
    assert bool(texts(anna, "--", typed)) is held


@pytest.mark.parametrize("typed", ["!", "...", "🎉", "—", "  ", "", '* - "'])
def test_what_has_no_letters_is_said_kindly(anna: Program, typed: str) -> None:
    said = anna("find", "--", typed)
    assert said.out == "on\tperson\tname\tkind\ttext\tid\tfound\tref\n"
    assert said.err == "Only letters and digits can be searched for.\n"
    assert anna("find", "--json", "--", typed).json == []
    assert anna("find", tty=True, code=2).out == ""


def test_punctuation_beside_words_is_left_out(written: Program) -> None:
    assert len(texts(written, "needle", "🎉", "--", "-")) == 6


def test_nothing_found(anna: Program) -> None:
    assert anna("find", "nothing", tty=True).out == "Nothing found.\n"
    assert anna("find", "nothing").out == "on\tperson\tname\tkind\ttext\tid\tfound\tref\n"


def test_the_newest_hundred_and_a_word_that_there_are_more(anna: Program) -> None:
    for count in range(4):
        anna("log", "anna", f"needle {count}")
    said = anna("find", "needle", "--limit", "3", "--json")
    assert [each["text"] for each in said.json] == ["needle 3", "needle 2", "needle 1"]
    assert said.err == "These are the newest 3; for more: --limit 30\n"
    assert anna("find", "needle", "--limit", "4").err == ""


def test_the_index_follows_corrections_removals_and_undo(anna: Program) -> None:
    anna("log", "anna", "the first wording", "--on", "2026-10-01")
    anna("touchpoint", "edit", "1", "--text", "the second wording", "--on", "2026-11-01")
    assert (texts(anna, "first"), texts(anna, "second")) == ([], ["the second wording"])
    assert anna("find", "second", "--json").json[0]["on"] == "2026-11-01"
    anna("touchpoint", "remove", "1")
    assert texts(anna, "wording") == []
    anna("undo")
    assert texts(anna, "wording") == ["the second wording"]
    anna("undo")
    assert (texts(anna, "first"), texts(anna, "second")) == (["the first wording"], [])
    anna("undo", "6")
    assert (texts(anna, "first"), texts(anna, "second")) == ([], ["the second wording"])


def test_the_index_follows_other_nouns_too(written: Program) -> None:
    written("person", "rename", "zoe", "Zoe Quartz")
    assert written("find", "quartz", "--json").json[0]["name"] == "Zoe Quartz"
    # By the name that she had.
    former = written("find", "angstrom", "--json").json
    assert [(each["name"], each["snippet"]) for each in former] == [
        ("Zoe Quartz", "Zoë Ångström · Zoe Quartz · Zozo · Café Noir · baker · at the harbour · sails a dinghy")
    ]
    assert former[0]["marks"] == [[4, 12]]
    written("person", "merge", "anna", "zoe")
    assert {each["person"] for each in written("find", "needle", "--json").json} == {"anna"}
    written("promise", "edit", "1", "--text", "haystack")
    assert (len(texts(written, "needle")), len(texts(written, "haystack"))) == (5, 1)


def test_as_of_a_day_only_what_was_said_by_then(anna: Program) -> None:
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-10", "--on", "2026-11-01")
    anna("promise", "keep", "1", "--on", "2026-11-08", "--extra", "with a drawing")
    anna("promise", "add", "anna", "the figures", "--by", "2026-11-10", "--on", "2026-11-01")
    anna("promise", "release", "2", "--on", "2026-11-08", "--why", "a drawing will do")
    anna("feedback", "hear", "anna", "too late", "--kind", "criticism", "--on", "2026-11-02")
    anna("feedback", "confirm", "1", "no drawing", "--on", "2026-11-06")
    anna("feedback", "act", "1", "a drawing, then", "--on", "2026-11-07")
    for day, found in (
        ("2026-10-31", []),
        ("2026-11-05", []),
        ("2026-11-06", ["too late · no drawing"]),
        ("2026-11-07", ["too late · no drawing · a drawing, then"]),
        (
            "2026-11-08",
            [
                "too late · no drawing · a drawing, then",
                "the figures · a drawing will do",
                "the offer · with a drawing",
            ],
        ),
    ):
        asked = anna("--today", day, "find", "drawing", "--json").json
        assert [each["text"] for each in asked] == found
    then = anna("--today", "2026-11-05", "find", "the", "--json").json
    assert [each["text"] for each in then] == ["the figures", "the offer"]
    assert [each["text"] for each in anna("--today", "2026-11-05", "find", "offer the", "--json").json] == ["the offer"]


@pytest.fixture
@written_once
def told(anna: Program) -> Program:
    """A word said back wrongly, a promise moved and a ritual skipped, each of them twice, with what was said of it."""
    anna("feedback", "hear", "anna", "too late", "--kind", "criticism", "--on", "2026-11-02")
    anna("feedback", "confirm", "1", "a bobbin?", "--not-agreed", "--on", "2026-11-03")
    anna("feedback", "confirm", "1", "a thimble?", "--not-agreed", "--on", "2026-11-04")
    anna("promise", "add", "anna", "the offer", "--by", "2026-11-10", "--on", "2026-11-01")
    anna("promise", "move", "1", "--to", "2026-11-20", "--why", "no bobbin", "--on", "2026-11-05")
    anna("promise", "move", "1", "--to", "2026-12-20", "--why", "no thimble", "--on", "2026-11-06")
    anna("promise", "move", "1", "--to", "2026-12-21", "--on", "2026-11-07")
    ritual = {"kind": "ritual", "person": "anna", "what": "the call", "rule": "FREQ=WEEKLY"}
    ritual |= {"starts_on": "2026-11-01", "added_on": "2026-11-01"}
    anna("import", "jsonl", "-", stdin=json.dumps(ritual))
    anna("ritual", "skip", "1", "--why", "lost a bobbin", "--on", "2026-11-08")
    anna("ritual", "skip", "1", "--why", "lost a thimble", "--on", "2026-11-15")
    return anna


def test_what_was_told_of_it_besides_is_found_under_it(told: Program) -> None:
    found = told("find", "bobbin", "--json").json
    assert sorted((each["kind"], each["id"], each["person"], each["text"]) for each in found) == [
        ("feedback", 1, "anna", "too late · a bobbin? · a thimble?"),
        ("promise", 1, "anna", "the offer · no bobbin · no thimble"),
        ("ritual", 1, "anna", "the call · lost a bobbin · lost a thimble"),
    ]
    assert len(texts(told, "thimble", "bobbin", "--who", "anna")) == 3


def test_what_was_told_of_it_besides_is_found_from_its_day_on(told: Program) -> None:
    for day, bobbin, thimble in (
        ("2026-11-02", [], []),
        ("2026-11-03", ["too late · a bobbin?"], []),
        (
            "2026-11-06",
            ["too late · a bobbin? · a thimble?", "the offer · no bobbin · no thimble"],
            ["too late · a bobbin? · a thimble?", "the offer · no bobbin · no thimble"],
        ),
    ):
        assert [each["text"] for each in told("--today", day, "find", "bobbin", "--json").json] == bobbin
        assert [each["text"] for each in told("--today", day, "find", "thimble", "--json").json] == thimble
    # What was there before is found as before.
    assert [each["text"] for each in told("--today", "2026-11-04", "find", "offer", "--json").json] == ["the offer"]


def test_what_was_told_of_it_besides_goes_and_comes_by_undo(told: Program) -> None:
    told("undo")
    assert (len(texts(told, "bobbin")), len(texts(told, "thimble"))) == (3, 2)
    told("ritual", "remove", "1")
    assert len(texts(told, "bobbin")) == 2
    told("undo")
    assert len(texts(told, "bobbin")) == 3


def test_what_was_told_of_it_besides_is_found_in_another_journal(told: Program, tmp_path: Path) -> None:
    lines = told("export", "jsonl").out
    other = str(tmp_path / "other.db")
    told("init", other)
    told("--journal", other, "import", "jsonl", "-", stdin=lines)
    asked = told("--journal", other, "find", "thimble", "--json").json
    assert asked == told("find", "thimble", "--json").json
    assert len(asked) == 3


@pytest.fixture
@written_once
def reached(anna: Program) -> Program:
    """Somebody with addresses, numbers, tags and a sister, and a touchpoint with a tag."""
    anna(
        "person", "add", "Zoë O’Neill", "--as", "zoe", "--email", "zoe@acme.example", "--phone", "+49 (0)30 / 123-456",
        "--tag", "vip", "--on", "2026-01-01",
    )  # fmt: skip
    anna("link", "add", "zoe", "anna", "sister", "--on", "2026-01-02")
    anna("log", "zoe", "Coffee", "--tag", "harbour", "--on", "2026-01-03")
    return anna


@pytest.mark.parametrize(
    ("typed", "kind", "shown"),
    [
        ("vip", "person", "#«vip» · Zoë O’Neill"),
        ("#vip", "person", "#«vip» · Zoë O’Neill"),
        ("acme", "person", "zoe@«acme».example · Zoë O’Neill"),
        ("zoe@acme.example", "person", "«zoe@acme.example» · Zoë O’Neill"),
        ("030123456", "person", "«+49 (0)30 / 123-456» · Zoë O’Neill"),
        ("0049 30 123456", "person", "«+49 (0)30 / 123-456» · Zoë O’Neill"),
        ("+49 30 12 34", "person", "«+49 (0)30 / 123-456» · Zoë O’Neill"),
        ("zoe 030-123 456", "person", "«Zoë» O’Neill · «zoe»@acme.example · «+49 (0)30 / 123-456»"),
        ("oneill", "person", "Zoë «O’Neill»"),
        ("O'NEILL", "person", "Zoë «O’Neill»"),
        ("neill", "person", "Zoë O’«Neill»"),
        ("sister", "link", "«sister»"),
        ("harbour", "touchpoint", "#«harbour» · Coffee"),
    ],
)
def test_people_are_found_by_what_they_are_reached_by(reached: Program, typed: str, kind: str, shown: str) -> None:
    lines = reached("find", *typed.split()).out.splitlines()[1:]
    assert [(line.split("\t")[3], line.split("\t")[6]) for line in lines] == [(kind, shown)]


def test_who_knows_whom_is_about_both(reached: Program) -> None:
    found = reached("find", "sister", "--json").json
    assert [(each["person"], each["name"]) for each in found] == [("zoe,anna", "Zoë O’Neill, Anna Karenina")]
    assert len(reached("find", "sister", "--who", "anna", "--json").json) == 1
    reached("link", "remove", "zoe", "anna")
    assert reached("find", "sister", "--json").json == []
    reached("undo")
    assert len(reached("find", "sister", "--json").json) == 1


def test_the_words_around_are_shown_and_stand_out(anna: Program) -> None:
    before, after = "one two three four five six seven eight nine ten ", " eleven twelve thirteen" * 9
    anna("log", "anna", f"{before}the needles{after}")
    (hit,) = anna("find", "needle", "--json").json
    assert hit["snippet"].startswith("… eight nine ten the needles eleven")
    assert hit["snippet"].endswith("thirteen …")
    assert [hit["snippet"][begin:end] for begin, end in hit["marks"]] == ["needles"]
    assert "\x1b[1mneedles\x1b[0m" in anna("find", "needle", tty=True, env={"TERM": "xterm"}).out
    assert "the «needles» eleven" in anna("--no-color", "find", "needle", tty=True).out


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("明日の会議で契約について話します", "会議"),
        ("明日の会議で契約について話します", "契"),
        ("我们明天讨论合同", "合同"),
        ("ก็ไปกินข้าวที่ร้าน", "กินข้าว"),
        ("カタカナのｶﾞｲﾄﾞ", "ガイド"),
        ("Die Straße", "STRASSE"),
        ("DIE STRASSE", "straße"),
        ("ﬁne", "fine"),
        ("Ёлка", "елка"),
        ("ЕЛКА", "ёлка"),
        ("ısırgan", "ISIRGAN"),
        ("İzmir", "izmir"),
        ("smørrebrød in Łódź", "lodz smorrebrod"),
        ("l\u2019été", "l'ete"),
        ("\uff21\uff4e\uff4e\uff41", "anna"),
        ("Rech\u00adnung", "rechnung"),
        ("अनिता शर्मा", "शर्मा"),
        ("회의에서", "회의"),
    ],
)
def test_in_any_script_and_spelling(anna: Program, text: str, typed: str) -> None:
    anna("log", "anna", text)
    hits = [hit for hit in anna("find", typed, "--json").json if hit["kind"] == "touchpoint"]
    assert [hit["text"] for hit in hits] == [text]
    assert hits[0]["marks"]


def test_other_words_of_such_scripts_are_not_found(anna: Program) -> None:
    anna("log", "anna", "明日の会議で契約について話します", "--on", "2026-01-01")
    anna("log", "anna", "ก็ไปกินข้าวที่ร้าน", "--on", "2026-01-02")
    assert texts(anna, "議会") == texts(anna, "กัน") == []


def test_an_organisation_that_came_later_finds_nobody_before(anna: Program) -> None:
    anna("person", "edit", "anna", "--org", "Zenith", "--on", "2026-11-10")
    assert [each["person"] for each in anna("find", "zenith", "--json").json] == ["anna"]
    assert anna("--today", "2026-11-09", "find", "zenith", "--json").json == []
