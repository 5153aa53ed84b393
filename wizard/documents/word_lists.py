"""The numbering of lists: each numbered list is an instance of its own, so that it starts at its own first number."""

_STEPS = 2
"""The numbered list of `house.docx`, among its list definitions."""
_FIRST_FREE = 100


class Lists:
    """Hands out instances of the numbered list."""

    def __init__(self) -> None:
        self._instances: list[str] = []

    def begin(self, level: int, first: int) -> int:
        """Return the id of a new list, whose `level` begins with the number `first`."""
        number = _FIRST_FREE + len(self._instances)
        self._instances.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{_STEPS}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride></w:num>'
        )
        return number

    def xml(self) -> str:
        """Return the instances handed out, as elements of the numbering part."""
        return "".join(self._instances)
