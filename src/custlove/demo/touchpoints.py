"""The touchpoints of the sample."""

from collections.abc import Iterator
from typing import NamedTuple

from custlove.demo.telling import Calendar, Step, Told
from custlove.schema.vocabulary import Channel, Direction
from custlove.services import touchpoints


class Touch(NamedTuple):
    """A touchpoint; `who` are handles joined by commas."""

    ago: int
    who: str
    channel: Channel
    text: str
    felt: int | None = None
    energy: int | None = None
    minutes: int | None = None
    direction: Direction = "both"
    wow: bool = False
    tags: tuple[str, ...] = ()


TOUCHES = (
    Touch(360, "amara", "in-person", "First morning in her shop. Nobody knows who answers the telephone.", 4, 1, 120),
    Touch(354, "amara,tomas", "in-person", "Lunch. She brought a friend who draws every order by hand.", 4, 2, 90),
    Touch(349, "ewan", "in-person", "A day at the distillery; the visitors' book is the best thing he has.", 4, 1, 240),
    Touch(346, "amara", "email", "Sent the plan for the first four weeks.", None, 0, 30, "out"),
    Touch(340, "minh", "video", "What goes wrong at night: nobody is told what the day shift promised.", 3, 0, 50),
    Touch(338, "tomas", "in-person", "Sat in the workshop for a morning and said nothing.", 4, 2, 180),
    Touch(331, "amara", "call", "The queue is shorter. She laughed for the first time.", 5, 2, 25),
    Touch(329, "lupe,amara", "in-person", "Opening of the second shop. Lupe asked what I do, twice.", 5, 2, 150),
    Touch(326, "minh", "video", "Read the shift book aloud together; she winced at page two.", 3, -1, 45),
    Touch(317, "layla", "video", "Her clients get three forms before they get a price. Started with one.", 4, 1, 60),
    Touch(312, "ewan", "letter", "Wrote to him by hand after the funeral.", None, 1, 20, "out"),
    Touch(305, "lupe", "in-person", "A day in her studio. She priced a bowl as if she were sorry for it.", 4, 2, 200),
    Touch(303, "amara", "call", "Who works when, then an hour about the cello.", 4, 1, 70),
    Touch(299, "yuki", "video", "Kick-off with her team, early for me and late for them.", 4, 0, 75),
    Touch(
        297, "minh", "in-person", "The warehouse at four in the morning. Coats for everybody 🧥", 4, 1, 300, wow=True
    ),
    Touch(288, "viktor", "in-person", "He wants tenants to stop calling. They call because nobody answers.", 3, -1, 60),
    Touch(281, "oksana,tomas", "in-person", "The food bank on a delivery day, carried boxes first.", 4, 2, 150),
    Touch(274, "viktor", "email", "Three new demands, none of them agreed. Answered one by one.", 2, -2, 45, "in"),
    Touch(268, "tomas", "call", "The drawn orders stay: customers keep them on the fridge.", 5, 2, 30),
    Touch(259, "rohan", "in-person", "Reception, waiting room, chair. The fear starts with the letter.", 4, 1, 110),
    Touch(251, "minh", "call", "She said what went wrong, plainly. Took notes and did not explain.", 2, -1, 35),
    Touch(244, "oksana", "call", "Volunteers do not come back a second time; why?", 3, 0, 30),
    Touch(239, "soren", "in-person", "He brews, his sister books, neither reads what the other wrote.", 4, 1, 90),
    Touch(
        236,
        "minh",
        "letter",
        "A card with the shift book's new first page on it.",
        None,
        1,
        15,
        "out",
        tags=("thanks",),
    ),
    Touch(231, "rohan", "video", "Went through two hundred letters; kept nine.", 4, 0, 80),
    Touch(222, "layla", "email", "Sent the one form. She crossed out half of it, rightly.", 4, 1, 20),
    Touch(214, "lupe", "call", "Raised her prices. Nobody left.", 5, 2, 40, wow=True),
    Touch(205, "oksana", "in-person", "Every volunteer now gets a name badge and a person.", 5, 2, 60),
    Touch(201, "amara", "call", "She told the chamber of trade about me, unasked.", 5, 2, 30, "in"),
    Touch(196, "tomas", "gift", "A stool, made from the first table I saw him mend.", 5, 2, None, "in"),
    Touch(189, "soren", "call", "Yes to the taproom. Wants it before the next full coach.", 4, 1, 25, "in"),
    Touch(182, "rohan", "call", "Mrs. Patel came to her appointment and thanked them for the letter.", 5, 2, 15),
    Touch(176, "minh", "video", "Night shift reads the page. Errors down by a third.", 5, 1, 40),
    Touch(171, "viktor", "call", "Shouted. Waited until he was done, then said it back to him.", 1, -2, 50, "in"),
    Touch(161, "yuki", "chat", "Their first enquiry through the new page 🎉", 5, 2, None, "in"),
    Touch(156, "tomas,minh", "in-person", "Took Minh to the workshop; she wants his order board.", 5, 2, 120, wow=True),
    Touch(151, "layla", "video", "Her clients answer in one day instead of six.", 5, 2, 45),
    Touch(149, "ondrej,tomas", "in-person", "Father and son at one table. Mostly listened.", 3, 0, 100),
    Touch(141, "minh", "call", "The other two warehouses want it too.", 5, 2, 30, "in"),
    Touch(
        134,
        "viktor",
        "letter",
        "Wrote by hand: what I heard, what I offer, and that the door is open.",
        None,
        -1,
        40,
        "out",
    ),
    Touch(128, "viktor", "call", "Left a message.", None, -1, 5, "out"),
    Touch(122, "ewan", "in-person", "He has sold. Walked the shore, talked about boats.", 5, 2, 160),
    Touch(115, "viktor", "email", "Asked whether we can end it well. No answer.", None, -1, 20, "out"),
    Touch(112, "lupe,greta", "social", "Lupe spoke at the museum; a librarian wrote down every word.", 5, 2, 120),
    Touch(110, "amara", "in-person", "Dinner for six at hers. Left with two new names.", 5, 2, 180),
    Touch(104, "rohan", "call", "Moving to larger rooms, and two people gave notice.", 2, -1, 20),
    Touch(97, "yuki", "video", "Looked back on the year. Nothing urgent, a good quiet.", 4, 1, 40),
    Touch(92, "oksana", "call", "Fourteen volunteers came back. She read me their names.", 5, 2, 25),
    Touch(84, "amara", "call", "The guide for the stall is pinned up in both shops.", 5, 1, 20),
    Touch(80, "minh", "video", "Second warehouse: same page, other words.", 4, 1, 50),
    Touch(74, "layla", "in-person", "Coffee at the station between two trains. She is writing a book.", 5, 2, 35),
    Touch(66, "greta", "video", "Forms for a library card: eleven fields, two are needed.", 4, 1, 45),
    Touch(63, "lupe", "call", "She gave my number to a bookseller.", 5, 2, 15, "in"),
    Touch(60, "ines", "in-person", "Two shops, one till, no sleep. Bought a book for the train.", 4, 1, 90),
    Touch(57, "ondrej", "chat", "He sends photographs of bad signs. A good sign.", 4, 1, None, "in"),
    Touch(53, "layla", "email", "Sent her an essay on footnotes, for the book.", None, 1, 10, "out"),
    Touch(52, "amara,ines", "in-person", "Amara showed Inês her shop. Better than anything I could say.", 5, 2, 100),
    Touch(46, "rohan", "call", "Asked for a second bid for the new rooms, and told me himself.", 2, -1, 25, "in"),
    Touch(40, "tomas", "in-person", "The son runs the board now. Tomáš pretends not to watch.", 5, 2, 80),
    Touch(39, "layla", "letter", "A card: good luck with chapter one.", None, 1, 10, "out"),
    Touch(36, "minh", "email", "Third warehouse: dates agreed.", 4, 0, 10),
    Touch(33, "soren", "call", "Business was good, the booking page was not. He is right.", 2, -1, 40, "in"),
    Touch(32, "soren", "call", "Said it back to him; he added one thing.", 3, 0, 25),
    Touch(26, "lupe", "in-person", "New kiln. Threw a bowl, badly.", 5, 2, 90),
    Touch(23, "minh", "video", "Trial night at the third warehouse.", 4, 1, 60),
    Touch(21, "layla", "email", "Asked whether chapter one wants a reader.", None, 0, 10, "out"),
    Touch(20, "oksana", "in-person", "She has an idea for the second shift. Wrote it down in her words.", 4, 2, 45),
    Touch(18, "ines", "call", "Yes to the first shop. Starts with the till.", 5, 2, 35, "in"),
    Touch(16, "rohan", "video", "New letters, first round. He read one aloud and sighed.", 2, 0, 50),
    Touch(13, "greta", "email", "Told her what I had done with her figures.", None, -1, 20, "out"),
    Touch(13, "lupe", "call", "Her guild wants a talk. So do I.", 5, 1, 20, "in"),
    Touch(9, "minh", "call", "The night crew asked for it in two languages.", 4, 1, 30),
    Touch(
        8, "tomas,ondrej", "in-person", "Hand-over day. Photographs, cake, sawdust in the cake.", 5, 2, 150, wow=True
    ),
    Touch(5, "amara", "call", "She read me what a customer wrote. Proud of her staff, rightly.", 5, 2, 25, "in"),
    Touch(4, "ines", "in-person", "Watched the till for a morning. She has three good people and no list.", 5, 2, 130),
    Touch(2, "rohan", "call", "Two patients stayed away. He thinks it is the letters.", 2, -1, 30, "in"),
)

# The last thing written, as a change of its own, to be undone and brought back.
LAST = Touch(1, "ondrej", "chat", "First order he drew himself. Told him who would have kept it on the fridge.", 5, 2)


def steps(calendar: Calendar) -> Iterator[Step]:
    """Each touchpoint as a step."""
    yield from (_step(each, calendar) for each in (*TOUCHES, LAST))


def _step(each: Touch, calendar: Calendar) -> Step:
    fields = touchpoints.TouchpointFields(
        channel=each.channel, direction=each.direction, text=each.text, felt=each.felt, energy=each.energy,
        minutes=each.minutes, wow=each.wow,
    )  # fmt: skip

    def log(told: Told) -> None:
        with_whom = [told.numbers[handle] for handle in each.who.split(",")]
        new = touchpoints.NewTouchpoint(with_whom, calendar.moment(each.ago), fields, each.tags)
        touchpoints.write(told.change, new)

    return Step(each.ago, log)
