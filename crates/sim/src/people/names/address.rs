//! Invented addresses.

/// Invented towns with their invented postal codes: no French postal code begins with 99.
pub(crate) const TOWNS: &[(&str, &str)] = &[
    ("VALBRUME", "99100"),
    ("ORSELLE", "99120"),
    ("MONTFAUCHEUX", "99130"),
    ("LES AULNOIES", "99140"),
    ("SAINT-ARBOGAST-LE-VIEUX", "99150"),
    ("BRÉMONTEL", "99160"),
    ("COURVILLERS-SUR-BRUME", "99170"),
    ("HAUTEBROUSSE", "99180"),
    ("VIEUX-FOURNEAU", "99190"),
    ("LA TUILERIE-HAUTE", "99210"),
    ("NOIREPIERRE", "99220"),
    ("GRANDRUPT-LES-ÉTANGS", "99230"),
    ("FONTBOISE", "99240"),
    ("MARBELLE", "99250"),
    ("ESCHWALDEN", "99260"),
    ("PONT-À-LOUVE", "99270"),
    ("ROCHEMAURE-EN-BRUME", "99280"),
    ("VILLERS-AUX-OIES", "99290"),
];

/// Streets that could be anywhere.
pub(crate) const STREETS: &[&str] = &[
    "rue des Lilas",
    "rue de l'Église",
    "avenue de la Gare",
    "rue du Moulin",
    "place du Marché",
    "rue Haute",
    "chemin des Vignes",
    "impasse du Lavoir",
    "rue des Écoles",
    "rue de la Fontaine",
    "allée des Tilleuls",
    "route de Valbrume",
    "rue du Général-Brunet",
    "rue des Mésanges",
    "cours des Forges",
    "rue Basse",
    "square des Mineurs",
    "quai des Bateliers",
    "rue de la Poste",
    "ruelle du Four",
];
