"""Frames to Swedish sentences, to tables for the eye and to text for a terminal."""
