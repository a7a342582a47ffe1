"""The cron side: what is due as a message, and when it is sent."""
