"""What cron, systemd and launchd have in common for us."""

from typing import NamedTuple, Protocol

from custlove.reminders.plan import Plan, Timing


class Piece(NamedTuple):
    """A text that makes a schedule, and where it stands: a file's path, or `crontab`."""

    place: str
    text: str


class Scheduler(Protocol):
    """A place where a reminder can be scheduled; it raises a CustloveError where the system refuses."""

    name: str
    where: str

    def available(self) -> bool:
        """Whether this machine has it."""

    def pieces(self, plan: Plan) -> list[Piece]:
        """What would be installed."""

    def installed(self) -> list[Piece]:
        """What of custlove is installed; nothing if there is none."""

    def timing(self, pieces: list[Piece]) -> Timing | None:
        """When installed pieces run; None if somebody has changed them beyond reading."""

    def install(self, plan: Plan) -> list[str]:
        """Install a plan in place of what is there; the commands that are left for the user to run."""

    def remove(self) -> None:
        """Take away what is installed, so that no trace is left."""
