"""The measurements: `python -m tests.bench` prints how fast the wizard is, beside the least that could be."""
