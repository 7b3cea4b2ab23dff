"""Is this machine fit for the course? One kind of check a file; `examination` runs them, and a command shows them."""
