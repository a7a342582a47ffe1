"""One noun, one file: parse, call, show. No SQL, no rules."""
