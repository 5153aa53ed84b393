"""Keeps templates compiled between two exports, as Python keeps its modules: compiling them is most of an export."""

import contextlib
import os
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates in a folder; one that can't be read or written is compiled again, and nobody is troubled."""

    @classmethod
    def beside(cls, place: Path) -> "CompiledTemplates | None":
        """Return the compiled templates of the folder `place`, in its `__pycache__`; None where none can be kept.

        They run as code, so they are kept only where the templates themselves are, and never for somebody else's.
        """
        kept = place / "__pycache__"
        with contextlib.suppress(OSError):
            kept.mkdir(mode=0o755, exist_ok=True)
            if os.access(kept, os.W_OK) and (
                not hasattr(os, "getuid") or kept.stat().st_uid == os.getuid()
            ):
                return cls(str(kept), "%s.compiled")
        return None

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from its file, if there is one that can be used."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the bucket to its file, if the disk lets us."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
