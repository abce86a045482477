"""Tests of what a controller tries out without code."""
