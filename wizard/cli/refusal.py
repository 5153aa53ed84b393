"""Why a command may be refused: the file, the folder or what was typed; never a fault of ours."""


class RefusalError(Exception):
    """The command can't be carried out; the message is one sentence."""


def refusals() -> tuple[type[Exception], ...]:
    """Return all exceptions whose message is one sentence for the owner, and needs no more."""
    from wizard.answers.people import UnknownPersonError
    from wizard.data import DataError
    from wizard.documents.output_files import ExportError
    from wizard.lifecycle.archive import ArchiveError
    from wizard.lifecycle.comparison import ComparisonError
    from wizard.lifecycle.review import ReviewError
    from wizard.lifecycle.signatures import SignatureError
    from wizard.storage import FileError

    return (
        RefusalError, FileError, UnknownPersonError, DataError, ExportError, ReviewError, SignatureError, ArchiveError,
        ComparisonError,
    )  # fmt: skip
