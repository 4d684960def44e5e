"""Tỉnh Số: open software with which a province is run."""
