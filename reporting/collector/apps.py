from django.apps import AppConfig


class CollectorConfig(AppConfig):
    """The survey service: takes sealed answers and knows nobody."""

    name = "reporting.collector"
    label = "collector"

    def ready(self):
        from reporting.collector import checks  # registers the system checks
