"""System checks of the survey service (database checks run with `migrate` and `--database`)."""

from django.core.checks import Error, Tags, register

from reporting.collector.server_settings import database_alias, wrong_settings


@register(Tags.database)
def check_server_writes_nothing_down(app_configs, databases=None, **kwargs):
    """The survey's PostgreSQL runs with the settings of server_settings.REQUIRED."""
    if database_alias() not in (databases or ()):
        return []
    return [
        Error(f"The survey's database server: {line}.", id="collector.E001")
        for line in wrong_settings()
    ]
