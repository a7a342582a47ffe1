"""What the tables have in common."""

from sqlmodel import SQLModel


class Table(SQLModel):
    """A table. What checks its rows is built when the first one is written: most commands write few of the tables."""

    model_config = {"defer_build": True}
