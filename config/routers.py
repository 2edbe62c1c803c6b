"""Which database a model lives in when one process knows both services (tests only)."""


class CollectorRouter:
    """Send the collector's tables to the "survey" database and everything else to "default"."""

    @staticmethod
    def _alias(app_label: str) -> str:
        return "survey" if app_label == "collector" else "default"

    def db_for_read(self, model, **hints):
        return self._alias(model._meta.app_label)

    def db_for_write(self, model, **hints):
        return self._alias(model._meta.app_label)

    def allow_relation(self, first, second, **hints):
        return self._alias(first._meta.app_label) == self._alias(second._meta.app_label)

    def allow_migrate(self, db, app_label, **hints):
        return db == self._alias(app_label)
