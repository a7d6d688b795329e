"""`python -m papi_cli`."""

import sys

from papi_cli.cli import main

sys.exit(main())
