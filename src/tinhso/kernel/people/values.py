"""What is known of a person, in the clear, as it passes between rooms."""

import uuid
from dataclasses import dataclass

from tinhso.kernel.people.rules import mask_address, mask_email, mask_name, mask_phone

FIELDS = ("name", "phone", "email", "address")


@dataclass(frozen=True, repr=False)
class PersonData:
    """Fields of one person; None where a field was not asked for, "" where it is not known."""

    id: uuid.UUID
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None

    def __repr__(self) -> str:
        return f"PersonData(id={self.id})"

    def masked(self) -> "PersonData":
        """Return the same fields as they may stand on a list: "0912 *** 456"."""
        return PersonData(
            id=self.id,
            name=mask_name(self.name) if self.name else self.name,
            phone=mask_phone(self.phone) if self.phone else self.phone,
            email=mask_email(self.email) if self.email else self.email,
            address=mask_address(self.address) if self.address else self.address,
        )
