"""Where the data folders are: beside the package in a checkout, inside it once installed."""

from pathlib import Path

LANGUAGE = "en"


def folder(name: str) -> Path:
    """Return the data folder `name` ("questions" or "output_templates").

    Raises:
        FileNotFoundError: the folder is in neither place; the installation is incomplete.
    """
    package = Path(__file__).parent
    for place in (package / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"The folder '{name}' is missing from this installation. Install Policy Wizard again."
    )


def questions() -> Path:
    """Return the folder of how we ask, in our language; raises what `folder` does."""
    return folder("questions") / LANGUAGE


def templates_dir() -> Path:
    """Return the folder of what we write, in our language; raises what `folder` does."""
    return folder("output_templates") / LANGUAGE
