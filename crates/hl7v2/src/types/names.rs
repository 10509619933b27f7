//! Names of people: XPN for patients, XCN for professionals.

use super::{Hd, data_type};

data_type! {
    /// XPN: one name of a patient.
    Xpn {
        /// The family name.
        family: head 1,
        /// The first given name.
        given: text 2,
        /// The other given names; in France, all birth given names.
        further_given: text 3,
        /// Suffix.
        suffix: text 4,
        /// Title (`M.`, `MME`).
        title: text 5,
        /// What name it is: `L` birth, `D` used, `S` pseudonym.
        type_code: text 7,
    }
}

data_type! {
    /// XCN: a professional.
    Xcn {
        /// The number (RPPS, ADELI, local).
        id: text 1,
        /// The family name.
        family: head 2,
        /// The given name.
        given: text 3,
        /// Title (`DR`).
        title: text 6,
        /// Who issued the number.
        authority: Hd 9,
        /// What name it is.
        name_type: text 10,
        /// What number it is: `RPPS`, `ADELI`, `IDNPS`, `EI`.
        id_type: text 13,
    }
}
