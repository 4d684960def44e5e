"""What the fragments are asked with."""

from typing import Any

from django import forms


class AskedForm(forms.Form):
    """Words and a place; what is wrong counts as not said, for nobody sees these errors."""

    text = forms.CharField(max_length=4000, required=False)
    latitude = forms.FloatField(min_value=-90, max_value=90, required=False)
    longitude = forms.FloatField(min_value=-180, max_value=180, required=False)
    commune = forms.CharField(max_length=20, required=False)
    place = forms.CharField(max_length=100, required=False)  # as the filing form names it

    @property
    def told(self) -> dict[str, Any]:
        """What was said, by name; a pin only when both of it are there."""
        given = self.cleaned_data
        latitude, longitude = given.get("latitude"), given.get("longitude")
        whole = latitude is not None and longitude is not None
        return {
            "text": given.get("text", ""),
            "commune": given.get("commune") or given.get("place", ""),
            "latitude": latitude if whole else None,
            "longitude": longitude if whole else None,
        }
