"""A course on disk: where its parts are, how its notebooks are built, and how its exercises are proven."""
