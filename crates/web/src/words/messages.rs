//! The inbox: lists of messages, one message, and what does not add up.

use store::Outcome;

use super::Words;

/// The texts of the inbox.
#[derive(Debug)]
pub struct MessageWords {
    /// Title.
    pub title: &'static str,
    /// Label of the tabs.
    pub tabs: &'static str,
    /// Tab: applied, but somebody should look.
    pub work_list: &'static str,
    /// Tab: kept aside.
    pub quarantine: &'static str,
    /// Tab: stays and beds that do not add up.
    pub doubts: &'static str,
    /// Tab: not messages at all.
    pub rejected: &'static str,
    /// Tab: of no interest.
    pub ignored: &'static str,
    /// Tab: already received.
    pub duplicates: &'static str,
    /// Tab: everything.
    pub all: &'static str,
    /// Outcome.
    pub is_applied: &'static str,
    /// Outcome.
    pub is_work_list: &'static str,
    /// Outcome.
    pub is_quarantined: &'static str,
    /// Outcome.
    pub is_rejected: &'static str,
    /// Outcome.
    pub is_ignored: &'static str,
    /// Outcome.
    pub is_duplicate: &'static str,
    /// What the list is.
    pub why_work_list: &'static str,
    /// What the list is.
    pub why_quarantine: &'static str,
    /// What the list is.
    pub why_rejected: &'static str,
    /// What the list is.
    pub why_ignored: &'static str,
    /// What the list is.
    pub why_duplicates: &'static str,
    /// What the list is.
    pub why_all: &'static str,
    /// What the list is.
    pub why_doubts: &'static str,
    /// What the list is, after a search.
    pub why_found: &'static str,
    /// Empty list.
    pub none_work_list: &'static str,
    /// Empty list.
    pub none_quarantine: &'static str,
    /// Empty list.
    pub none: &'static str,
    /// Empty list.
    pub none_doubts: &'static str,
    /// Empty search.
    pub none_found: &'static str,
    /// Column: when it came in.
    pub received: &'static str,
    /// Column: what it is.
    pub what: &'static str,
    /// Column and field: sender.
    pub sender: &'static str,
    /// Column: why.
    pub reason: &'static str,
    /// Column: what became of it.
    pub outcome: &'static str,
    /// Column: number of the message.
    pub number: &'static str,
    /// Leads to older messages.
    pub older: &'static str,
    /// Leads back to the newest.
    pub newest: &'static str,
    /// Title: search.
    pub search: &'static str,
    /// Why the search is a form.
    pub search_why: &'static str,
    /// Field: any number.
    pub any_number: &'static str,
    /// Field: from when.
    pub from: &'static str,
    /// Field: until when.
    pub until: &'static str,
    /// Choice: whatever became of it.
    pub any_outcome: &'static str,
    /// Button: search.
    pub find: &'static str,
    /// Title: quarantine by reason.
    pub by_reason: &'static str,
    /// Button: reads it again.
    pub replay: &'static str,
    /// Button: reads all of a reason again.
    pub replay_all: &'static str,
    /// No replay offered.
    pub replay_none: &'static str,
    /// What that does.
    pub replay_why: &'static str,
    /// After a replay.
    pub replayed: &'static str,
    /// After many replays; counts come before.
    pub replayed_many: &'static str,
    /// How many are still kept aside.
    pub still: &'static str,
    /// Button: dealt with.
    pub settle: &'static str,
    /// What that does.
    pub settle_why: &'static str,
    /// After that.
    pub settled: &'static str,
    /// Reason: dealt with by; a name and an hour follow.
    pub settled_by: &'static str,
    /// Refusal.
    pub nothing_to_settle: &'static str,
    /// A person whose name is gone.
    pub somebody: &'static str,
    /// Label: sent.
    pub sent: &'static str,
    /// Label: control id.
    pub control: &'static str,
    /// Label: character set.
    pub charset: &'static str,
    /// Label: size.
    pub size: &'static str,
    /// Unit of size.
    pub octets: &'static str,
    /// Leads to the bytes.
    pub raw: &'static str,
    /// The bytes are gone.
    pub blanked: &'static str,
    /// The bytes are no HL7 message.
    pub unreadable: &'static str,
    /// Title: content.
    pub content: &'static str,
    /// How to read it.
    pub content_why: &'static str,
    /// Title: what it caused.
    pub records: &'static str,
    /// It caused nothing.
    pub no_records: &'static str,
    /// Title: related messages.
    pub same: &'static str,
    /// Button: messages of that patient.
    pub same_patient: &'static str,
    /// Button: messages of that visit.
    pub same_visit: &'static str,
    /// Title: actions.
    pub actions: &'static str,
    /// Title: disputed beds.
    pub disputes: &'static str,
    /// What they are.
    pub disputes_why: &'static str,
    /// Title: stays with doubts.
    pub odd_stays: &'static str,
    /// Title: stays nowhere.
    pub nowhere: &'static str,
    /// What they are.
    pub nowhere_why: &'static str,
    /// A field without a name.
    pub field: &'static str,
    /// The store could not be read.
    pub trouble: &'static str,
}

