//! One id type per kind of thing, so that a bed can never stand where a stay is meant.
//!
//! Ids are small numbers handed out by the journal in order; they mean nothing outside their territory.

/// Declares a family of id types: each a number behind its own name, with a one-letter printed prefix.
#[macro_export]
macro_rules! id_kinds {
    ($($(#[$doc:meta])* $name:ident = $letter:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(from = "u32", into = "u32")]
        // One more than the number, so that an optional id takes no more room than an id.
        pub struct $name(::std::num::NonZeroU32);

        impl From<u32> for $name {
            fn from(number: u32) -> Self {
                Self::new(number)
            }
        }

        impl From<$name> for u32 {
            fn from(id: $name) -> Self {
                id.number()
            }
        }

        impl $name {
            /// The id with this number. Only the journal and its readers make ids.
            #[must_use]
            pub const fn new(number: u32) -> Self {
                match ::std::num::NonZeroU32::new(number.saturating_add(1)) {
                    Some(stored) => Self(stored),
                    None => Self(::std::num::NonZeroU32::MIN),
                }
            }

            /// The number behind the id.
            #[must_use]
            pub const fn number(self) -> u32 {
                self.0.get() - 1
            }

            /// The position of this id in a table indexed from zero.
            #[must_use]
            pub const fn index(self) -> usize {
                self.number() as usize
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::id::print($letter, self.number(), out)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self, out)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::id::NotAnId;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                let digits = text.strip_prefix($letter).ok_or($crate::id::NotAnId)?;
                digits.parse().map(Self::new).map_err(|_| $crate::id::NotAnId)
            }
        }
    )*};
}

/// Prints an id: the letter, then the digits. A board prints ten thousand of them, so that no format is read for each.
#[doc(hidden)]
pub fn print(letter: char, number: u32, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let (mut digits, mut at, mut rest) = ([b'0'; 10], 10, number);
    for digit in digits.iter_mut().rev() {
        *digit += u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        at -= 1;
        if rest == 0 {
            break;
        }
    }
    std::fmt::Write::write_char(out, letter)?;
    out.write_str(
        digits
            .get(at..)
            .and_then(|it| std::str::from_utf8(it).ok())
            .unwrap_or_default(),
    )
}

/// A text that should have been a printed id (a letter, then digits) and is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("identifiant illisible")]
pub struct NotAnId;

id_kinds! {
    /// A legal or geographic institution of the territory (FINESS).
    EstablishmentId = 'e';
    /// A campus of an establishment.
    SiteId = 'x';
    /// A *pôle*: a clinical division of a site.
    DivisionId = 'd';
    /// A *service*: the place people call by that name, holding rooms.
    WardId = 'w';
    /// A room of a ward.
    RoomId = 'r';
    /// A bed or day place of a room.
    BedId = 'b';
    /// A functional unit (UF), of housing, care or medical responsibility.
    UnitId = 'u';
    /// A person cared for.
    PatientId = 'p';
    /// One visit of a patient (FHIR Encounter, PV1-19).
    StayId = 's';
    /// A professional named by the feed.
    PractitionerId = 'm';
    /// Someone who acts in Chevet.
    PersonId = 'o';
    /// A note that somebody wrote about a stay.
    NoteId = 'n';
    /// Whoever gives out numbers: an assigning authority, a sender.
    AuthorityId = 'g';
    /// A screen on a wall (*affichage*).
    DisplayId = 'a';
    /// A request for a bed (*demande de lit*).
    RequestId = 'q';
    /// A bed promised to somebody (*réservation*).
    HoldId = 'h';
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_prints_with_its_letter_and_reads_back() {
        assert_eq!(BedId::new(12).to_string(), "b12");
        for number in [0, 9, 10, 402, 4_294_967_294] {
            assert_eq!(StayId::new(number).to_string(), format!("s{number}"));
        }
        assert_eq!("b12".parse(), Ok(BedId::new(12)));
        assert_eq!("w12".parse::<BedId>(), Err(NotAnId));
        assert_eq!("b".parse::<BedId>(), Err(NotAnId));
        assert_eq!(size_of::<Option<BedId>>(), size_of::<BedId>());
    }
}
