"""The mirror: twelve questions about yourself."""
