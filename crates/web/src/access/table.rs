//! Every address, and the right it asks for. A new route is one more line here, or it opens to nobody.

use axum::http::Method;
use domain::rights::Action;

/// What an address asks of whoever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: it shows nothing of anybody.
    Nothing,
    /// The token in its own address, which its handler checks.
    Token,
    /// To be somebody: anything of one's own.
    Somebody,
    /// A right.
    Right(Action),
    /// A right to read, of a form that only asks: what it carries may not stand in an address. Judged as a reading.
    Ask(Action),
}

/// What the right is about, as far as the address tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// No place in particular.
    Anywhere,
    /// `{ward}`.
    Ward,
    /// `{stay}`.
    Stay,
    /// `{bed}`: its ward.
    Bed,
    /// `{note}`: its stay.
    Note,
    /// `{patient}`: their last stay.
    Patient,
    /// `{request}`: where its patient is, else the ward that asks, else the whole territory.
    Request,
}

/// One address.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// As the router writes it.
    pub path: &'static str,
    /// What reading it needs; none when it cannot be read.
    pub read: Option<Need>,
    /// What writing to it needs; none when it cannot be written to.
    pub write: Option<Need>,
    /// What both are about.
    pub on: On,
}

const fn reads(path: &'static str, need: Need, on: On) -> Rule {
    Rule {
        path,
        read: Some(need),
        write: None,
        on,
    }
}

const fn writes(path: &'static str, need: Need, on: On) -> Rule {
    Rule {
        path,
        read: None,
        write: Some(need),
        on,
    }
}

const fn both(path: &'static str, read: Need, write: Need, on: On) -> Rule {
    Rule {
        path,
        read: Some(read),
        write: Some(write),
        on,
    }
}

use Action as A;
use Need::{Ask, Nothing, Right, Somebody, Token};

