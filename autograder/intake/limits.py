"""How much an archive may hold, so that none fills the disk."""

MEGABYTE = 2**20

MOST_MEMBERS = 100_000
MOST_BYTES = 8 * 1024 * MEGABYTE
MOST_BYTES_OF_A_FILE = 512 * MEGABYTE
# A zip file within a submission is unpacked if it holds no more than this; else it stays as it is.
MOST_BYTES_OF_AN_INNER_ARCHIVE = 512 * MEGABYTE
MOST_MEMBERS_OF_AN_INNER_ARCHIVE = 2_000
DEEPEST_INNER_ARCHIVE = 3
# Notebooks full of pictures and logs compress well, but a file of this size that was less than a hundredth of it is
# made to fill disks.
SUSPICIOUS_BYTES = 32 * MEGABYTE
MOST_GROWTH = 100
