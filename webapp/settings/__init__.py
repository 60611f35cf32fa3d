"""What a parent can choose for this phone."""
