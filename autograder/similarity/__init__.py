"""What is alike in a class's code: found by fingerprints, weighed by how many wrote the same, judged by nobody here."""
