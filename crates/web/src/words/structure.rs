//! The structure page: what is known of places.

use super::Noun;

/// The texts of the structure page.
#[derive(Debug)]
pub struct StructureWords {
    /// Title.
    pub title: &'static str,
    /// What the page is for.
    pub intro: &'static str,
    /// Standing: discovered.
    pub discovered: &'static str,
    /// Standing: confirmed.
    pub confirmed: &'static str,
    /// Standing: set aside.
    pub ignored: &'static str,
    /// Button: this place is real.
    pub confirm: &'static str,
    /// Button: all of them are real.
    pub confirm_all: &'static str,
    /// Beside that button.
    pub confirm_all_why: &'static str,
    /// Beside the button of one ward.
    pub confirm_why: &'static str,
    /// Leads to the page of a ward.
    pub open: &'static str,
    /// Leads to the board.
    pub board: &'static str,
    /// Title of the list.
    pub wards: &'static str,
    /// Column: ward.
    pub ward: &'static str,
    /// Column: code.
    pub code: &'static str,
    /// Column and field: site.
    pub site: &'static str,
    /// Field: division.
    pub division: &'static str,
    /// Column and field: specialty.
    pub specialty: &'static str,
    /// Column: functional units.
    pub units: &'static str,
    /// Column: rooms and beds.
    pub beds: &'static str,
    /// Column: patients present.
    pub present: &'static str,
    /// Column: how it is known.
    pub standing: &'static str,
    /// The field that narrows the list.
    pub find: &'static str,
    /// Hint in the field.
    pub find_hint: &'static str,
    /// No place at all.
    pub none: &'static str,
    /// What to do about it.
    pub none_advice: &'static str,
    /// Title: establishments.
    pub establishments: &'static str,
    /// Field: name.
    pub name: &'static str,
    /// Button: gives the name.
    pub rename: &'static str,
    /// Title: a new site.
    pub add_site: &'static str,
    /// Field: code of the site.
    pub site_code: &'static str,
    /// Button: adds it.
    pub add: &'static str,
    /// Title: units without a ward.
    pub loose_units: &'static str,
    /// Why that matters.
    pub loose_why: &'static str,
    /// Field: unit.
    pub unit: &'static str,
    /// Button: attaches it.
    pub attach: &'static str,
    /// Button: detaches it.
    pub detach: &'static str,
    /// Kind of unit.
    pub housing: &'static str,
    /// Kind of unit.
    pub care: &'static str,
    /// Kind of unit.
    pub medical: &'static str,
    /// Title: structure files.
    pub import: &'static str,
    /// How.
    pub import_how: &'static str,
    /// Card: name.
    pub identity: &'static str,
    /// Card: site and division.
    pub place: &'static str,
    /// Choice: not known.
    pub unknown: &'static str,
    /// Card: rooms and beds.
    pub rooms: &'static str,
    /// How.
    pub rooms_why: &'static str,
    /// Field: label of a bed.
    pub label: &'static str,
    /// Choice: take the bed away.
    pub remove: &'static str,
    /// Button: saves labels and removals.
    pub save_beds: &'static str,
    /// No bed.
    pub no_bed: &'static str,
    /// Title: move rooms.
    pub move_rooms: &'static str,
    /// Field: into which ward.
    pub to_ward: &'static str,
    /// Button: moves them.
    pub move_room: &'static str,
    /// Title: merge.
    pub merge: &'static str,
    /// What that does.
    pub merge_why: &'static str,
    /// Button: merges.
    pub merge_do: &'static str,
    /// Button: sets aside.
    pub ignore: &'static str,
    /// What that does.
    pub ignore_why: &'static str,
    /// Button: takes back.
    pub restore: &'static str,
    /// What that does.
    pub restore_why: &'static str,
    /// After a write.
    pub saved: &'static str,
    /// Before the reason of a refusal.
    pub refused: &'static str,
    /// Before the reason, when something was done.
    pub partly: &'static str,
    /// A name or code that cannot be kept.
    pub bad_text: &'static str,
    /// What to do about it.
    pub bad_text_next: &'static str,
    /// A choice was not made.
    pub choose: &'static str,
    /// What to do about it.
    pub choose_next: &'static str,
    /// A choice: none.
    pub no_ward: &'static str,
    /// Wards to confirm.
    pub to_confirm: Noun,
    /// Rooms.
    pub room: Noun,
    /// Patients present.
    pub patients: Noun,
}

