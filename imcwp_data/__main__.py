"""``python -m imcwp_data``: the command line."""

import sys

from imcwp_data.cli import main

sys.exit(main())
