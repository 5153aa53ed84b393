"""One editor a kind of answer; `registry.py` says which."""
