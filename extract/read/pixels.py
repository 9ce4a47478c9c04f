"""What pictures are made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""A picture: height × width × 3 (red, green, blue), or height × width where it is grey."""
Mask = NDArray[np.bool_]
"""Which pixels of a picture are drawn."""
