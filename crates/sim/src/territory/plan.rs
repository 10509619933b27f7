//! The fictional hospital group as a table: one line per ward, the rest is derived by `build`.
//!
//! Every name, number and address here is invented. The numbers start with 99, which no French department uses.

use super::Kind;

/// A legal establishment of the plan.
pub(super) struct EstablishmentPlan {
    pub name: &'static str,
    /// Name of its administrative software in the feed (MSH-3).
    pub application: &'static str,
    /// Short name that stands beside the FINESS number in places and units.
    pub facility: &'static str,
    pub sites: &'static [SitePlan],
}

/// A campus of the plan.
pub(super) struct SitePlan {
    pub code: &'static str,
    pub name: &'static str,
    /// First digit of its functional units.
    pub digit: u16,
    pub divisions: &'static [DivisionPlan],
}

/// A *pôle* of the plan.
pub(super) struct DivisionPlan {
    pub code: &'static str,
    pub name: &'static str,
    pub wards: &'static [WardPlan],
}

/// A ward of the plan: what it is, its floor, and how many single and double rooms it has.
pub(super) struct WardPlan {
    pub code: &'static str,
    pub name: &'static str,
    pub kind: Kind,
    pub floor: u16,
    pub singles: u16,
    pub doubles: u16,
}

const fn ward(
    code: &'static str,
    name: &'static str,
    kind: Kind,
    floor: u16,
    singles: u16,
    doubles: u16,
) -> WardPlan {
    WardPlan {
        code,
        name,
        kind,
        floor,
        singles,
        doubles,
    }
}

/// Name of the whole group.
pub(super) const TERRITORY: &str = "GHT Terres de Brume";

/// The establishments, their sites, divisions and wards.
pub(super) const ESTABLISHMENTS: &[EstablishmentPlan] = &[
    EstablishmentPlan {
        name: "Centre hospitalier régional de Valbrume",
        application: "GAMBETTE",
        facility: "CHR-VALBRUME",
        sites: &[BEL_ORME, SAINTE_ODILE],
    },
    EstablishmentPlan {
        name: "Centre hospitalier du Vallon",
        application: "MOUVEO",
        facility: "CH-VALLON",
        sites: &[LE_VALLON],
    },
    EstablishmentPlan {
        name: "Établissement de réadaptation et de gériatrie des Tilleuls",
        application: "ADMILIS",
        facility: "ERG-TILLEULS",
        sites: &[LES_FORGES, LES_TILLEULS],
    },
];

