"""python -m cxdata …"""

import sys

from cxdata.cli import main

sys.exit(main(sys.argv[1:]))
