"""Tests of the runner: python3 -m unittest discover -s loadtest/tests -t loadtest"""
