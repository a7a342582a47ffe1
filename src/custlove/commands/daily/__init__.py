"""What is typed every day: today, log, brief, show, find."""
