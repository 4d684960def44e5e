"""The shell that every screen stands in, and the generic screens of the kernel."""
