"""What a long book as a PDF costs."""
