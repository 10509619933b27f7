#!/usr/bin/env python3
"""Makes the two fonts of the PDF from the variable web fonts (needs fonttools and brotli from PyPI).

Run in this folder; the same versions give the same bytes. See README.md.
"""
from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCES = ["ahn-latin.woff2", "ahn-latin-ext.woff2"]
KEPT = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E]
KEPT += [ord(sign) for sign in "\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u2039\u203a\u20ac\u2122\u2212\u2191\u2193"]

for name, weight in [("regular", 400), ("bold", 760)]:
    parts = []
    for source in SOURCES:
        font = TTFont(f"../../web/assets/fonts/{source}")
        font = instancer.instantiateVariableFont(font, {"wght": weight})
        for table in ["GPOS", "GSUB", "GDEF", "STAT", "MVAR", "HVAR", "avar", "prep", "gasp"]:
            if table in font:
                del font[table]
        part = f"part-{len(parts)}.ttf"
        font.save(part)
        parts.append(part)
    merged = merge.Merger().merge(parts)
    options = subset.Options(hinting=False, notdef_outline=True, glyph_names=False, legacy_kern=False)
    options.name_IDs = [0, 1, 2, 5, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=KEPT)
    subsetter.subset(merged)
    merged["head"].created = merged["head"].modified = 3_000_000_000
    merged.recalcTimestamp = False
    merged.save(f"ahn-{name}.ttf", reorderTables=True)
    for part in parts:
        __import__("os").remove(part)
