"""What marks a file as a journal. Alone in a module, so that a prompt can ask without loading the rest."""

# "cust" in ASCII; SQLite keeps it in the file's header.
APPLICATION_ID = 0x63757374
SCHEMA_VERSION = 5
