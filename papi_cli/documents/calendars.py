"""An agency's dates as a calendar (.ics): when it reports, when its tasks end or come round."""

from __future__ import annotations

import icalendar

__all__ = ["icalendar"]
