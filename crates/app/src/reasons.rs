//! Why a message was not simply applied, in plain French: what the work-list and the quarantine show.

use base::Moment;
use domain::decide::Remark;
use domain::refusal::Refusal;
use domain::stay::Doubt;
use store::Reason;

use crate::actor::Actor;

/// The reason of a remark: the message was applied, somebody should look.
pub(crate) fn of_remark(remark: &Remark) -> Reason {
    match remark {
        Remark::Doubt(doubt) => of_doubt(*doubt),
        Remark::OtherPatient(_) => reason(
            "other_patient",
            "Le numéro de venue est connu pour un autre patient : vérifiez s'il y a eu fusion ou erreur d'identité.",
        ),
        Remark::SituationDiffers => reason(
            "situation_differs",
            "Après cette annulation, l'émetteur situe le patient ailleurs que ses propres mouvements.",
        ),
        Remark::MergeCircle => reason(
            "merge_circle",
            "Fusion non faite : les deux dossiers se renvoient l'un à l'autre.",
        ),
        Remark::MergeCollision => reason(
            "merge_collision",
            "Fusion non faite : un des dossiers est marqué en collision (deux personnes mélangées). À traiter par l'identitovigilance.",
        ),
        Remark::UnknownWard(code) => Reason {
            code: "unknown_ward".to_owned(),
            text: format!("Une UF est rattachée au service {code}, que la structure ne décrit pas."),
        },
    }
}

fn of_doubt(doubt: Doubt) -> Reason {
    match doubt {
        Doubt::NoAdmission => reason(
            "no_admission",
            "Mouvement reçu sans admission : le patient est montré présent à titre provisoire.",
        ),
        Doubt::AdmissionCancelled => reason(
            "admission_cancelled",
            "Admission annulée alors que des mouvements suivants restent en vigueur.",
        ),
        Doubt::UnknownUpdated => reason(
            "unknown_updated",
            "Correction d'un mouvement qui n'avait jamais été reçu.",
        ),
        Doubt::UnknownCancelled => reason(
            "unknown_cancelled",
            "Annulation d'un mouvement qui n'avait jamais été reçu.",
        ),
        Doubt::AfterDischarge => reason("after_discharge", "Mouvement daté d'après la sortie."),
        Doubt::FarFuture => reason("far_future", "Mouvement daté de plus d'un an après son envoi."),
        Doubt::NoLeave => reason("no_leave", "Retour de permission sans permission en cours."),
        Doubt::TwoPlaces => reason("two_places", "Le patient est présent dans deux lits à la fois."),
    }
}

/// The reason of a refusal: the message is kept aside until something is fixed, or is nothing for beds.
pub(crate) fn of_refusal(refusal: &Refusal) -> Reason {
    match refusal {
        Refusal::NoPatient => reason(
            "no_patient",
            "Le message ne nomme aucun patient (PID-3 vide ou illisible).",
        ),
        Refusal::NoVisit => reason(
            "no_visit",
            "Le mouvement ne nomme aucun séjour (PV1-19 et PID-18 vides).",
        ),
        Refusal::NoBed => reason("no_bed", "Le message ne désigne aucun lit reconnaissable."),
        Refusal::NoAdmission => reason(
            "no_admission_booked",
            "Le rendez-vous n'est pas une entrée en hospitalisation : il ne sert pas à la gestion des lits.",
        ),
        Refusal::DuringStay(_) => reason(
            "during_stay",
            "Le rendez-vous a lieu pendant un séjour en cours : il ne demande pas d'autre lit.",
        ),
        Refusal::BadStructure(lines) => Reason {
            code: "bad_structure".to_owned(),
            text: lines.join(" "),
        },
        other => Reason {
            code: "refused".to_owned(),
            text: format!("Commande refusée : {other:?}."),
        },
    }
}

/// The reason of a message that somebody dealt with by hand: `Traité par o3 le 2026-11-22T09:00:00Z : …`, with what
/// it was before. An id, never a name: screens find the name.
pub(crate) fn settled(actor: &Actor, at: Moment, former: Option<&str>) -> Reason {
    let text = match former {
        Some(former) => format!("Traité par {actor} le {at} : {former}"),
        None => format!("Traité par {actor} le {at}"),
    };
    Reason {
        code: "settled".to_owned(),
        text,
    }
}

/// Several reasons as one: the first names the sort.
pub(crate) fn join(mut reasons: Vec<Reason>) -> Option<Reason> {
    if reasons.len() < 2 {
        return reasons.pop();
    }
    let text = reasons
        .iter()
        .map(|it| it.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let code = reasons.swap_remove(0).code;
    Some(Reason { code, text })
}

/// A reason with a text written here.
pub(crate) fn reason(code: &str, text: &str) -> Reason {
    Reason {
        code: code.to_owned(),
        text: text.to_owned(),
    }
}
