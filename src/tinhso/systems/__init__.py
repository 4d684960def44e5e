"""One folder a system; they meet only through public.py."""
