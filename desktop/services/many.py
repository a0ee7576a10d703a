"""What an officer does with many dossiers at once."""

from dataclasses import dataclass

from desktop.services.batching import Batching
from desktop.services.day_book import DayBook
from desktop.services.importing import Importing


@dataclass(frozen=True, slots=True)
class Many:
    """Batches, rows of spreadsheets, the day's report."""

    batching: Batching
    importing: Importing
    day_book: DayBook
