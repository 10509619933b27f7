//! Why people are admitted, in the words of admission offices (PV2-3), by the specialty they are admitted to.

use super::Kind;

/// Of how many admissions the office does not say why: one in that many.
const UNSAID: u32 = 6;

/// Why the patient of that visit is admitted to that specialty; none where the office did not ask. No dice: the same
/// visit has the same reason whenever it is told.
pub(crate) fn reason(kind: Kind, visit: u32) -> Option<&'static str> {
    let all = reasons(kind);
    let count = u32::try_from(all.len()).unwrap_or(0);
    let place = visit.wrapping_mul(2_654_435_761) >> 8;
    if count == 0 || place.is_multiple_of(UNSAID) {
        return None;
    }
    all.get(usize::try_from(place % count).unwrap_or(0)).copied()
}

fn reasons(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Emergency | Kind::PaediatricEmergency => &[],
        Kind::ShortStay => &[
            "Malaise",
            "Intoxication médicamenteuse",
            "Traumatisme crânien",
            "Douleur abdominale",
        ],
        Kind::IntensiveCare => &[
            "Choc septique",
            "Détresse respiratoire",
            "Polytraumatisme",
            "Arrêt cardiaque récupéré",
        ],
        Kind::StepDown => &[
            "Sepsis",
            "Hémorragie digestive",
            "Suites de chirurgie lourde",
            "Acidocétose",
        ],
        Kind::CoronaryCare => &[
            "SCA avec sus-décalage",
            "Choc cardiogénique",
            "BAV complet",
            "OAP",
        ],
        Kind::StrokeUnit => &["AVC ischémique", "Hémorragie intracérébrale", "AIT"],
        Kind::Cardiology => &[
            "Insuffisance cardiaque",
            "SCA sans sus-décalage",
            "Fibrillation auriculaire",
            "Bilan de syncope",
            "Pose de stimulateur",
            "Endocardite",
        ],
        Kind::Pneumology => &[
            "Pneumopathie",
            "Exacerbation de BPCO",
            "Embolie pulmonaire",
            "Pleurésie",
            "Bilan de nodule",
        ],
        Kind::Gastroenterology => &[
            "Cirrhose décompensée",
            "Pancréatite aiguë",
            "Poussée de Crohn",
            "Angiocholite",
        ],
        Kind::Nephrology => &[
            "Insuffisance rénale aiguë",
            "Pyélonéphrite",
            "Syndrome néphrotique",
        ],
        Kind::Neurology => &[
            "Épilepsie",
            "Poussée de SEP",
            "Syndrome confusionnel",
            "Myasthénie",
        ],
        Kind::Rheumatology => &["Lombosciatique", "Polyarthrite", "Fracture vertébrale"],
        Kind::Endocrinology => &["Diabète décompensé", "Pied diabétique", "Hypercalcémie"],
        Kind::Infectious => &[
            "Érysipèle",
            "Spondylodiscite",
            "Accès palustre",
            "Fièvre prolongée",
        ],
        Kind::Oncology | Kind::OncologyDay => &[
            "Chimiothérapie",
            "Aplasie fébrile",
            "Douleur cancéreuse",
            "Altération de l'état général",
        ],
        Kind::Haematology => &[
            "Leucémie aiguë",
            "Lymphome, cure",
            "Thrombopénie",
            "Aplasie fébrile",
        ],
        Kind::GeneralMedicine => &[
            "Altération de l'état général",
            "Anémie",
            "Fièvre à explorer",
            "Sevrage alcoolique",
            "Thrombose veineuse",
        ],
        Kind::Geriatrics => &[
            "Chute",
            "Syndrome confusionnel",
            "Déshydratation",
            "Insuffisance cardiaque",
            "Maintien à domicile difficile",
        ],
        Kind::Palliative => &["Soins palliatifs", "Répit", "Douleur réfractaire"],
        Kind::VisceralSurgery => &[
            "Appendicite",
            "Cholécystite",
            "Occlusion",
            "Sigmoïdite",
            "Colectomie",
            "Cure de hernie",
        ],
        Kind::Orthopaedics => &[
            "Fracture du col du fémur",
            "Prothèse de hanche",
            "Prothèse de genou",
            "Fracture de cheville",
            "Arthrite septique",
        ],
        Kind::VascularSurgery => &["Ischémie de jambe", "Anévrisme aortique", "Endartériectomie"],
        Kind::Neurosurgery => &["Hématome sous-dural", "Tumeur cérébrale", "Hernie discale"],
        Kind::Urology => &[
            "Colique néphrétique",
            "Résection de prostate",
            "Rétention d'urines",
            "Hématurie",
        ],
        Kind::EarNoseThroat => &["Amygdalectomie", "Épistaxis", "Tumeur du larynx"],
        Kind::Gynaecology => &["Hystérectomie", "Grossesse extra-utérine", "Torsion d'annexe"],
        Kind::Maternity => &[
            "Accouchement",
            "Césarienne programmée",
            "Menace d'accouchement prématuré",
        ],
        Kind::Neonatology => &["Prématurité", "Ictère", "Détresse respiratoire"],
        Kind::Paediatrics => &[
            "Bronchiolite",
            "Gastro-entérite",
            "Asthme",
            "Fièvre du nourrisson",
        ],
        Kind::PaediatricSurgery => &["Appendicite", "Fracture de l'avant-bras", "Torsion testiculaire"],
        Kind::MedicalDay => &["Bilan", "Perfusion", "Transfusion"],
        Kind::DaySurgery => &["Cataracte", "Arthroscopie", "Hernie inguinale", "Canal carpien"],
        Kind::WeekUnit => &["Bilan programmé", "Coloscopie", "Polysomnographie"],
        Kind::Rehabilitation => &[
            "Rééducation après AVC",
            "Rééducation après prothèse",
            "Réadaptation cardiaque",
        ],
        Kind::GeriatricRehabilitation => &[
            "Rééducation après fracture",
            "Reconditionnement",
            "Attente d'EHPAD",
        ],
        Kind::LongTerm => &["Dépendance", "Démence évoluée"],
        Kind::Psychiatry | Kind::ClosedPsychiatry => &[
            "Épisode dépressif",
            "Crise suicidaire",
            "Décompensation psychotique",
        ],
    }
}
