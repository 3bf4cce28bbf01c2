"""Logs of events in files: reading them as events or facts, and writing facts as logs."""