/// French.
pub const FR: MessageWords = MessageWords {
    title: "Messages",
    tabs: "Listes de messages",
    work_list: "À regarder",
    quarantine: "Quarantaine",
    doubts: "Séjours à vérifier",
    rejected: "Rejetés",
    ignored: "Ignorés",
    duplicates: "Doublons",
    all: "Tous",
    is_applied: "appliqué",
    is_work_list: "appliqué, à regarder",
    is_quarantined: "en quarantaine",
    is_rejected: "rejeté",
    is_ignored: "ignoré",
    is_duplicate: "doublon",
    why_work_list: "Messages appliqués, mais dont quelque chose mérite un regard. Corrigez à la source, ou marquez « traité ».",
    why_quarantine: "Messages gardés de côté, rien n’en est perdu. Une fois la cause corrigée (structure, correspondance, émetteur), rejouez-les.",
    why_rejected: "Ce qui a été reçu sans être un message HL7 lisible. Les octets sont gardés.",
    why_ignored: "Messages compris et sans intérêt pour les lits, et ceux mis de côté à la main.",
    why_duplicates: "Messages déjà reçus à l’identique : acquittés comme la première fois, sans effet.",
    why_all: "Tout ce qui a été reçu, du plus récent au plus ancien.",
    why_doubts: "Ce que les flux disent et qui ne tient pas debout : rien n’est effacé, tout est montré jusqu’à ce que la source s’explique.",
    why_found: "Résultat de la recherche, du plus récent au plus ancien.",
    none_work_list: "Rien à regarder.",
    none_quarantine: "La quarantaine est vide.",
    none: "Aucun message.",
    none_doubts: "Aucun séjour ni lit à vérifier.",
    none_found: "Aucun message ne répond à cette recherche. Vérifiez le numéro, ou élargissez les dates.",
    received: "Reçu",
    what: "Message",
    sender: "Émetteur",
    reason: "Motif",
    outcome: "Devenu",
    number: "N°",
    older: "Plus anciens",
    newest: "Revenir aux plus récents",
    search: "Chercher",
    search_why: "La recherche ne laisse aucun numéro dans l’adresse de la page.",
    any_number: "IPP, venue, dossier ou n° de message",
    from: "Reçus à partir du",
    until: "Et avant le",
    any_outcome: "tous",
    find: "Chercher",
    by_reason: "Par motif",
    replay: "Rejouer",
    replay_all: "Tout rejouer",
    replay_none: "Le rejeu n’est pas disponible sur ce serveur.",
    replay_why: "Le message est relu tel qu’il a été reçu, avec la structure et les correspondances d’aujourd’hui.",
    replayed: "Message rejoué : voici ce qu’il est devenu.",
    replayed_many: "rejoués",
    still: "toujours en quarantaine",
    settle: "Marquer traité",
    settle_why: "Le message quitte la liste, avec votre nom et l’heure. Son contenu n’est pas appliqué pour autant.",
    settled: "Message marqué traité.",
    settled_by: "Traité par",
    nothing_to_settle: "Ce message n’attend rien : il a déjà été traité.",
    somebody: "quelqu’un",
    sent: "Émis",
    control: "N° de message",
    charset: "Jeu de caractères",
    size: "Taille",
    octets: "octets",
    raw: "Télécharger les octets reçus",
    blanked: "Les octets ont été effacés (durée de conservation).",
    unreadable: "Ce ne sont pas des segments HL7 ; voici le texte tel quel.",
    content: "Contenu",
    content_why: "Une ligne par segment ; ouvrez-la pour lire ses champs.",
    records: "Inscrit au journal",
    no_records: "Ce message n’a rien inscrit au journal.",
    same: "Messages liés",
    same_patient: "Du même patient",
    same_visit: "De la même venue",
    actions: "Que faire",
    disputes: "Lits en conflit",
    disputes_why: "Plusieurs patients annoncés dans un même lit.",
    odd_stays: "Séjours dont les mouvements ne tiennent pas",
    nowhere: "Présents sans service connu",
    nowhere_why: "Leur unité n’est rattachée à aucun service : rattachez-la sur la page Structure.",
    field: "champ",
    trouble: "La boîte de réception ne peut pas être lue pour l’instant.",
};

