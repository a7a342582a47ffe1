"""What runs without anybody there: reminders, timers, the prompt, completion."""
