"""How far a day is off, in words: late, today, in some days, some days ago."""

from datetime import date

from custlove import dates


def due(day: date, today: date) -> str:
    """A day on which something is or was due."""
    late = (today - day).days
    return f"{dates.say_short(day, today)}, {counted(late)} late" if late > 0 else near(day, today)


def near(day: date, today: date) -> str:
    """A day that comes, and in how many days."""
    days = (day - today).days
    return "today" if days == 0 else "tomorrow" if days == 1 else f"{dates.say_short(day, today)}, in {counted(days)}"


def ago(day: date, today: date) -> str:
    """A day that was, and how many days ago."""
    days = (today - day).days
    return "today" if days == 0 else "yesterday" if days == 1 else f"{dates.say_short(day, today)}, {counted(days)} ago"


def counted(days: int) -> str:
    """So many days."""
    return "1 day" if days == 1 else f"{days} days"
