"""The adopted versions of a policy: their numbers, what is frozen of each, and how a draft becomes one."""