/// English.
pub const EN: MessageWords = MessageWords {
    title: "Messages",
    tabs: "Lists of messages",
    work_list: "To look at",
    quarantine: "Quarantine",
    doubts: "Stays to check",
    rejected: "Rejected",
    ignored: "Ignored",
    duplicates: "Duplicates",
    all: "All",
    is_applied: "applied",
    is_work_list: "applied, to look at",
    is_quarantined: "in quarantine",
    is_rejected: "rejected",
    is_ignored: "ignored",
    is_duplicate: "duplicate",
    why_work_list: "Messages that were applied, of which something deserves a look. Correct at the source, or mark as dealt with.",
    why_quarantine: "Messages kept aside; nothing of them is lost. Once the cause is fixed (structure, mapping, sender), replay them.",
    why_rejected: "What was received without being a readable HL7 message. The bytes are kept.",
    why_ignored: "Messages understood and of no interest to beds, and those set aside by hand.",
    why_duplicates: "Messages already received byte for byte: acknowledged as the first time, without effect.",
    why_all: "Everything received, newest first.",
    why_doubts: "What feeds say and does not add up: nothing is erased, all is shown until the source explains itself.",
    why_found: "Result of the search, newest first.",
    none_work_list: "Nothing to look at.",
    none_quarantine: "The quarantine is empty.",
    none: "No message.",
    none_doubts: "No stay or bed to check.",
    none_found: "No message answers this search. Check the number, or widen the dates.",
    received: "Received",
    what: "Message",
    sender: "Sender",
    reason: "Reason",
    outcome: "Outcome",
    number: "No.",
    older: "Older",
    newest: "Back to the newest",
    search: "Search",
    search_why: "The search leaves no number in the address of the page.",
    any_number: "Patient, visit, account or control number",
    from: "Received from",
    until: "And before",
    any_outcome: "any",
    find: "Search",
    by_reason: "By reason",
    replay: "Replay",
    replay_all: "Replay all",
    replay_none: "Replay is not available on this server.",
    replay_why: "The message is read again as it was received, with the structure and mappings of today.",
    replayed: "Message replayed: here is what became of it.",
    replayed_many: "replayed",
    still: "still in quarantine",
    settle: "Mark as dealt with",
    settle_why: "The message leaves the list, with your name and the hour. What it says is not applied by that.",
    settled: "Message marked as dealt with.",
    settled_by: "Dealt with by",
    nothing_to_settle: "This message waits for nothing: it was already dealt with.",
    somebody: "somebody",
    sent: "Sent",
    control: "Control id",
    charset: "Character set",
    size: "Size",
    octets: "bytes",
    raw: "Download the bytes received",
    blanked: "The bytes were erased (retention).",
    unreadable: "These are not HL7 segments; here is the text as it is.",
    content: "Content",
    content_why: "One line per segment; open it to read its fields.",
    records: "Written in the journal",
    no_records: "This message wrote nothing in the journal.",
    same: "Related messages",
    same_patient: "Of the same patient",
    same_visit: "Of the same visit",
    actions: "What to do",
    disputes: "Disputed beds",
    disputes_why: "Several patients claimed in one bed.",
    odd_stays: "Stays whose movements do not add up",
    nowhere: "Present in no known ward",
    nowhere_why: "Their unit belongs to no ward: attach it on the Structure page.",
    field: "field",
    trouble: "The inbox cannot be read just now.",
};

