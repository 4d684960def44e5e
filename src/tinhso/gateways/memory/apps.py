"""What gateways remember."""

from django.apps import AppConfig


class MemoryConfig(AppConfig):
    """Names the room's tables."""

    name = "tinhso.gateways.memory"
    label = "gateway_memory"
