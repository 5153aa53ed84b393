"""Why a command may be refused: the file, the folder or what was typed; never a fault of ours."""


class RefusalError(Exception):
    """The command can't be carried out; the message is one sentence."""


def refusals() -> tuple[type[Exception], ...]:
    """Return all exceptions whose message is one sentence for the owner, and needs no more."""
    from wizard.answers.file import FileError
    from wizard.answers.names import UnknownPersonError
    from wizard.data_table import DataError
    from wizard.documents.placing import ExportError
    from wizard.upkeep.review import ReviewError
    from wizard.upkeep.signoff import SignOffError
    from wizard.versions.archive import ArchiveError
    from wizard.versions.comparison import ComparisonError

    return (
        RefusalError, FileError, UnknownPersonError, DataError, ExportError, ReviewError, SignOffError, ArchiveError,
        ComparisonError,
    )  # fmt: skip
