"""What a round publishes if nobody declared anything: fixed when it opens."""

from reporting.disclosure.publication import default_set
from reporting.from_above import schools_asked
from reporting.instruments import Instrument
from reporting.models import PublicationPlan, Round


def declare_default(round: Round) -> None:
    """Write down the default set and how many schools each stratum has today.

    Small strata are merged by these numbers, so they are those of before the first answer. What
    was declared before stays as it is; the audit line is that of the opening.
    """
    if hasattr(round, "publication_plan"):
        return
    instrument = Instrument.from_data(round.instrument.data)
    PublicationPlan.objects.create(
        round=round,
        publication=default_set(instrument, least=round.least_count).to_data(),
        schools=dict(schools_asked()),
    )
