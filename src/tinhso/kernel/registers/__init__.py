"""Registers: what is held, declared in one file each, with history."""
