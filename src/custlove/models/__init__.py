"""The tables as SQLModel classes: the one declaration of each column."""