/// Every address of the server, in the order of the slices.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    // The territory, and search (a form, so that nobody's name is ever in an address): anybody looks for wards and
    // beds, and finds the patients they may know.
    both("/", Right(A::SeeMap), Ask(A::SeeMap), On::Anywhere),
    both("/chercher", Right(A::SeeMap), Ask(A::SeeMap), On::Anywhere),
    // The flow cell.
    reads("/cellule", Right(A::SeeQueue), On::Anywhere),
    reads("/cellule/carte", Right(A::SeeQueue), On::Anywhere),
    reads("/cellule/promesses", Right(A::SeeQueue), On::Anywhere),
    both("/cellule/nouvelle", Right(A::AskBed), Right(A::AskBed), On::Anywhere),
    reads("/cellule/demande/{request}/decisions", Right(A::SeeQueue), On::Request),
    both("/cellule/demande/{request}", Right(A::SeeQueue), Right(A::AskBed), On::Request),
    both("/cellule/demande/{request}/besoins", Right(A::SeeQueue), Right(A::AskBed), On::Request),
    // Emergency departments: who waits, and the team's own short form.
    reads("/urgences", Right(A::SeeQueue), On::Anywhere),
    reads("/urgences/{ward}", Right(A::SeeQueue), On::Ward),
    both("/urgences/{ward}/demander/{stay}", Right(A::SeeQueue), Right(A::AskBed), On::Ward),
    // Boards.
    reads("/service/{ward}", Right(A::SeeBoard), On::Ward),
    reads("/service/{ward}/liste", Right(A::SeeBoard), On::Ward),
    reads("/service/{ward}/sorties", Right(A::SeeBoard), On::Ward),
    reads("/service/{ward}/entrees", Right(A::SeeBoard), On::Ward),
    // What the next team must know are notes about patients by name.
    reads("/service/{ward}/transmissions", Right(A::SeeIdentity), On::Ward),
    reads("/service/{ward}/passe", Right(A::SeePast), On::Ward),
    // What the flow cell asks of a ward, and what the ward answers.
    both("/service/{ward}/demande/{request}", Right(A::SeeQueue), Right(A::AnswerAsked), On::Ward),
    // How a board is looked at is kept in the browser and changes nothing for anybody else.
    writes("/service/{ward}/regard", Nothing, On::Ward),
    both("/service/{ward}/studio", Right(A::SetBoard), Right(A::SetBoard), On::Ward),
    reads("/service/{ward}/studio/apercu", Right(A::SetBoard), On::Ward),
    reads("/service/{ward}/studio/fichier", Right(A::SetBoard), On::Ward),
    both("/studio", Right(A::SetCommon), Right(A::SetCommon), On::Anywhere),
    reads("/studio/fichier", Right(A::SetCommon), On::Anywhere),
    reads("/service/{ward}/feuille", Right(A::PrintSheet), On::Ward),
    reads("/service/{ward}/feuille.pdf", Right(A::PrintSheet), On::Ward),
    reads("/service/{ward}/confiance", Right(A::SeeTrust), On::Ward),
    reads("/confiance", Right(A::SeeTrust), On::Anywhere),
    both("/service/{ward}/murs", Right(A::SetWalls), Right(A::SetWalls), On::Ward),
    // Stays and beds.
    reads("/sejour/{stay}", Right(A::SeeStay), On::Stay),
    reads("/sejour/{stay}/menu", Right(A::SeeStay), On::Stay),
    writes("/sejour/{stay}/parti", Right(A::Witness), On::Stay),
    writes("/sejour/{stay}/present", Right(A::Witness), On::Stay),
    writes("/sejour/{stay}/arrive", Right(A::Witness), On::Stay),
    writes("/sejour/{stay}/pas-arrive", Right(A::Witness), On::Stay),
    writes("/sejour/{stay}/placer", Right(A::Move), On::Stay),
    writes("/sejour/{stay}/sans-lit", Right(A::Move), On::Stay),
    both("/sejour/{stay}/deplacer", Right(A::SeeStay), Right(A::Move), On::Stay),
    writes("/sejour/{stay}/echanger", Right(A::Move), On::Stay),
    writes("/sejour/{stay}/dire/{sujet}", Right(A::Care), On::Stay),
    writes("/sejour/{stay}/note", Right(A::Care), On::Stay),
    writes("/note/{note}/retirer", Right(A::Care), On::Note),
    writes("/note/{note}/retablir", Right(A::Care), On::Note),
    reads("/lit/{bed}", Right(A::SeeStay), On::Bed),
    reads("/lit/{bed}/menu", Right(A::SeeStay), On::Bed),
    writes("/lit/{bed}/proprete", Right(A::Clean), On::Bed),
    writes("/lit/{bed}/fermer", Right(A::CloseBed), On::Bed),
    writes("/lit/{bed}/ouvrir", Right(A::CloseBed), On::Bed),
    writes("/lit/{bed}/regler", Right(A::Settle), On::Bed),
    // Journals.
    reads("/journal/sejour/{stay}", Right(A::SeePast), On::Stay),
    reads("/journal/lit/{bed}", Right(A::SeePast), On::Bed),
    reads("/journal/patient/{patient}", Right(A::SeePast), On::Patient),
    reads("/journal/service/{ward}", Right(A::SeePast), On::Ward),
    // Structure, precautions, messages.
    both("/structure", Right(A::SeeStructure), Right(A::SetStructure), On::Anywhere),
    both("/structure/service/{ward}", Right(A::SeeStructure), Right(A::SetStructure), On::Ward),
    both("/precautions", Right(A::SeeMap), Right(A::SetCommon), On::Anywhere),
    // How requests are ranked and beds proposed is no secret among those who work here; no patient is named there.
    reads("/reglages", Right(A::SeeMap), On::Anywhere),
    both("/reglages/thesaurus", Right(A::SeeMap), Right(A::SetFlow), On::Anywhere),
    both("/reglages/thesaurus/nouvelle", Right(A::SetFlow), Right(A::SetFlow), On::Anywhere),
    both("/reglages/thesaurus/entree/{code}", Right(A::SeeMap), Right(A::SetFlow), On::Anywhere),
    both("/reglages/thesaurus/classes", Right(A::SeeMap), Right(A::SetFlow), On::Anywhere),
    reads("/reglages/thesaurus/version/{version}", Right(A::SeeMap), On::Anywhere),
    reads("/reglages/thesaurus/fichier", Right(A::SeeMap), On::Anywhere),
    writes("/reglages/thesaurus/import", Right(A::SetFlow), On::Anywhere),
    writes("/reglages/thesaurus/import/faire", Right(A::SetFlow), On::Anywhere),
    both("/reglages/placement", Right(A::SeeMap), Right(A::SetFlow), On::Anywhere),
    both("/reglages/services", Right(A::SeeMap), Right(A::SetFlow), On::Anywhere),
    both("/reglages/services/{ward}", Right(A::SeeMap), Right(A::SetFlow), On::Anywhere),
    both("/reglages/cellule", Right(A::SeeMap), Right(A::SetFlow), On::Anywhere),
    both("/messages", Right(A::SeeMessages), Ask(A::SeeMessages), On::Anywhere),
    writes("/messages/rejouer", Right(A::SettleMessages), On::Anywhere),
    reads("/message/{id}", Right(A::SeeMessages), On::Anywhere),
    reads("/message/{id}/brut", Right(A::SeeMessages), On::Anywhere),
    writes("/message/{id}/rejouer", Right(A::SettleMessages), On::Anywhere),
    writes("/message/{id}/traiter", Right(A::SettleMessages), On::Anywhere),
    // Who is there.
    both("/operateur", Nothing, Nothing, On::Anywhere),
    both("/connexion", Nothing, Nothing, On::Anywhere),
    // What comes back from a provider proves itself; what was kept for a browser asks for its cookie.
    writes("/connexion/{provider}", Nothing, On::Anywhere),
    reads("/connexion/retour/{provider}", Nothing, On::Anywhere),
    writes("/connexion/fin/{provider}", Nothing, On::Anywhere),
    both("/connexion/situation", Nothing, Nothing, On::Anywhere),
    reads("/connexion/reprise", Somebody, On::Anywhere),
    reads("/connexion/preuve", Somebody, On::Anywhere),
    both("/connexion/choisir", Nothing, Nothing, On::Anywhere),
    // A question for whoever holds a passkey names nobody; its answer proves itself.
    writes("/connexion/cle", Nothing, On::Anywhere),
    writes("/deconnexion", Nothing, On::Anywhere),
    both("/installation", Nothing, Nothing, On::Anywhere),
    both("/poste", Nothing, Nothing, On::Anywhere),
    // The server itself.
    writes("/langue", Nothing, On::Anywhere),
    writes("/touches", Nothing, On::Anywhere),
    reads("/aide", Nothing, On::Anywhere),
    reads("/live", Nothing, On::Anywhere),
    reads("/sw.js", Nothing, On::Anywhere),
    reads("/assets/{name}", Nothing, On::Anywhere),
    reads("/healthz", Nothing, On::Anywhere),
    reads("/readyz", Nothing, On::Anywhere),
    reads("/metrics", Nothing, On::Anywhere),
    reads("/mur/{token}", Token, On::Anywhere),
    reads("/mur/{token}/flux", Token, On::Anywhere),
    // Accounts and posts.
    both("/moi", Somebody, Somebody, On::Anywhere),
    writes("/moi/cle", Somebody, On::Anywhere),
    both("/traces", Right(A::ReadTrace), Ask(A::ReadTrace), On::Anywhere),
    both("/postes", Right(A::EnrolPosts), Right(A::EnrolPosts), On::Anywhere),
    both("/fournisseurs", Right(A::ManageProviders), Right(A::ManageProviders), On::Anywhere),
    both("/fournisseurs/{provider}", Right(A::ManageProviders), Right(A::ManageProviders), On::Anywhere),
    // People: who may be looked at and changed is judged for each of them.
    both("/personnes", Right(A::ManagePeople), Right(A::ManagePeople), On::Anywhere),
    both("/personnes/{person}", Right(A::ManagePeople), Right(A::ManagePeople), On::Anywhere),
    reads("/personnes/export", Right(A::ManagePeople), On::Anywhere),
    writes("/personnes/import", Right(A::ManagePeople), On::Anywhere),
    writes("/personnes/import/faire", Right(A::ManagePeople), On::Anywhere),
    // Read by whoever manages people; changed by whoever manages those of the whole territory, as `auth` judges.
    both("/partages", Right(A::ManagePeople), Right(A::ManagePeople), On::Anywhere),
    // Who may do what is no secret among those who work here.
    reads("/droits", Somebody, On::Anywhere),
    // Emergencies.
    both("/service/{ward}/urgence", Right(A::BreakGlass), Right(A::BreakGlass), On::Ward),
    both("/urgences-acces", Right(A::ReviewBreaks), Right(A::ReviewBreaks), On::Anywhere),
];

/// The line of an address, as the router writes it.
#[must_use]
pub fn rule(path: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.path == path)
}

impl Rule {
    /// What a request with that method needs; none when the address does not take it.
    #[must_use]
    pub fn need(&self, method: &Method) -> Option<Need> {
        match *method {
            Method::GET | Method::HEAD | Method::OPTIONS => self.read,
            _ => self.write,
        }
    }
}
