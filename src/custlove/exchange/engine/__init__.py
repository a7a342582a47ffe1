"""What all formats share: files, records, what becomes of them."""
