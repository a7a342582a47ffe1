"""A day on which somebody was archived who was restored since is answered as it was then."""

from tests.conftest import Program

# Each as of a day on which Anna was away.
REPORTS = (
    ("today",), ("person", "list"), ("ladder",), ("circles",), ("balance",), ("feedback", "due"), ("mirror",),
    ("trust",),
    ("day", "list"), ("lapsed", "--all"), ("ladder", "suggest"),
)  # fmt: skip


def test_every_report_leaves_out_who_was_away(anna: Program) -> None:
    anna("person", "edit", "anna", "--birthday", "1980-10-22", "--every", "1 week")
    anna("person", "add", "Bela", "--on", "2026-09-01", "--rung", "advocate")
    anna("link", "add", "anna", "bela", "friend", "--on", "2026-09-01")
    anna("log", "anna", "hello", "--felt", "upset", "--on", "2026-09-02")
    anna("purchase", "add", "anna", "100", "--on", "2026-09-03")
    anna("feedback", "hear", "bela", "too late", "--kind", "criticism", "--on", "2026-10-10")
    anna("mistake", "add", "anna", "lost it", "--on", "2026-09-04")
    anna("person", "archive", "anna", "--on", "2026-10-01")
    then = [anna("--today", "2026-10-20", *report, "--json").json for report in REPORTS]
    anna("person", "restore", "anna", "--on", "2026-11-01")
    assert [anna("--today", "2026-10-20", *report, "--json").json for report in REPORTS] == then
