"""The commands, a module each: `declared` says what can be typed, and the module of its name carries it out."""
