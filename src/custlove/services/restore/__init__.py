"""Things that a journal held elsewhere, noun by noun, as they stood there: with their identity and number.

Rows and references are checked, and nothing else: nothing is closed or warned of, so that an export can be read back
whatever was undone in between. What has no identity yet was written by hand, and the rules of the typed commands hold
for it.
"""
