"""Charts, one file a subject; each function returns an exhibit. Import the function from its file."""
