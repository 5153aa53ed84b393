"""Benchmarks: `python -m tests.bench` prints what a user waits for, next to a baseline."""
