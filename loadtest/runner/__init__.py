"""The load test runner: creates a campaign, applies a load, watches the machine, has the log audited
and writes one report. Standard library only, Python 3.9 or newer."""
