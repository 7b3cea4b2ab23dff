"""The commands of ``autograder``, one file each: what they ask, what they show."""
