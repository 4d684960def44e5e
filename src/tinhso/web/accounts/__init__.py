"""Sign-in: password with TOTP, or passkey; what an account sees of itself."""
