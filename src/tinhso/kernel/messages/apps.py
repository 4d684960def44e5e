"""Messages of the kernel."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Registers the room's events."""

    name = "tinhso.kernel.messages"
    label = "post"
