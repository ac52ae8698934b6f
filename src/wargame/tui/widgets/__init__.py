"""Thin widgets: they are given data, draw it with plain functions, and post messages."""
