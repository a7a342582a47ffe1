"""The tables as SQLModel classes, a module a noun: a command pays only for those it writes."""
