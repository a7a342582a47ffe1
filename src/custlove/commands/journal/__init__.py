"""The journal itself: undo, history, settings, starting one, looking around."""
