"""What programs may ask, described once: the OpenAPI document and its page."""
