"""What pictures are held as."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Grey: TypeAlias = npt.NDArray[np.uint8]
"""A picture by rows and columns, 0 black to 255 white."""
Colour: TypeAlias = npt.NDArray[np.uint8]
"""A picture by rows, columns, and shades of red, green and blue."""
Marks: TypeAlias = npt.NDArray[np.bool_]
"""Which pixels, or places of a grid, something holds for."""
