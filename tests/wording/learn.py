"""Learns the sentences of the corpus anew: `python -m tests.wording.learn`, after sentences were added to it."""

from tests.wording.corpus import LEARNED, learned, samples
from wizard.wording.likeness import written


def main() -> None:
    """Write what is shipped."""
    LEARNED.write_text(written(learned(samples())), encoding="utf-8")


if __name__ == "__main__":
    main()
