"""The pages: each reads a request, calls the cases room once and shows what it says."""
