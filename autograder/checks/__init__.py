"""What is compared and what is said about it: from a subject's outputs to a report."""
