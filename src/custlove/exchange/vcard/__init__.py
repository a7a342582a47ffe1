"""Address books: vCard in and out."""
