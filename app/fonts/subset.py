"""Makes inter.woff2, the typeface of every page, from Inter's variable font. README.md says when and how."""
import io
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

source, target = sys.argv[1:]

letters = [(0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0xFF), (0x100, 0x17F), (0x218, 0x21B), (0x1E9E, 0x1E9E)]
# Dashes, quotes, narrow spaces, euro, trade mark, arrows, minus and comparisons.
signs = "\u2009\u202f–—‘’‚“”„†•…‹›€™←↑→↓−≈≠≤≥"
wanted = [code for first, last in letters for code in range(first, last + 1)] + [ord(sign) for sign in signs]

options = subset.Options()
options.layout_features = ["kern", "calt", "tnum"]
options.hinting = False
options.glyph_names = False
options.notdef_outline = True
options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]

font = TTFont(source)
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=wanted)
subsetter.subset(font)

# Read again: instancing needs tables that the subsetter left half open.
plain = io.BytesIO()
font.flavor = None
font.save(plain)
plain.seek(0)
font = instancer.instantiateVariableFont(TTFont(plain), {"wght": (400, 600), "opsz": 14})
font.flavor = "woff2"
font.save(target)
