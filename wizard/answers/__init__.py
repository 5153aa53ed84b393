"""What an answer is. This room imports nothing else of ours."""
