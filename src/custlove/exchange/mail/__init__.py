"""Mailboxes: mbox and maildir."""
