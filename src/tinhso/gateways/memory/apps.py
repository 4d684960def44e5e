"""What gateways remember."""

from django.apps import AppConfig


class MemoryConfig(AppConfig):
    """Names the room's tables."""

    name = "tinhso.gateways.memory"
    label = "gateway_memory"

    def ready(self) -> None:
        """Make the sealed table known."""
        from tinhso.gateways.memory.actions import rotate_keys
        from tinhso.gateways.memory.models import Kept
        from tinhso.kernel.people import rotation

        rotation.register({Kept: rotate_keys})
