//! The names of the fields a hospital reads in an ADT message (HL7 v2.5, IHE PAM France).

use crate::words::Words;

/// The name of a segment, in French and in English.
const SEGMENTS: [(&str, &str, &str); 17] = [
    ("MSH", "En-tête", "Header"),
    ("EVN", "Événement", "Event"),
    ("PID", "Patient", "Patient"),
    ("PD1", "Patient, suite", "Patient, more"),
    ("ROL", "Intervenant", "Role"),
    ("NK1", "Proche", "Next of kin"),
    ("PV1", "Venue", "Visit"),
    ("PV2", "Venue, suite", "Visit, more"),
    ("ZBE", "Mouvement", "Movement"),
    ("ZFA", "Dossier pharmaceutique", "Pharmacy file"),
    (
        "ZFD",
        "Date de naissance lunaire, consentements",
        "Demographics, French",
    ),
    (
        "ZFM",
        "Mode d’entrée et de sortie PMSI",
        "Mode of admission and discharge",
    ),
    ("ZFP", "Situation professionnelle", "Occupation"),
    ("ZFV", "Venue, complément français", "Visit, French"),
    ("MRG", "Ancien identifiant", "Prior identifiers"),
    ("IN1", "Assurance", "Insurance"),
    ("OBX", "Observation", "Observation"),
];

/// The name of a field, in French and in English.
const FIELDS: [(&str, usize, &str, &str); 70] = [
    ("MSH", 1, "séparateur", "separator"),
    ("MSH", 2, "caractères d’encodage", "encoding characters"),
    ("MSH", 3, "application émettrice", "sending application"),
    ("MSH", 4, "établissement émetteur", "sending facility"),
    ("MSH", 5, "application destinataire", "receiving application"),
    ("MSH", 6, "établissement destinataire", "receiving facility"),
    ("MSH", 7, "émis le", "sent"),
    ("MSH", 9, "type de message", "message type"),
    ("MSH", 10, "n° de message", "control id"),
    ("MSH", 11, "mode", "processing"),
    ("MSH", 12, "version", "version"),
    ("MSH", 17, "pays", "country"),
    ("MSH", 18, "jeu de caractères", "character set"),
    ("MSH", 21, "profil", "profile"),
    ("EVN", 1, "événement", "event"),
    ("EVN", 2, "enregistré le", "recorded"),
    ("EVN", 3, "prévu le", "planned"),
    ("EVN", 4, "motif", "reason"),
    ("EVN", 5, "opérateur", "operator"),
    ("EVN", 6, "survenu le", "occurred"),
    ("PID", 3, "identifiants", "identifiers"),
    ("PID", 5, "nom", "name"),
    ("PID", 6, "nom de la mère", "mother’s name"),
    ("PID", 7, "naissance", "birth"),
    ("PID", 8, "sexe", "sex"),
    ("PID", 11, "adresse", "address"),
    ("PID", 13, "téléphone", "phone"),
    ("PID", 16, "situation familiale", "marital status"),
    ("PID", 18, "n° de dossier", "account"),
    ("PID", 21, "identifiant de la mère", "mother’s identifier"),
    ("PID", 24, "naissance multiple", "multiple birth"),
    ("PID", 29, "décès le", "death"),
    ("PID", 30, "décédé", "deceased"),
    ("PID", 32, "fiabilité de l’identité", "identity reliability"),
    ("PID", 33, "modifié le", "last update"),
    ("PID", 34, "modifié par", "updated by"),
    ("PV1", 2, "classe", "class"),
    ("PV1", 3, "lieu", "location"),
    ("PV1", 4, "type d’entrée", "admission type"),
    ("PV1", 5, "n° de préadmission", "pre-admission number"),
    ("PV1", 6, "lieu précédent", "prior location"),
    ("PV1", 7, "médecin", "attending doctor"),
    ("PV1", 8, "médecin adresseur", "referring doctor"),
    ("PV1", 10, "discipline", "hospital service"),
    ("PV1", 11, "lieu provisoire", "temporary location"),
    ("PV1", 16, "confidentialité", "VIP"),
    ("PV1", 17, "médecin d’entrée", "admitting doctor"),
    ("PV1", 18, "type de patient", "patient type"),
    ("PV1", 19, "n° de venue", "visit number"),
    ("PV1", 20, "classe financière", "financial class"),
    ("PV1", 21, "tarif", "charge"),
    ("PV1", 22, "chambre seule", "courtesy (single room)"),
    ("PV1", 36, "mode de sortie", "discharge disposition"),
    ("PV1", 37, "destination", "discharged to"),
    ("PV1", 41, "état du dossier", "account status"),
    ("PV1", 42, "lieu prévu", "pending location"),
    ("PV1", 44, "entrée le", "admitted"),
    ("PV1", 45, "sortie le", "discharged"),
    ("PV2", 8, "entrée prévue", "expected admission"),
    ("PV2", 9, "sortie prévue", "expected discharge"),
    ("PV2", 47, "retour prévu", "expected return"),
    ("ZBE", 1, "n° de mouvement", "movement id"),
    ("ZBE", 2, "à compter du", "effective"),
    ("ZBE", 4, "action", "action"),
    ("ZBE", 5, "historique", "historic"),
    ("ZBE", 6, "événement d’origine", "original event"),
    ("ZBE", 7, "UF médicale", "medical unit"),
    ("ZBE", 8, "UF de soins", "nursing unit"),
    ("ZBE", 9, "nature", "nature"),
    ("MRG", 1, "ancien identifiant", "prior identifier"),
];

/// The name of a segment; nothing for one that is not known here.
pub fn segment(words: &Words, name: &str) -> Option<&'static str> {
    SEGMENTS
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|(_, fr, en)| words.pick(*fr, *en))
}

/// The name of a field; nothing for one that is not known here.
pub fn field(words: &Words, segment: &str, number: usize) -> Option<&'static str> {
    FIELDS
        .iter()
        .find(|(known, place, ..)| *known == segment && *place == number)
        .map(|(_, _, fr, en)| words.pick(*fr, *en))
}
