//! Why an answer is not believed.

/// Why an answer is not believed. What it says is for logs; pages have words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It cannot be read: cut, twice the same, or of another form.
    #[error("réponse illisible")]
    Unreadable,
    /// It answers another ceremony.
    #[error("réponse à une autre question")]
    Ceremony,
    /// It answers no question that was asked of this browser lately.
    #[error("question inconnue, échue ou déjà répondue")]
    Challenge,
    /// It was made on a page of another site.
    #[error("réponse faite sur un autre site")]
    Origin,
    /// The key is for another site.
    #[error("clé d'un autre site")]
    Party,
    /// Nobody touched the authenticator.
    #[error("personne n'était présent")]
    NotPresent,
    /// The authenticator did not verify who touched it.
    #[error("l'authentificateur n'a pas vérifié la personne")]
    NotVerified,
    /// What it says of copies cannot be, or is not what it said before.
    #[error("état de sauvegarde impossible")]
    Backup,
    /// The key is of a kind that we do not use.
    #[error("algorithme non admis")]
    Algorithm,
    /// Its statement about the authenticator is not one we take.
    #[error("attestation non admise")]
    Attestation,
    /// The signature is not that of the key.
    #[error("signature fausse")]
    Signature,
    /// Its counter did not move forward: there may be two of that key.
    #[error("compteur en recul : clé peut-être copiée")]
    Counter,
    /// The key is nobody's here, or not theirs any more.
    #[error("clé inconnue")]
    UnknownKey,
    /// The key is somebody else's than the answer says.
    #[error("clé d'une autre personne")]
    Somebody,
}

impl Refused {
    /// Its name in traces.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Ceremony => "ceremony",
            Self::Challenge => "challenge",
            Self::Origin => "origin",
            Self::Party => "party",
            Self::NotPresent => "not_present",
            Self::NotVerified => "not_verified",
            Self::Backup => "backup",
            Self::Algorithm => "algorithm",
            Self::Attestation => "attestation",
            Self::Signature => "signature",
            Self::Counter => "counter",
            Self::UnknownKey => "unknown_key",
            Self::Somebody => "somebody",
        }
    }
}
