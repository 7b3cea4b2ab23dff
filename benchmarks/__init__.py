"""What is claimed to be fast, measured beside its peers in one run: ``python -m benchmarks [NAME ...]``."""
