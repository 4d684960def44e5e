"""What a person confirms for the public: words with nobody's data, pictures, whether the pin."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions import Wording
from .rules import boxes as rule
from .rules import without_names
from .rules.boxes import Box


class BoxesField(forms.CharField):
    """Boxes over a picture as text, which the page's script writes and anybody may."""

    def to_python(self, value: Any) -> Any:
        """Return a list of boxes; raise ValidationError naming how they are written."""
        try:
            return rule.read(str(value or ""))
        except ValueError as error:
            raise forms.ValidationError(
                _("Mỗi ô che là bốn số “trái, trên, rộng, cao” từ 0 đến 1000, cách nhau dấu “;”.")
            ) from error

    def prepare_value(self, value: Any) -> Any:
        """Return the boxes as text."""
        return rule.written(value) if isinstance(value, list | tuple) else value


class ReviewForm(forms.Form):
    """What a person confirms for the public."""

    seen_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Tiêu đề công khai"), max_length=120)
    text = forms.CharField(
        label=_("Nội dung công khai"),
        help_text=_("Số điện thoại, số giấy tờ, biển số, số nhà đã được che."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    answer = forms.CharField(
        label=_("Câu trả lời công khai"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    names = forms.MultipleChoiceField(
        label=_("Tên người được che"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pin_confirmed = forms.BooleanField(
        label=_("Vị trí không phải nhà riêng, được hiện đúng chỗ"), required=False
    )

    def __init__(
        self,
        *args: Any,
        names: Sequence[str],
        photos: Mapping[UUID, str],
        proposed: Mapping[UUID, Sequence[Box]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.photos = photos
        chosen = self.fields["names"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101  narrows the type
        chosen.choices = [(name, name) for name in names]
        for photo in photos:
            self.fields[f"show-{photo}"] = forms.BooleanField(
                label=_("Hiện ảnh này"), required=False
            )
            self.fields[f"boxes-{photo}"] = BoxesField(
                label=_("Ô che, phần nghìn của ảnh"),
                required=False,
                initial=list(proposed.get(photo, ())),
                widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
            )

    def wording(self) -> Wording:
        """Return what was confirmed; call it on a valid form."""
        given = self.cleaned_data
        shown = {p: moment for p, moment in self.photos.items() if given[f"show-{p}"]}
        return Wording(
            title=without_names(given["title"], given["names"]),
            text=without_names(given["text"], given["names"]),
            answer=without_names(given["answer"], given["names"]),
            photos=shown,
            pin_confirmed=given["pin_confirmed"],
            boxes={photo: given[f"boxes-{photo}"] for photo in shown},
            seen_at=given["seen_at"],
        )
