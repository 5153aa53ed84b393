"""The app's own colours: paper and ink, and one accent. Each text can be read on each ground that it stands on."""

from textual.theme import Theme

DARK = Theme(
    name="policy-wizard",
    primary="#6fb3a8",
    secondary="#6fb3a8",
    accent="#6fb3a8",
    warning="#d9b26f",
    error="#e08c7a",
    success="#8fbf8a",
    foreground="#e3e1da",
    background="#16191b",
    surface="#1e2326",
    panel="#1b1f22",
    dark=True,
    variables={"foreground-muted": "#b0b1ac"},
)
LIGHT = Theme(
    name="policy-wizard-light",
    primary="#1f6f64",
    secondary="#1f6f64",
    accent="#1f6f64",
    warning="#8a5a00",
    error="#a8321f",
    success="#2f6b2a",
    foreground="#23272a",
    background="#f7f5ef",
    surface="#eeebe2",
    panel="#efece4",
    dark=False,
    variables={"foreground-muted": "#4a5052"},
)
