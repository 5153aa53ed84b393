"""The interview line by line: for screen readers, simple terminals and slow connections."""
