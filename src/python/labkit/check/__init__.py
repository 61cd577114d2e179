"""The judge: runs a lab's checks and decides."""
