"""A policy over the years: versions, reviews, signatures, leavers and joiners."""
