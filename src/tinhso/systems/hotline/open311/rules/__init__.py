"""What GeoReport v2 says, as pure decisions: how it is asked, answered and refused."""
