"""The registered reports as tidy frames in tkr, their sums and deviations checked."""
