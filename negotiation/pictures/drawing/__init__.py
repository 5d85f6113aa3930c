"""What all pictures share: the theme, words, the placing of labels, saving."""
