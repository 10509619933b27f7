//! Writing straight into the page around, for what a board has hundreds of.
//!
//! `html!` begins a text of its own each time, and the page copies it: clear to read, and free as long as there are
//! few. A tile is made of thirty such parts and a territory of two thousand tiles, so these parts write themselves
//! into the one text of their board. Nothing gets into a page unescaped that `html!` would have escaped: literals are
//! markup, everything else goes through [`maud::Render`].

use std::fmt::Display;

use maud::Render;

/// Writes into a page, in order: literals as they are, values in brackets escaped as `html!` does.
macro_rules! put {
    ($out:ident; $($part:tt)+) => {{ $( $crate::put::put!(@ $out $part); )+ }};
    (@ $out:ident $markup:literal) => { $out.push_str($markup) };
    (@ $out:ident ($value:expr)) => { ::maud::Render::render_to(&$value, $out) };
}
pub(crate) use put;

/// A part of a page that writes itself.
#[derive(Clone, Copy)]
pub struct Drawn<F>(F);

/// The part that is written so.
pub const fn drawn<F: Fn(&mut String)>(write: F) -> Drawn<F> {
    Drawn(write)
}

impl<F: Fn(&mut String)> Render for Drawn<F> {
    fn render_to(&self, out: &mut String) {
        (self.0)(out);
    }
}

/// An id: a letter and digits, of which nothing needs escaping.
pub fn id(id: impl Display) -> impl Render {
    drawn(move |out| {
        use std::fmt::Write as _;
        // Writing into a String cannot fail.
        let _ = write!(out, "{id}");
    })
}

/// A text; what means something in HTML is escaped.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a>(&'a str);

/// That text. Says what the text itself says in `html!`, and takes a short way when nothing in it needs escaping.
#[must_use]
pub const fn text(text: &str) -> Text<'_> {
    Text(text)
}

impl Render for Text<'_> {
    fn render_to(&self, out: &mut String) {
        let means_something = |byte| matches!(byte, b'&' | b'<' | b'>' | b'"');
        // All bytes are looked at, sixteen at a time: faster than stopping at the first.
        if self
            .0
            .bytes()
            .fold(false, |found, byte| found | means_something(byte))
        {
            self.0.render_to(out);
        } else {
            out.push_str(self.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use maud::html;

    use super::*;

    #[test]
    fn a_text_is_escaped_as_html_escapes_it() {
        for sample in [
            "",
            "D’ESTRÉES",
            "<b>",
            "a & b",
            "\"",
            "'",
            "é>",
            "0123456789abcdef&",
            "&amp;",
        ] {
            assert_eq!(
                html! { (text(sample)) }.into_string(),
                html! { (sample) }.into_string()
            );
        }
    }

    #[test]
    fn parts_are_put_in_order_and_values_escaped() {
        let mut page = String::new();
        let out = &mut page;
        let name = "<NOM>";
        put!(out; "<p>" (name) " " (7_u32) (drawn(|out| put!(out; "<i></i>"))) "</p>");
        assert_eq!(page, "<p>&lt;NOM&gt; 7<i></i></p>");
    }
}