const BEL_ORME: SitePlan = SitePlan {
    code: "BO",
    name: "Bel-Orme",
    digit: 1,
    divisions: &[
        DivisionPlan {
            code: "URG",
            name: "Urgences et soins critiques",
            wards: &[
                ward("BO-URG", "Urgences adultes", Kind::Emergency, 0, 26, 0),
                ward("BO-UHCD", "UHCD", Kind::ShortStay, 0, 8, 4),
                ward("BO-REA", "Réanimation polyvalente", Kind::IntensiveCare, 1, 24, 0),
                ward("BO-USC", "Surveillance continue", Kind::StepDown, 1, 16, 0),
            ],
        },
        DivisionPlan {
            code: "CCV",
            name: "Cœur, poumon, vaisseaux",
            wards: &[
                ward(
                    "BO-USIC",
                    "Soins intensifs de cardiologie",
                    Kind::CoronaryCare,
                    4,
                    14,
                    0,
                ),
                ward("BO-CAR-A", "Cardiologie A", Kind::Cardiology, 4, 10, 10),
                ward("BO-CAR-B", "Cardiologie B", Kind::Cardiology, 4, 12, 9),
                ward("BO-PNE", "Pneumologie", Kind::Pneumology, 5, 12, 10),
                ward(
                    "BO-CVT",
                    "Chirurgie vasculaire et thoracique",
                    Kind::VascularSurgery,
                    2,
                    12,
                    9,
                ),
            ],
        },
        DivisionPlan {
            code: "MED",
            name: "Médecine",
            wards: &[
                ward(
                    "BO-HGE",
                    "Hépato-gastro-entérologie",
                    Kind::Gastroenterology,
                    5,
                    10,
                    10,
                ),
                ward("BO-NEP", "Néphrologie", Kind::Nephrology, 5, 10, 8),
                ward(
                    "BO-MIN",
                    "Médecine interne et rhumatologie",
                    Kind::Rheumatology,
                    6,
                    12,
                    8,
                ),
                ward(
                    "BO-END",
                    "Endocrinologie et diabétologie",
                    Kind::Endocrinology,
                    6,
                    10,
                    7,
                ),
                ward("BO-INF", "Maladies infectieuses", Kind::Infectious, 6, 22, 0),
                ward(
                    "BO-MP1",
                    "Médecine polyvalente 1",
                    Kind::GeneralMedicine,
                    3,
                    12,
                    11,
                ),
                ward(
                    "BO-MP2",
                    "Médecine polyvalente 2",
                    Kind::GeneralMedicine,
                    3,
                    12,
                    11,
                ),
                ward("BO-GER", "Gériatrie aiguë", Kind::Geriatrics, 3, 14, 10),
                ward("BO-HDM", "Hôpital de jour de médecine", Kind::MedicalDay, 0, 4, 8),
                ward("BO-HDS", "Hôpital de semaine", Kind::WeekUnit, 0, 8, 6),
            ],
        },
        DivisionPlan {
            code: "NTL",
            name: "Neurosciences, tête et cou",
            wards: &[
                ward("BO-UNV", "Unité neurovasculaire", Kind::StrokeUnit, 7, 14, 0),
                ward("BO-NEU", "Neurologie", Kind::Neurology, 7, 12, 9),
                ward("BO-NCH", "Neurochirurgie", Kind::Neurosurgery, 7, 12, 8),
                ward(
                    "BO-ORL",
                    "ORL, ophtalmologie, maxillo-facial",
                    Kind::EarNoseThroat,
                    2,
                    12,
                    6,
                ),
            ],
        },
        DivisionPlan {
            code: "ONC",
            name: "Cancérologie",
            wards: &[
                ward("BO-ONC", "Oncologie médicale", Kind::Oncology, 8, 16, 6),
                ward("BO-HEM", "Hématologie", Kind::Haematology, 8, 22, 0),
                ward(
                    "BO-HDO",
                    "Hôpital de jour d'oncologie",
                    Kind::OncologyDay,
                    8,
                    4,
                    10,
                ),
            ],
        },
        DivisionPlan {
            code: "CHI",
            name: "Chirurgie",
            wards: &[
                ward("BO-CHV", "Chirurgie viscérale", Kind::VisceralSurgery, 9, 14, 11),
                ward(
                    "BO-OR1",
                    "Chirurgie orthopédique 1",
                    Kind::Orthopaedics,
                    10,
                    12,
                    12,
                ),
                ward(
                    "BO-OR2",
                    "Chirurgie orthopédique 2",
                    Kind::Orthopaedics,
                    10,
                    12,
                    10,
                ),
                ward("BO-URO", "Urologie", Kind::Urology, 9, 12, 9),
                ward("BO-UCA", "Chirurgie ambulatoire", Kind::DaySurgery, 2, 8, 8),
            ],
        },
    ],
};

const SAINTE_ODILE: SitePlan = SitePlan {
    code: "SO",
    name: "Sainte-Odile",
    digit: 2,
    divisions: &[
        DivisionPlan {
            code: "SURG",
            name: "Urgences de Sainte-Odile",
            wards: &[
                ward("SO-URG", "Urgences Sainte-Odile", Kind::Emergency, 0, 14, 0),
                ward(
                    "SO-URP",
                    "Urgences pédiatriques",
                    Kind::PaediatricEmergency,
                    0,
                    10,
                    0,
                ),
                ward("SO-UHCD", "UHCD Sainte-Odile", Kind::ShortStay, 0, 4, 2),
            ],
        },
        DivisionPlan {
            code: "FME",
            name: "Femme, mère, enfant",
            wards: &[
                ward("SO-MAT", "Maternité", Kind::Maternity, 2, 32, 4),
                ward("SO-GYN", "Gynécologie", Kind::Gynaecology, 2, 12, 6),
                ward("SO-NEO", "Néonatologie", Kind::Neonatology, 1, 20, 0),
                ward("SO-PED", "Pédiatrie", Kind::Paediatrics, 3, 16, 7),
                ward(
                    "SO-CPE",
                    "Chirurgie pédiatrique",
                    Kind::PaediatricSurgery,
                    3,
                    8,
                    5,
                ),
            ],
        },
        DivisionPlan {
            code: "SMED",
            name: "Médecine et chirurgie de Sainte-Odile",
            wards: &[
                ward("SO-MPO", "Médecine polyvalente", Kind::GeneralMedicine, 4, 12, 12),
                ward("SO-CAR", "Cardiologie", Kind::Cardiology, 4, 10, 8),
                ward("SO-GER", "Gériatrie aiguë", Kind::Geriatrics, 5, 14, 11),
                ward("SO-DIG", "Chirurgie digestive", Kind::VisceralSurgery, 5, 12, 10),
                ward("SO-PAL", "Soins palliatifs", Kind::Palliative, 6, 14, 0),
            ],
        },
    ],
};

