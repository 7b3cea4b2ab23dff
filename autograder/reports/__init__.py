"""What an instructor reads after grading: the class in numbers, on one page."""
