"""Is this machine fit for the course? A kind of check a file; `examination` runs them, `autograder doctor` shows them."""
