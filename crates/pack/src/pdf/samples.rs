//! Sheets made by hand, for tests here and above.

use crate::{Headings, Sheet};

/// A sheet without a line.
#[must_use]
pub fn empty() -> Sheet {
    Sheet {
        lang: "fr",
        title: "Cardiologie B".into(),
        place: "Bel-Orme · CH de la Vallée".into(),
        stamp: "Feuille de secours · ven. 20 nov. 2026, 14:05:32".into(),
        fresh: "Journal n° 1 204 · dernier message reçu à 14:03".into(),
        counts: vec![("23".into(), "occupés".into()), ("2".into(), "libres".into())],
        headings: Headings {
            bed: "Lit",
            patient: "Patient",
            who: "Sexe, âge",
            number: "IPP",
            doctor: "Méd.",
            since: "Depuis",
            marks: "Précautions, alertes",
            leaving: "Sortie prévue",
            next: "Prochain mouvement",
            report: "À reporter après la panne",
        },
        rows: vec![],
        notes: vec![],
        legend: vec![],
        foot: "Détruire après report.".into(),
        page: "Page",
    }
}
