"""Days in words, as every answer says them."""

from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_day(day: date, today: date) -> str:
    """The day in full and how far it is: "Fri 27 Nov 2026, in 5 days"."""
    away = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(away)
    far = f"in {away} days" if away > 0 else f"{-away} days ago"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}, {near or far}"


def say_weekday(day: date, today: date) -> str:
    """The day as one says it: "tomorrow", "Thursday" within a week from today, else "Thu 3 Dec"."""
    away = (day - today).days
    if 0 <= away < len(WEEKDAYS):
        return {0: "today", 1: "tomorrow"}.get(away, _WEEKDAY_NAMES[day.weekday()])
    return f"{WEEKDAYS[day.weekday()]} {say_short(day, today)}"


def say_short(day: date, today: date) -> str:
    """The day for a table: "27 Nov", with its year when that is not the year of `today`."""
    short = f"{day.day} {MONTHS[day.month - 1]}"
    return short if day.year == today.year else f"{short} {day.year}"