const LE_VALLON: SitePlan = SitePlan {
    code: "VA",
    name: "Le Vallon",
    digit: 3,
    divisions: &[
        DivisionPlan {
            code: "VURG",
            name: "Urgences et soins continus",
            wards: &[
                ward("VA-URG", "Urgences", Kind::Emergency, 0, 12, 0),
                ward("VA-USC", "Surveillance continue", Kind::StepDown, 1, 8, 0),
            ],
        },
        DivisionPlan {
            code: "VMED",
            name: "Médecine, chirurgie et réadaptation",
            wards: &[
                ward("VA-MEA", "Médecine A", Kind::GeneralMedicine, 2, 14, 13),
                ward("VA-MEB", "Médecine B", Kind::GeneralMedicine, 2, 14, 13),
                ward("VA-PNC", "Pneumologie", Kind::Pneumology, 3, 10, 10),
                ward(
                    "VA-CHI",
                    "Chirurgie polyvalente",
                    Kind::VisceralSurgery,
                    3,
                    12,
                    10,
                ),
                ward("VA-GER", "Gériatrie aiguë", Kind::Geriatrics, 4, 12, 10),
                ward("VA-SMR", "SMR polyvalent", Kind::Rehabilitation, 4, 16, 12),
                ward("VA-HDJ", "Hôpital de jour", Kind::MedicalDay, 0, 2, 5),
            ],
        },
    ],
};

const LES_FORGES: SitePlan = SitePlan {
    code: "FO",
    name: "Les Forges",
    digit: 4,
    divisions: &[
        DivisionPlan {
            code: "REA",
            name: "Réadaptation",
            wards: &[
                ward("FO-SML", "SMR locomoteur", Kind::Rehabilitation, 1, 24, 14),
                ward("FO-SMN", "SMR neurologique", Kind::Rehabilitation, 1, 18, 9),
                ward(
                    "FO-SMC",
                    "SMR cardio-respiratoire",
                    Kind::Rehabilitation,
                    2,
                    18,
                    9,
                ),
            ],
        },
        DivisionPlan {
            code: "PSY",
            name: "Psychiatrie",
            wards: &[
                ward("FO-PSA", "Psychiatrie adulte A", Kind::Psychiatry, 3, 18, 6),
                ward("FO-PSB", "Psychiatrie adulte B", Kind::Psychiatry, 3, 18, 6),
                ward(
                    "FO-PSF",
                    "Psychiatrie, unité fermée",
                    Kind::ClosedPsychiatry,
                    4,
                    20,
                    0,
                ),
            ],
        },
    ],
};

const LES_TILLEULS: SitePlan = SitePlan {
    code: "TI",
    name: "Les Tilleuls",
    digit: 5,
    divisions: &[DivisionPlan {
        code: "GER",
        name: "Gériatrie",
        wards: &[
            ward("TI-CSG", "Court séjour gériatrique", Kind::Geriatrics, 1, 16, 8),
            ward(
                "TI-SG1",
                "SMR gériatrique 1",
                Kind::GeriatricRehabilitation,
                2,
                24,
                12,
            ),
            ward(
                "TI-SG2",
                "SMR gériatrique 2",
                Kind::GeriatricRehabilitation,
                2,
                24,
                12,
            ),
            ward("TI-US1", "USLD 1", Kind::LongTerm, 3, 48, 10),
            ward("TI-US2", "USLD 2", Kind::LongTerm, 4, 48, 10),
        ],
    }],
};
