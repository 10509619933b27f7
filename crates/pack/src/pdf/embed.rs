//! The fonts as objects of a PDF.

use std::io::Write as _;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref, Str};

use crate::font::{BOLD, Font, REGULAR};

/// The name of each face in a page, and the number of its object: five objects each, from the fourth on.
pub(super) const FACES: [(&[u8], i32); 2] = [(b"R", 4), (b"B", 9)];
/// Objects of one face.
const OBJECTS: i32 = 5;

const CID: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// Compressed once: every sheet embeds the same bytes.
static FILES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| [compressed(REGULAR.bytes), compressed(BOLD.bytes)]);

/// Bytes behind a Flate filter.
pub(super) fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    // Writing into a Vec cannot fail; an empty answer would show in every test.
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default()
}

/// Writes both faces from that object on; says how many objects they took.
pub(super) fn embed(pdf: &mut Pdf, from: i32) -> i32 {
    let [regular, bold] = &*FILES;
    face(pdf, &REGULAR, regular, from, FontFlags::NON_SYMBOLIC, 80.0);
    face(
        pdf,
        &BOLD,
        bold,
        from + OBJECTS,
        FontFlags::NON_SYMBOLIC | FontFlags::FORCE_BOLD,
        140.0,
    );
    2 * OBJECTS
}

fn face(pdf: &mut Pdf, font: &Font, file: &[u8], from: i32, flags: FontFlags, stem: f32) {
    let [outer, inner, descriptor, program, letters] = [0, 1, 2, 3, 4].map(|place| Ref::new(from + place));
    let name = Name(font.name.as_bytes());
    pdf.type0_font(outer)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(inner)
        .to_unicode(letters);
    let mut cid = pdf.cid_font(inner);
    cid.subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(CID)
        .font_descriptor(descriptor)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    cid.widths()
        .consecutive(0, font.widths.iter().map(|width| f32::from(*width)));
    cid.finish();
    let [ascent, descent, capitals] = font.metrics.map(f32::from);
    let [left, bottom, right, top] = font.bounds.map(f32::from);
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(flags)
        .bbox(Rect::new(left, bottom, right, top))
        .italic_angle(0.0)
        .ascent(ascent)
        .descent(descent)
        .cap_height(capitals)
        .stem_v(stem)
        .font_file2(program);
    pdf.stream(program, file)
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), i32::try_from(font.bytes.len()).unwrap_or(0));
    let mut cmap = UnicodeCmap::<u16>::new(Name(b"Letters"), CID);
    // Two characters may share a glyph (a blank and one that does not break): the plainer one is what is copied.
    let mut told = vec![false; font.widths.len()];
    for (letter, glyph) in font.letters() {
        if let Some(seen) = told.get_mut(usize::from(glyph))
            && !std::mem::replace(seen, true)
        {
            cmap.pair(glyph, letter);
        }
    }
    pdf.stream(letters, &compressed(cmap.finish().as_slice()))
        .filter(Filter::FlateDecode);
}