impl Words {
    /// The name of a sender (`application|facility`) as people read it.
    #[must_use]
    pub fn sender(sender: &str) -> String {
        sender
            .split('|')
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// What became of a message.
    #[must_use]
    pub const fn outcome(&self, outcome: Outcome) -> &'static str {
        let text = &self.messages;
        match outcome {
            Outcome::Applied => text.is_applied,
            Outcome::WorkList => text.is_work_list,
            Outcome::Quarantined => text.is_quarantined,
            Outcome::Rejected => text.is_rejected,
            Outcome::Duplicate => text.is_duplicate,
            Outcome::Ignored => text.is_ignored,
        }
    }

    /// What an event of HL7 says, as IHE PAM and appointment books use it; nothing for one that is not of the matrix.
    #[must_use]
    pub fn trigger(&self, trigger: &str) -> Option<&'static str> {
        Some(match trigger {
            "A01" => self.pick("Entrée", "Admission"),
            "A02" => self.pick("Mutation", "Transfer"),
            "A03" => self.pick("Sortie", "Discharge"),
            "A04" => self.pick("Venue externe", "Registration"),
            "A05" => self.pick("Préadmission", "Pre-admission"),
            "A06" => self.pick("Passage en hospitalisation", "Becomes in-patient"),
            "A07" => self.pick("Passage en externe", "Becomes out-patient"),
            "A08" => self.pick("Mise à jour", "Update"),
            "A11" => self.pick("Annulation d’entrée", "Admission cancelled"),
            "A12" => self.pick("Annulation de mutation", "Transfer cancelled"),
            "A13" => self.pick("Annulation de sortie", "Discharge cancelled"),
            "A14" => self.pick("Entrée annoncée", "Admission announced"),
            "A15" => self.pick("Mutation annoncée", "Transfer announced"),
            "A16" => self.pick("Sortie annoncée", "Discharge announced"),
            "A20" => self.pick("État d’un lit", "Status of a bed"),
            "A21" => self.pick("Permission", "Leave"),
            "A22" => self.pick("Retour de permission", "Back from leave"),
            "A25" => self.pick("Annulation de sortie annoncée", "Announced discharge cancelled"),
            "A26" => self.pick("Annulation de mutation annoncée", "Announced transfer cancelled"),
            "A27" => self.pick("Annulation d’entrée annoncée", "Announced admission cancelled"),
            "A28" => self.pick("Identité créée", "Identity created"),
            "A31" => self.pick("Identité modifiée", "Identity revised"),
            "A38" => self.pick("Annulation de préadmission", "Pre-admission cancelled"),
            "A40" => self.pick("Fusion d’identités", "Identities merged"),
            "A44" => self.pick("Dossier changé de patient", "Account moved"),
            "A47" => self.pick("Changement d’identifiant", "Identifier changed"),
            "A52" => self.pick("Annulation de permission", "Leave cancelled"),
            "A53" => self.pick("Annulation de retour", "Return cancelled"),
            "A54" => self.pick("Changement de médecin", "Change of doctor"),
            "A55" => self.pick(
                "Annulation de changement de médecin",
                "Change of doctor cancelled",
            ),
            "M05" => self.pick("Structure", "Structure"),
            "S12" => self.pick("Rendez-vous pris", "Appointment made"),
            "S13" => self.pick("Rendez-vous déplacé", "Appointment put off"),
            "S14" => self.pick("Rendez-vous modifié", "Appointment changed"),
            "S15" => self.pick("Rendez-vous annulé", "Appointment cancelled"),
            "S16" => self.pick("Rendez-vous interrompu", "Appointment given up"),
            "S17" => self.pick("Rendez-vous supprimé", "Appointment deleted"),
            "S26" => self.pick("Patient non venu", "Patient did not come"),
            "Z99" => self.pick("Correction d’un mouvement", "Movement corrected"),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_read_without_its_empty_half() {
        assert_eq!(Words::sender("GAM|CH BEL-ORME"), "GAM · CH BEL-ORME");
        assert_eq!(Words::sender("|CH"), "CH");
    }
}
