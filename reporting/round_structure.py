"""The nodes of a round's tables and what it declared: read without opening an answer."""

from collections.abc import Iterable, Mapping

from reporting import instruments
from reporting.disclosure.publication import (
    PublicationSet,
    TableSpec,
    default_set,
    structure_of,
)
from reporting.frozen_tables import Structure
from reporting.models import Round
from reporting.table_addresses import listed_tables


def instrument_of(round: Round) -> instruments.Instrument:
    """The questionnaire of a round, parsed."""
    return instruments.Instrument.from_data(round.instrument.data)


def structure_of_round(round: Round) -> Structure:
    """The nodes of a round, small strata merged as its plan says."""
    plan = getattr(round, "publication_plan", None)
    strata = [(stratum.office_code, stratum.level) for stratum in round.strata.all()]
    return structure_with(instrument_of(round), strata, plan.schools if plan else {})


def structure_with(
    instrument: instruments.Instrument,
    strata: Iterable[tuple[str, str]],
    schools: Mapping[str, int],
) -> Structure:
    """The nodes of these strata.

    Args:
        schools: schools in the register by stratum key, such as {"B10-M": 390}.
    """
    by_stratum = {tuple(key.rsplit("-", 1)): number for key, number in schools.items()}
    return structure_of(instrument, strata, by_stratum)


def declared_set(round: Round) -> PublicationSet:
    """What the round declared before it opened; the default set where it declared nothing."""
    plan = getattr(round, "publication_plan", None)
    if plan:
        return PublicationSet.from_data(plan.publication).with_least(round.least_count)
    return default_set(instrument_of(round), least=round.least_count)


def tables_of_round(round: Round) -> dict[str, TableSpec]:
    """The tables of a round that can be asked for at all, by key, each at its lowest floor."""
    return listed_tables(instrument_of(round), least=round.least_count)
