"""The years after: reviews, signatures, leavers, what is new in a version, and how policies stand."""
