from tests.conftest import Program


def test_a_touch_promise_and_next_step_in_one_line(anna: Program) -> None:
    said = anna("log", "anna", "Coffee", "--next", "+2w", "--promise", "the offer", "--by", "friday")
    assert said.out == (
        "Touchpoint t1 with Anna Karenina, Sun 22 Nov 2026, today. Follow up Sun 6 Dec 2026, in 14 days (f1)."
        " Promised Anna Karenina “the offer” by Fri 27 Nov 2026, in 5 days (p1).\n"
    )
    assert anna("today", "--json", "--ahead", "7d").json["promises_due"][0]["what"] == "the offer"
    assert "the offer" in anna("today", "--ahead", "7d", tty=True).out
