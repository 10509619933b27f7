//! Typed views of the segments bed management lives on.
//!
//! A view says where things are in a segment and what they are called; it checks nothing and knows no rule
//! about beds. What has no method here is still there, through `segment()`.

mod identity;
mod movement;
mod msh;
mod others;
mod scheduling;
mod structure;
mod visit;

pub use identity::{Mrg, Pid};
pub use movement::{Action, Evn, Nature, Unit, Zbe};
pub use msh::{MessageType, Msh};
pub use others::{Npu, Zfd, Zfm, Zfs, Zfv};
pub use scheduling::{Ail, Aip, Ais, Rgs, Sch, Tq1};
pub use structure::{Lch, Loc, Lrl, Mfe, Mfi};
pub use visit::{Pv1, Pv2};

/// Declares a segment view: its name, and for each field a method, what it is read as, and its number.
///
/// `text`: the whole field as one text. `code`: the first component of the first repetition. `ts`: a
/// timestamp. `flag`: `Y` or `N`. `one T`: the first repetition as `T`. `many T`: every repetition as `T`.
/// `codes`: the first component of every repetition.
macro_rules! segment_view {
    (
        $(#[$doc:meta])* $name:ident $wire:literal {
            $($(#[$field_doc:meta])* $field:ident: $kind:ident $($view:ident)? = $number:literal,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name<'a>(crate::message::Segment<'a>);

        impl<'a> $name<'a> {
            /// The name of the segment on the wire.
            pub const NAME: &'static str = $wire;

            /// Reads a segment as this one, whatever its name.
            #[must_use]
            pub const fn new(segment: crate::message::Segment<'a>) -> Self {
                Self(segment)
            }

            /// The first segment of this name in a message.
            #[must_use]
            pub fn of(message: &crate::message::Message<'a>) -> Option<Self> {
                message.segment(Self::NAME).map(Self)
            }

            /// Every segment of this name in a message.
            pub fn all<'m>(message: &'m crate::message::Message<'a>) -> impl Iterator<Item = Self> + 'm {
                message.segments_named(Self::NAME).map(Self)
            }

            /// The segment itself.
            #[must_use]
            pub const fn segment(&self) -> crate::message::Segment<'a> {
                self.0
            }

            $(crate::segments::segment_view!(@$kind $(#[$field_doc])* $field $($view)? $number);)*
        }
    };
    (@text $(#[$doc:meta])* $field:ident $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $field(&self) -> crate::value::Text<'a> {
            self.0.field($number).value()
        }
    };
    (@code $(#[$doc:meta])* $field:ident $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $field(&self) -> crate::value::Text<'a> {
            self.0.field($number).component(1).value()
        }
    };
    (@codes $(#[$doc:meta])* $field:ident $number:literal) => {
        $(#[$doc])*
        pub fn $field(&self) -> impl Iterator<Item = crate::value::Text<'a>> + Clone + use<'a> {
            self.0.field($number).repetitions().map(|one| one.component(1).value())
        }
    };
    (@flag $(#[$doc:meta])* $field:ident $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $field(&self) -> Option<bool> {
            match self.0.field($number).component(1).raw().trim() {
                "Y" | "y" | "O" | "1" => Some(true),
                "N" | "n" | "0" => Some(false),
                _ => None,
            }
        }
    };
    (@ts $(#[$doc:meta])* $field:ident $number:literal) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// When something was sent that is no timestamp.
        pub fn $field(&self) -> Result<crate::value::Value<crate::ts::Ts>, crate::ts::TsError> {
            self.0.field($number).ts()
        }
    };
    (@one $(#[$doc:meta])* $field:ident $view:ident $number:literal) => {
        $(#[$doc])*
        #[must_use]
        pub fn $field(&self) -> $view<'a> {
            $view::from(self.0.field($number))
        }
    };
    (@many $(#[$doc:meta])* $field:ident $view:ident $number:literal) => {
        $(#[$doc])*
        pub fn $field(&self) -> impl Iterator<Item = $view<'a>> + Clone + use<'a> {
            self.0.field($number).repetitions().map($view::from)
        }
    };
}
pub(crate) use segment_view;

#[cfg(test)]
mod tests;
