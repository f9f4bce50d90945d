"""What charts are drawn with: the exhibit, marks, colors, smaller SVG. Knows no subject."""
