//! What a row of the trace says, in words: what was done, and the fields of its details.

use domain::rights::Action;

use super::Words;

impl Words {
    /// What a row of the trace says was done; none for a word of a later version.
    #[must_use]
    pub fn traced(&self, action: &str) -> Option<&'static str> {
        // Only what named people is in the trace: a board without names is no row.
        if action == Action::SeeBoard.code() {
            return Some(self.pick(
                "Tableau du service, avec les noms",
                "Board of the ward, with names",
            ));
        }
        // The one page of a ward that asks for the names alone.
        if action == Action::SeeIdentity.code() {
            return Some(self.pick(
                "Tableau du service, transmissions avec les noms",
                "Board of the ward, handover notes with names",
            ));
        }
        if let Some(known) = Action::ALL.into_iter().find(|it| it.code() == action) {
            return Some(self.action(known));
        }
        Some(match action {
            "sign_in" => self.pick("Connexion", "Signed in"),
            "sign_in_refused" => self.pick("Connexion refusée", "Sign-in refused"),
            "sign_out" => self.pick("Déconnexion", "Signed out"),
            "session_ended" => self.pick("Session fermée", "Session ended"),
            "sessions_ended" => self.pick("Sessions fermées", "Sessions ended"),
            "provider_sign_out" => self.pick(
                "Déconnexion par le fournisseur d’identité",
                "Signed out by the identity provider",
            ),
            "post_approved" => self.pick("Poste approuvé", "Device approved"),
            "post_ended" => self.pick("Poste retiré", "Device removed"),
            "password_changed" => self.pick("Mot de passe changé", "Password changed"),
            "password_chosen" => self.pick("Mot de passe choisi", "Password chosen"),
            "password_reset" => self.pick("Mot de passe provisoire donné", "Provisional password given"),
            "pin_changed" => self.pick("Code choisi", "PIN chosen"),
            "badge_added" => self.pick("Badge ajouté", "Badge added"),
            "badge_removed" => self.pick("Badge retiré", "Badge removed"),
            "passkey_added" => self.pick("Clé d’accès ajoutée", "Passkey added"),
            "passkey_removed" => self.pick("Clé d’accès retirée", "Passkey removed"),
            "light_ways_removed" => self.pick("Badges et code retirés", "Badges and PIN removed"),
            "account_given" => self.pick("Compte créé", "Account made"),
            "account_changed" => self.pick("Compte modifié", "Account changed"),
            "account_closed" => self.pick("Compte fermé", "Account closed"),
            "account_opened" => self.pick("Compte rouvert", "Account opened again"),
            "account_imported" => self.pick("Compte importé d’un fichier", "Account brought by a file"),
            "account_linked" => self.pick(
                "Compte lié à un fournisseur d’identité",
                "Account linked to an identity provider",
            ),
            "doctor_linked" => self.pick(
                "Médecin des flux lié au compte",
                "Doctor of the feeds linked to the account",
            ),
            "emergency_administrator" => {
                self.pick("Administrateur de secours créé", "Emergency administrator made")
            }
            "roles_given" => self.pick("Rôles donnés", "Roles given"),
            "roles_taken_back" => self.pick("Rôles retirés", "Roles taken back"),
            "roles_confirmed" => self.pick("Rôles confirmés à deux", "Roles confirmed by a second person"),
            "role_lent" => self.pick("Rôle prêté", "Role lent"),
            "loan_ended" => self.pick("Prêt de rôle terminé", "Loan of a role ended"),
            "care_shared" => self.pick(
                "Noms partagés avec un autre lieu",
                "Names shared with another place",
            ),
            "care_unshared" => self.pick("Partage des noms arrêté", "Sharing of names ended"),
            "names_opened" => self.pick("Noms ouverts en urgence", "Names opened in an emergency"),
            "opening_reviewed" => self.pick("Ouverture en urgence revue", "Emergency opening reviewed"),
            "provider_changed" => self.pick("Fournisseur d’identité modifié", "Identity provider changed"),
            "identity_rules_changed" => self.pick("Règles d’identité modifiées", "Rules of identity changed"),
            "installed" => self.pick("Serveur installé", "Server set up"),
            "people_exported" => self.pick("Personnes exportées", "People exported"),
            "very_many_read" => self.pick("Très nombreuses lectures", "Very many readings"),
            "reading_stopped" => self.pick("Lectures arrêtées pour une heure", "Reading stopped for an hour"),
            "trace_exported" => self.pick("Traces exportées", "Trail exported"),
            _ => return None,
        })
    }

    /// A field of the details of a row; none for one of a later version, and for the rules of identity.
    #[must_use]
    pub fn traced_field(&self, name: &str) -> Option<&'static str> {
        Some(match name {
            "person" => self.pick("personne", "person"),
            "to" => self.pick("à", "to"),
            "by" => self.pick("par", "by"),
            "given" => self.pick("donné", "given"),
            "taken" => self.pick("retiré", "taken back"),
            "proposed" => self.pick("proposé, à confirmer", "proposed, to be confirmed"),
            "from" => self.pick("du", "from"),
            "until" => self.pick("jusqu’au", "until"),
            "closed" => self.pick("compte fermé", "account closed"),
            "role" => self.pick("rôle", "role"),
            "place" => self.pick("lieu", "place"),
            "with" => self.pick("avec", "with"),
            "post" => self.pick("poste", "device"),
            "names" => self.pick("montre les noms", "shows names"),
            "way" => self.pick("moyen", "way"),
            "provider" => self.pick("fournisseur d’identité", "identity provider"),
            "establishment" => self.pick("établissement", "establishment"),
            "why" => self.pick("raison", "reason"),
            "closes" => self.pick("ferme l’accès un temps", "closes the door for a time"),
            "may_be_copied" => self.pick("peut être copiée par son fabricant", "its maker may copy it"),
            "what" => self.pick("fait", "done"),
            "fields" => self.pick("champs", "fields"),
            "opening" => self.pick("numéro de l’ouverture", "number of the opening"),
            "right" => self.pick("jugée justifiée", "judged right"),
            "sessions" => self.pick("sessions fermées", "sessions ended"),
            "rows" => self.pick("lignes", "rows"),
            "format" => self.pick("forme", "form"),
            "count" => self.pick("lectures dans l’heure", "readings within the hour"),
            "hours" => self.pick("heures", "hours"),
            _ => return None,
        })
    }

    /// A code in the details of a row; none for a text that is no code of ours.
    #[must_use]
    pub fn traced_value(&self, code: &str) -> Option<&'static str> {
        Some(match code {
            "unknown" => self.pick("inconnu, ou secret faux", "unknown, or a wrong secret"),
            "not_open" => self.pick(
                "compte fermé ou hors de ses dates",
                "account closed or out of its dates",
            ),
            "not_linked" => self.pick("lié à aucun compte", "linked to no account"),
            "no_role" => self.pick("sans rôle", "without a role"),
            "no_situation" => self.pick(
                "n’exerce dans aucun établissement d’ici",
                "works in no establishment here",
            ),
            "not_a_post" => self.pick(
                "ailleurs que sur un poste approuvé",
                "away from an approved device",
            ),
            "too_light" => self.pick("preuve trop légère", "too light a proof"),
            "must_choose" => self.pick("mot de passe provisoire", "provisional password"),
            "too_many" => self.pick("trop d’essais", "too many attempts"),
            "counter" => self.pick("clé d’accès peut-être copiée", "passkey perhaps copied"),
            "unreadable" | "ceremony" | "challenge" | "origin" | "party" | "not_present" | "not_verified"
            | "backup" | "algorithm" | "attestation" | "signature" | "unknown_key" | "somebody" => {
                self.pick("clé d’accès refusée", "passkey refused")
            }
            "provider" => self.pick("fournisseur d’identité", "identity provider"),
            "rpps" => self.pick("numéro RPPS", "RPPS number"),
            "added" => self.pick("ajouté", "added"),
            "changed" => self.pick("modifié", "changed"),
            "offered" => self.pick("proposé", "offered"),
            "suspended" => self.pick("suspendu", "suspended"),
            "removed" => self.pick("retiré", "removed"),
            "off" => self.pick("nulle part", "nowhere"),
            "administration" => self.pick("pour administrer", "to administrate"),
            "always" => self.pick("partout", "everywhere"),
            "patient" => self.pick("relevé pour le patient", "list for the patient"),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lang;
    use super::*;

    /// The files of a folder, and of those in it.
    fn sources(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(std::fs::read_to_string(&path).expect("a file"));
            }
        }
    }

    #[test]
    fn everything_that_is_noted_anywhere_is_told_in_words() {
        let mut files = Vec::new();
        sources(
            std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
            &mut files,
        );
        let marks = [
            "Noted::security(\"",
            "Noted::administration(\"",
            "Noted::access(\"",
        ];
        let mut seen = 0;
        for text in &files {
            for mark in marks {
                for rest in text.split(mark).skip(1) {
                    let action = rest.split('"').next().unwrap_or_default();
                    if action.is_empty() || action.contains('\\') {
                        continue;
                    }
                    seen += 1;
                    let said = Lang::ALL.map(|lang| Words::of(lang).traced(action));
                    assert!(said.iter().all(Option::is_some), "{action} is not worded");
                    assert_ne!(said[0], said[1], "{action}");
                }
            }
        }
        assert!(seen > 15, "only {seen} were found: is the walk broken?");
    }
}
