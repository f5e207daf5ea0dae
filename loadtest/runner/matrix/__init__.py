"""The fault matrix: whole systems, one fault (or two) at a time, every promise looked at. loadtest/faults runs it."""
