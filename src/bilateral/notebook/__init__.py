"""What the cells of a page use."""
