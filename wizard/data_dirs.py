"""Where the data files are: beside the package in a checkout, inside it once installed.

It imports nothing heavy, so that `--help` can use it.
"""

from pathlib import Path

LANGUAGE = "en"


def data_dir(name: str) -> Path:
    """Return the data folder `name`, "questions" or "output_templates".

    It is beside the package in a checkout, inside it once installed.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(__file__).parent
    for directory in (package / name, package.parent / name):
        if directory.is_dir():
            return directory
    raise FileNotFoundError(
        f"The folder '{name}' is missing from this installation. Install Policy Wizard again."
    )


def questions_dir() -> Path:
    """Return the folder of the interview in the current language."""
    return data_dir("questions") / LANGUAGE


def templates_dir() -> Path:
    """Return the folder of the document templates in the current language."""
    return data_dir("output_templates") / LANGUAGE
