"""What other programs of this kind export."""
