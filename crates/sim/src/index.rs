//! Positions in the tables of the simulator, one type per table.

/// Declares position types: each a `u32` behind its own name.
macro_rules! positions {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The position of the `index`-th row.
            #[must_use]
            pub fn of(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The position in its table, from zero.
            #[must_use]
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

positions! {
    /// An establishment of the fictional territory.
    EstablishmentIx;
    /// A site of the fictional territory.
    SiteIx;
    /// A division of the fictional territory.
    DivisionIx;
    /// A ward of the fictional territory.
    WardIx;
    /// A room of the fictional territory.
    RoomIx;
    /// A bed of the fictional territory.
    BedIx;
    /// A doctor of the fictional territory.
    DoctorIx;
    /// A fictional person.
    PersonIx;
    /// A stay in the simulated hospital.
    StayIx;
}
