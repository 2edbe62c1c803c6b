"""Pages of a quiz, as students meet them."""
