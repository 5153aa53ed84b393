"""Lists of people for a file of answers."""

TWO = """
[[people]]
id = "maria"
name = "Maria Lopez"
[[people]]
id = "dan"
name = "Dan Fox"
"""
NAMED = (
    TWO
    + """
[roles]
head = "dan"
lead = "maria"
advertising = ["maria", "dan"]
training = ["maria"]
[[roles.accounts]]
platform = "Instagram"
owner = "maria"
[[revisions]]
version = "1.0"
by = "dan"
"""
)
