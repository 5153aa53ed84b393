"""The numbering of lists: each numbered list is an instance of its own, so that it starts at its own first number."""


class Lists:
    """Hands out instances of the numbered list."""

    def __init__(self, steps: int, first_free: int) -> None:
        """Take the definition of the numbered list, and the first number that an instance may have."""
        self._steps, self._first_free = steps, first_free
        self._instances: list[str] = []

    def begin(self, level: int, first: int) -> int:
        """Return the id of a new list, whose `level` begins with the number `first`."""
        number = self._first_free + len(self._instances)
        self._instances.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{self._steps}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
        )
        return number

    def xml(self) -> str:
        """Return the instances handed out, as elements of the numbering part."""
        return "".join(self._instances)