/// French.
pub const FR: StructureWords = StructureWords {
    title: "Structure",
    intro: "Les lieux que les flux ont découverts et ceux que l’hôpital a décrits. Un lieu découvert est utilisable tout de suite ; le confirmer dit qu’il est vrai.",
    discovered: "découvert",
    confirmed: "confirmé",
    ignored: "ignoré",
    confirm: "Confirmer",
    confirm_all: "Tout confirmer",
    confirm_why: "Il est utilisable tout de suite. Le confirmer dit qu’il existe vraiment, avec ses lits.",
    confirm_all_why: "Tous existent vraiment ? Sinon, ouvrez un service pour le renommer, le fusionner ou l’ignorer.",
    open: "Ouvrir",
    board: "Voir le tableau",
    wards: "Services",
    ward: "Service",
    code: "Code",
    site: "Site",
    division: "Pôle",
    specialty: "Spécialité",
    units: "UF",
    beds: "Lits",
    present: "Présents",
    standing: "État",
    find: "Chercher un service",
    find_hint: "Nom, code, site…",
    none: "Aucun lieu n’est encore connu.",
    none_advice: "Branchez un flux ou importez une structure : la page d’accueil dit comment.",
    establishments: "Établissements",
    name: "Nom",
    rename: "Renommer",
    add_site: "Ajouter un site",
    site_code: "Code (FINESS géographique)",
    add: "Ajouter",
    loose_units: "UF sans service",
    loose_why: "Une unité médicale ou de soins peut rester ainsi. Un patient hébergé dans l’une d’elles est montré « sans service » jusqu’à ce qu’elle soit rattachée.",
    unit: "Unité fonctionnelle",
    attach: "Rattacher",
    detach: "Détacher",
    housing: "hébergement",
    care: "soins",
    medical: "médicale",
    import: "Importer un fichier",
    import_how: "Une structure préparée en CSV ou JSON s’importe sur le serveur. La première commande montre ce qui changerait, sans rien écrire ; la seconde l’applique.",
    identity: "Nom et spécialité",
    place: "Rattachement",
    unknown: "non précisé",
    rooms: "Chambres et lits",
    rooms_why: "Le libellé est ce que l’équipe dit (« P », « F ») ; vide, le code du flux est montré. Retirer un lit le garde dans l’historique.",
    label: "Libellé du lit",
    remove: "retirer",
    save_beds: "Enregistrer les lits",
    no_bed: "Aucun lit connu. Ils apparaissent dès qu’un mouvement les nomme.",
    move_rooms: "Déplacer des chambres",
    to_ward: "Vers le service",
    move_room: "Déplacer",
    merge: "Fusionner dans un autre service",
    merge_why: "Ses unités, chambres, lits et patients passent à l’autre service ; celui-ci disparaît. À faire quand le flux a deux codes pour un même lieu.",
    merge_do: "Fusionner",
    ignore: "Ignorer ce service",
    ignore_why: "Pour une unité de test ou de facturation : elle n’est plus comptée ni montrée, et le flux continue d’être reçu.",
    restore: "Rétablir ce service",
    restore_why: "Ce service est ignoré : ni compté, ni montré.",
    saved: "C’est enregistré.",
    refused: "Rien n’a été changé.",
    partly: "Une partie a été enregistrée.",
    bad_text: "Ce texte est vide ou trop long.",
    bad_text_next: "Écrivez un nom (250 caractères au plus) ou un code (100 au plus).",
    choose: "Rien n’est choisi.",
    choose_next: "Choisissez dans la liste et envoyez à nouveau.",
    no_ward: "choisir…",
    to_confirm: Noun("service découvert à confirmer", "services découverts à confirmer"),
    room: Noun("chambre", "chambres"),
    patients: Noun("patient présent", "patients présents"),
};

/// English.
pub const EN: StructureWords = StructureWords {
    title: "Structure",
    intro: "Places that feeds discovered and places the hospital described. A discovered place is usable at once; confirming it says it is real.",
    discovered: "discovered",
    confirmed: "confirmed",
    ignored: "set aside",
    confirm: "Confirm",
    confirm_all: "Confirm all",
    confirm_why: "It is usable at once. Confirming it says that it really exists, with its beds.",
    confirm_all_why: "Are they all real? If not, open a ward to rename it, merge it or set it aside.",
    open: "Open",
    board: "See the board",
    wards: "Wards",
    ward: "Ward",
    code: "Code",
    site: "Site",
    division: "Division",
    specialty: "Specialty",
    units: "Units",
    beds: "Beds",
    present: "Present",
    standing: "Standing",
    find: "Find a ward",
    find_hint: "Name, code, site…",
    none: "No place is known yet.",
    none_advice: "Connect a feed or import a structure: the home page says how.",
    establishments: "Establishments",
    name: "Name",
    rename: "Rename",
    add_site: "Add a site",
    site_code: "Code (geographic FINESS)",
    add: "Add",
    loose_units: "Units without a ward",
    loose_why: "A medical or nursing unit may stay so. A patient lodged in one of them is shown without a ward until it is attached.",
    unit: "Functional unit",
    attach: "Attach",
    detach: "Detach",
    housing: "housing",
    care: "nursing",
    medical: "medical",
    import: "Import a file",
    import_how: "A structure prepared as CSV or JSON is imported on the server. The first command shows what would change and writes nothing; the second applies it.",
    identity: "Name and specialty",
    place: "Where it belongs",
    unknown: "not known",
    rooms: "Rooms and beds",
    rooms_why: "The label is what the team says (“P”, “F”); empty, the code of the feed is shown. A bed taken out stays in history.",
    label: "Label of bed",
    remove: "take out",
    save_beds: "Save the beds",
    no_bed: "No bed known. They appear as soon as a movement names them.",
    move_rooms: "Move rooms",
    to_ward: "To the ward",
    move_room: "Move",
    merge: "Merge into another ward",
    merge_why: "Its units, rooms, beds and patients go to the other ward; this one disappears. For a place that the feed calls by two codes.",
    merge_do: "Merge",
    ignore: "Set this ward aside",
    ignore_why: "For a test or billing unit: it is no longer counted nor shown, and the feed is still received.",
    restore: "Restore this ward",
    restore_why: "This ward is set aside: neither counted nor shown.",
    saved: "Saved.",
    refused: "Nothing was changed.",
    partly: "Some of it was saved.",
    bad_text: "This text is empty or too long.",
    bad_text_next: "Write a name (250 characters at most) or a code (100 at most).",
    choose: "Nothing was chosen.",
    choose_next: "Choose in the list and send again.",
    no_ward: "choose…",
    to_confirm: Noun("discovered ward to confirm", "discovered wards to confirm"),
    room: Noun("room", "rooms"),
    patients: Noun("patient present", "patients present"),
};
