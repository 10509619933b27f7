//! What a ward answers the flow cell: from its board in one click, from the sheet with a bed or a reason, and what it is
//! told when somebody was quicker.

use std::time::Duration;

use axum::http::StatusCode;
use base::Code;
use base::id::{BedId, RequestId, WardId};
use base::time::MINUTE;
use domain::command::Command;
use domain::flow::Reserves;
use domain::flow::{FlowCommand, FlowSettings, HoldCommand, RequestCommand, StageName};
use domain::rights::Role;
use domain::view::answering::offers;
use domain::view::board::bed_name;
use web::hub::{Next, Topic, Wish};
use web::words::Lang;

use super::cell::{asked, values};
use super::house::House;
use super::visit::{Answer, Browser, golden};

/// A question to Cardiologie A.
struct Question {
    request: RequestId,
    ward: WardId,
    /// The address at which the ward answers.
    at: String,
}

impl House {
    /// The cell asks Cardiologie A for somebody of that name, about that bed if one is named.
    async fn question(&self, name: &str, bed: Option<BedId>) -> Question {
        let cell = self.somebody(Role::Cell);
        let path = asked(&cell, name).await;
        let request: RequestId = path.rsplit('/').next().expect("an id").parse().expect("an id");
        let (ward, saw) = (self.wards.own, self.revision(request));
        let command = RequestCommand::Propose {
            request,
            ward,
            bed,
            ledger: None,
            saw,
        };
        self.flow(command).await;
        Question {
            request,
            ward,
            at: format!("/service/{ward}/demande/{request}"),
        }
    }

    async fn flow(&self, command: RequestCommand) {
        let by = self.person(Role::Cell);
        let command = FlowCommand::Request { by, command };
        self.hospital.submit(Command::Flow(Box::new(command))).await;
    }

    fn revision(&self, request: RequestId) -> u64 {
        let snapshot = self.hospital.app.snapshot();
        snapshot.state.request(request).expect("a request").revision
    }

    fn stage(&self, request: RequestId) -> StageName {
        let snapshot = self.hospital.app.snapshot();
        snapshot.state.request(request).expect("a request").stage.name()
    }

    /// A bed of Cardiologie A that would do, and its name.
    fn fitting(&self, request: RequestId) -> (BedId, String) {
        let snapshot = self.hospital.app.snapshot();
        let request = snapshot.state.request(request).expect("a request");
        let found = offers(
            &snapshot.state,
            &Reserves::default(),
            request,
            self.wards.own,
            self.hospital.app.now(),
        );
        let bed = found.iter().find(|it| it.would_do()).expect("a bed").bed;
        (bed, bed_name(&snapshot.state, bed).expect("its name"))
    }

    /// A free bed of Cardiologie A that is not promised.
    fn free_bed(&self) -> BedId {
        let snapshot = self.hospital.app.snapshot();
        let (state, now) = (&snapshot.state, self.hospital.app.now());
        let board =
            domain::view::board::ward_board(state, &snapshot.vault, self.wards.own, now).expect("a board");
        let free = board
            .tiles()
            .find(|it| matches!(it.face, domain::view::board::Face::Free { .. }));
        free.expect("a free bed").bed
    }
}

impl Question {
    async fn board(&self, browser: &Browser) -> String {
        browser.get(&format!("/service/{}", self.ward)).await.text
    }

    async fn answer(&self, browser: &Browser, fields: &[(&str, &str)]) -> Answer {
        let saw = values(&browser.get(&self.at).await.text, "vu")[0].to_owned();
        let mut all = vec![("vu", saw.as_str())];
        all.extend(fields);
        browser.post_part(&self.at, &all).await
    }
}

/// What the rail says of the cell and of who comes.
fn rail(page: &str) -> &str {
    let from = page.find("<section class=\"asked\"").expect("the questions");
    let rest = &page[from..];
    let to = rest.find("lucide").unwrap_or(rest.len());
    let to = rest[..to].find("</aside>").unwrap_or(to);
    &rest[..to]
}

#[tokio::test]
async fn a_question_stands_on_the_board_and_is_answered_in_one_click() {
    let house = House::new().await;
    let bed = house.free_bed();
    let question = house.question("Hamdi", Some(bed)).await;
    let nurse = house.somebody(Role::WardTeam);
    let page = question.board(&nurse).await;
    let name = bed_name(&house.hospital.app.snapshot().state, bed).expect("its name");
    for said in [
        "Demandes de la cellule",
        "HAMDI",
        &name,
        "répondre avant 14:20",
        "1 demande à répondre",
    ] {
        assert!(page.contains(said), "{said} is missing: {}", rail(&page));
    }
    assert!(page.contains("id=\"askn\""), "the count on the bar of a phone");
    golden("asked-rail-fr", rail(&page));
    golden(
        "asked-rail-en",
        rail(&question.board(&house.somebody(Role::WardTeam).english()).await),
    );
    let done = question
        .answer(&nurse, &[("acte", "accepter"), ("retour", "tableau")])
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert!(done.text.contains("Demande acceptée"), "{}", done.text);
    assert_eq!(house.stage(question.request), StageName::Held);
    let page = question.board(&nurse).await;
    assert!(page.contains("Arrivées promises") && page.contains("Aucune question en attente"));
    golden("asked-coming-fr", rail(&page));
    // Whoever answered, and when, is in the journal of the bed like everything else.
    let journal = nurse.get(&format!("/journal/lit/{bed}")).await.text;
    assert!(journal.contains("Personne ward_team"), "{journal}");
}

#[tokio::test]
async fn a_yes_is_taken_back_as_long_as_nobody_did_anything_with_it() {
    let house = House::new().await;
    let bed = house.free_bed();
    let question = house.question("Hamdi", Some(bed)).await;
    let nurse = house.somebody(Role::WardTeam);
    let yes = question
        .answer(&nurse, &[("acte", "accepter"), ("retour", "tableau")])
        .await;
    assert!(yes.text.contains("value=\"annuler\""), "{}", yes.text);
    let saw = values(&yes.text, "vu")[0].to_owned();
    let named = values(&yes.text, "lit")[0].to_owned();
    assert_eq!(named, bed.to_string());
    let undo = [
        ("acte", "annuler"),
        ("vu", &*saw),
        ("lit", &*named),
        ("retour", "tableau"),
    ];
    let undone = nurse.post_part(&question.at, &undo).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text);
    assert!(undone.text.contains("Accord repris"), "{}", undone.text);
    assert_eq!(house.stage(question.request), StageName::Proposed);
    let snapshot = house.hospital.app.snapshot();
    let hold = snapshot
        .state
        .hold_on(bed)
        .expect("kept while the ward is asked again");
    assert_eq!(hold.kind, domain::flow::HoldKind::Asked);
    // Said twice, or after somebody went on, it changes nothing.
    let twice = nurse.post_part(&question.at, &undo).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let yes = question
        .answer(&nurse, &[("acte", "accepter"), ("retour", "tableau")])
        .await;
    let saw = values(&yes.text, "vu")[0].to_owned();
    let at = house.hospital.app.now();
    house
        .flow(RequestCommand::PatientReady {
            request: question.request,
            at,
        })
        .await;
    let late = [
        ("acte", "annuler"),
        ("vu", &*saw),
        ("lit", &*named),
        ("retour", "tableau"),
    ];
    let late = nurse.post_part(&question.at, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    assert_eq!(house.stage(question.request), StageName::Ready);
}

#[tokio::test]
async fn without_a_script_the_answer_leads_back_to_the_board() {
    let house = House::new().await;
    let question = house.question("Hamdi", Some(house.free_bed())).await;
    let nurse = house.somebody(Role::WardTeam);
    let saw = house.revision(question.request).to_string();
    let done = nurse
        .post(&question.at, &[("acte", "accepter"), ("vu", &saw)])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(
        done.location.as_deref(),
        Some(format!("/service/{}#demandes", question.ward).as_str())
    );
}

#[tokio::test]
async fn another_bed_is_chosen_among_those_that_would_do_and_the_others_say_why_not() {
    let house = House::new().await;
    let question = house.question("Vogel", None).await;
    let nurse = house.somebody(Role::HeadNurse);
    let sheet = nurse.get(&question.at).await;
    assert!(sheet.text.contains("lits ne conviennent pas"), "{}", sheet.text);
    golden("asked-sheet-fr", &sheet.text);
    golden(
        "asked-sheet-en",
        &house
            .somebody(Role::HeadNurse)
            .english()
            .get(&question.at)
            .await
            .text,
    );
    // A bed in which somebody lies is not the ward's to promise.
    let lying = {
        let snapshot = house.hospital.app.snapshot();
        let stay = snapshot
            .state
            .stay(house.stay_in(question.ward))
            .expect("a stay")
            .clone();
        match snapshot
            .state
            .period_at(&stay, house.hospital.app.now())
            .expect("there")
            .spot
        {
            domain::movement::Spot::Bed(bed) => bed,
            other => panic!("{other:?}"),
        }
    };
    let taken = question
        .answer(&nurse, &[("acte", "accepter_lit"), ("lit", &lying.to_string())])
        .await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", taken.text);
    assert!(taken.text.contains("ne convient pas"), "{}", taken.text);
    let (bed, name) = house.fitting(question.request);
    let done = question
        .answer(&nurse, &[("acte", "accepter_lit"), ("lit", &bed.to_string())])
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(house.stage(question.request), StageName::Held);
    assert!(done.text.contains(&format!("Lit {name}")), "{}", done.text);
}

#[tokio::test]
async fn a_bed_may_be_offered_to_the_cell_or_named_later() {
    let house = House::new().await;
    let nurse = house.somebody(Role::WardTeam);
    let offered = house.question("Vogel", Some(house.free_bed())).await;
    let other = {
        let (named, _) = house.fitting(offered.request);
        let snapshot = house.hospital.app.snapshot();
        let request = snapshot.state.request(offered.request).expect("a request");
        let found = offers(
            &snapshot.state,
            &Reserves::default(),
            request,
            house.wards.own,
            house.hospital.app.now(),
        );
        found
            .iter()
            .find(|it| it.would_do() && it.bed != named)
            .expect("another bed")
            .bed
    };
    let done = offered
        .answer(&nurse, &[("acte", "proposer"), ("lit", &other.to_string())])
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(house.stage(offered.request), StageName::Open, "the cell decides");
    assert!(done.text.contains("le service a proposé le lit"), "{}", done.text);
    let later = house.question("Marin", None).await;
    let done = later.answer(&nurse, &[("acte", "plus_tard")]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(house.stage(later.request), StageName::Accepted);
    let (bed, _) = house.fitting(later.request);
    let named = later
        .answer(&nurse, &[("acte", "nommer"), ("lit", &bed.to_string())])
        .await;
    assert_eq!(named.status, StatusCode::OK, "{}", named.text);
    assert_eq!(house.stage(later.request), StageName::Held);
    let came = later
        .answer(&nurse, &[("acte", "arrivee"), ("retour", "tableau")])
        .await;
    assert_eq!(came.status, StatusCode::OK, "{}", came.text);
    assert_eq!(house.stage(later.request), StageName::Placed);
}

#[tokio::test]
async fn of_two_answers_the_second_reads_both_and_keeps_what_was_typed() {
    let house = House::new().await;
    let question = house.question("Hamdi", Some(house.free_bed())).await;
    let (lea, head) = (house.somebody(Role::WardTeam), house.somebody(Role::HeadNurse));
    let saw = house.revision(question.request).to_string();
    let yes = lea
        .post_part(&question.at, &[("acte", "accepter"), ("vu", &saw)])
        .await;
    assert_eq!(yes.status, StatusCode::OK, "{}", yes.text);
    let no = [("acte", "refuser"), ("motif", "EFFECTIF"), ("vu", &saw)];
    let late = head.post_part(&question.at, &no).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    for said in [
        "Votre réponse",
        "Refuser : Effectif réduit",
        "Maintenant",
        "Lit promis",
    ] {
        assert!(late.text.contains(said), "{said}: {}", late.text);
    }
    let board = head
        .post_part(
            &question.at,
            &[("acte", "accepter"), ("vu", &saw), ("retour", "tableau")],
        )
        .await;
    assert_eq!(board.status, StatusCode::CONFLICT);
    assert!(
        board.text.contains("id=\"toast\"") && board.text.contains("Lit promis"),
        "from the board, in a word: {}",
        board.text
    );
    // Asked again meanwhile about another bed: the reason that was typed is still chosen.
    let other = house.question("Vogel", None).await;
    let saw = house.revision(other.request).to_string();
    let (request, seen) = (other.request, house.revision(other.request));
    house.flow(RequestCommand::TakeBack { request, saw: seen }).await;
    let (ward, seen) = (other.ward, house.revision(request));
    let again = RequestCommand::Propose {
        request,
        ward,
        bed: None,
        ledger: None,
        saw: seen,
    };
    house.flow(again).await;
    let late = head
        .post_part(
            &other.at,
            &[("acte", "refuser"), ("motif", "CHARGE"), ("vu", &saw)],
        )
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("value=\"CHARGE\" selected"), "{}", late.text);
    assert!(
        late.text
            .contains(&format!("value=\"{}\"", house.revision(request))),
        "what is seen now"
    );
    golden("asked-conflict-fr", &late.text);
}

#[tokio::test]
async fn a_refusal_takes_a_reason_of_the_list_and_the_cell_reads_it() {
    let house = House::new().await;
    let question = house.question("Hamdi", Some(house.free_bed())).await;
    let nurse = house.somebody(Role::WardTeam);
    let nothing = question.answer(&nurse, &[("acte", "refuser")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text.contains("Choisissez un motif"), "{}", nothing.text);
    let invented = question
        .answer(&nurse, &[("acte", "refuser"), ("motif", "PARCEQUE")])
        .await;
    assert_eq!(invented.status, StatusCode::CONFLICT, "{}", invented.text);
    assert!(
        invented.text.contains("n’est pas dans la liste"),
        "{}",
        invented.text
    );
    let done = question
        .answer(&nurse, &[("acte", "refuser"), ("motif", "EFFECTIF")])
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(house.stage(question.request), StageName::Open);
    assert!(
        done.text.contains("Demande traitée") && !done.text.contains("HAMDI"),
        "the ward has nothing to do with them any more: {}",
        done.text
    );
    let cell = house.somebody(Role::Cell);
    let page = cell.get(&format!("/cellule/demande/{}", question.request)).await;
    assert!(page.text.contains("Effectif réduit"), "{}", page.text);
}

#[tokio::test]
async fn whoever_may_not_answer_does_not_and_a_shared_post_asks_who_it_is() {
    let house = House::new().await;
    let question = house.question("Hamdi", Some(house.free_bed())).await;
    let saw = house.revision(question.request).to_string();
    let yes = [("acte", "accepter"), ("vu", saw.as_str())];
    for role in [Role::Secretary, Role::Director, Role::InfectionControl] {
        let refused = house.somebody(role).post_part(&question.at, &yes).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let post = house.post();
    assert!(
        question.board(&post).await.contains("HAMDI"),
        "the post of the ward shows it"
    );
    let who = post.post_part(&question.at, &yes).await;
    assert_eq!(who.status, StatusCode::PRECONDITION_REQUIRED, "{}", who.text);
    assert!(who.text.contains(&saw), "with the form kept");
    assert_eq!(house.stage(question.request), StageName::Proposed);
    // Of another ward: there is no such question.
    let far = format!("/service/{}/demande/{}", house.wards.far, question.request);
    let cell = house.somebody(Role::Cell);
    assert_eq!(cell.get(&far).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_shared_post_opens_the_sheet_of_whom_its_ward_is_asked_about_and_of_nobody_else_elsewhere() {
    let house = House::new().await;
    let (cell, post) = (house.somebody(Role::Cell), house.post());
    let stay = house.stay_in(house.wards.far);
    let menu = format!("/sejour/{stay}/menu");
    let closed = post.part(&menu).await;
    assert_eq!(closed.status, StatusCode::UNAUTHORIZED);
    assert!(
        closed.text.contains(&format!("/operateur?back={menu}")),
        "whoever may see more is one click from saying who they are: {}",
        closed.text
    );

    let subject = stay.to_string();
    let fields = [
        ("acte", "demander"),
        ("pour", &subject),
        ("origine", "0"),
        ("seule", "0"),
    ];
    let made = cell.post("/cellule/nouvelle", &fields).await;
    let path = made.location.unwrap_or_else(|| panic!("asked: {}", made.text));
    let request: RequestId = path.rsplit('=').next().expect("an id").parse().expect("an id");
    let (ward, bed, saw) = (house.wards.own, Some(house.free_bed()), house.revision(request));
    house
        .flow(RequestCommand::Propose {
            request,
            ward,
            bed,
            ledger: None,
            saw,
        })
        .await;
    assert_eq!(post.part(&menu).await.status, StatusCode::OK);
    let sheet = post.part(&format!("/sejour/{stay}")).await;
    assert_eq!(sheet.status, StatusCode::OK);
    assert!(sheet.text.contains("id=\"notes\""), "{}", sheet.text);
    assert!(
        sheet.text.contains("Lit demandé") && sheet.text.contains("Proposé"),
        "{}",
        sheet.text
    );
    let way = format!("/cellule?demande={request}");
    assert!(!sheet.text.contains(&way), "the queue of that ward is not theirs");
    assert!(cell.part(&format!("/sejour/{stay}")).await.text.contains(&way));
    let note = [("texte", "Lit préparé, oxygène au mur")];
    let written = house
        .somebody(Role::WardTeam)
        .post_part(&format!("/sejour/{stay}/note"), &note)
        .await;
    assert_eq!(written.status, StatusCode::OK, "{}", written.text);
}

#[tokio::test]
async fn whoever_may_not_know_names_reads_the_question_without_one() {
    let house = House::new().await;
    let question = house.question("Hamdi", Some(house.free_bed())).await;
    let director = house.somebody(Role::Director);
    let page = question.board(&director).await;
    assert!(page.contains("Demandes de la cellule"));
    assert!(!page.contains("HAMDI"), "{}", rail(&page));
    let sheet = director.get(&question.at).await;
    assert_eq!(sheet.status, StatusCode::OK);
    assert!(!sheet.text.contains("HAMDI"), "{}", sheet.text);
}

#[tokio::test]
async fn a_question_appears_at_once_and_turns_late_at_its_minute() {
    let house = House::new().await;
    let web = &house.stranger.web;
    tokio::spawn(web.hub().clone().follow(house.hospital.app.changes()));
    let wish = Wish {
        topic: Topic::Ward(house.wards.own),
        since: None,
    };
    let mut session = web.hub().watch(&[wish], Lang::Fr);
    let mut until = async |said: &str| loop {
        let next = tokio::time::timeout(Duration::from_secs(20), session.next())
            .await
            .expect("in time");
        if let Next::Frame(bytes) = next
            && String::from_utf8_lossy(&bytes).contains(said)
        {
            return;
        }
    };
    let since = house.hospital.app.now();
    house.question("Hamdi", Some(house.free_bed())).await;
    until("HAMDI").await;
    let answer = i64::from(FlowSettings::default().asking.answer);
    let clock = house.hospital.app.clock();
    clock.set(since.plus(answer * MINUTE - 1));
    let looked = web::server::rising::look(web, since);
    clock.set(since.plus(answer * MINUTE + 4 * MINUTE));
    web::server::rising::look(web, looked);
    until("en retard de 4\u{a0}min · 1re relance").await;
}

#[tokio::test]
async fn a_promised_bed_that_shows_something_else_says_to_whom() {
    let house = House::new().await;
    let (bed, cell) = (house.free_bed(), house.somebody(Role::Cell));
    let path = asked(&cell, "Hamdi").await;
    let request: RequestId = path.rsplit('/').next().expect("an id").parse().expect("an id");
    let by = house.person(Role::Cell);
    let command = HoldCommand::Assign {
        request,
        bed,
        from: None,
        forced: Code::new("URGENCE").ok(),
        ledger: None,
        saw: house.revision(request),
    };
    let command = Command::Flow(Box::new(FlowCommand::Hold { by, command }));
    house.hospital.submit(command).await;
    let dirty = domain::command::BoardCommand::MarkBed {
        bed,
        hygiene: domain::bed::Hygiene::Cleaning,
    };
    house.hospital.submit(Command::Board(dirty)).await;
    let page = house
        .somebody(Role::WardTeam)
        .get(&format!("/service/{}", house.wards.own))
        .await;
    assert!(page.text.contains("Promis à HAMDI Rose"), "{}", rail(&page.text));
}

#[tokio::test]
async fn a_ward_names_its_own_beds_and_speaks_of_arrivals_to_them_alone() {
    let house = House::new().await;
    let nurse = house.somebody(Role::WardTeam);
    let agreed = house.question("Marin", None).await;
    agreed.answer(&nurse, &[("acte", "plus_tard")]).await;
    let elsewhere = {
        let snapshot = house.hospital.app.snapshot();
        let (state, now) = (&snapshot.state, house.hospital.app.now());
        let board =
            domain::view::board::ward_board(state, &snapshot.vault, house.wards.far, now).expect("a board");
        let free = board
            .tiles()
            .find(|it| matches!(it.face, domain::view::board::Face::Free { .. }));
        free.expect("a free bed").bed
    };
    let named = agreed
        .answer(&nurse, &[("acte", "nommer"), ("lit", &elsewhere.to_string())])
        .await;
    assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", named.text);
    assert_eq!(house.stage(agreed.request), StageName::Accepted);

    // Refused here, promised elsewhere: what becomes of it is another ward's to say.
    let refused = house.question("Vogel", None).await;
    refused
        .answer(&nurse, &[("acte", "refuser"), ("motif", "CHARGE")])
        .await;
    let by = house.person(Role::Cell);
    let command = HoldCommand::Assign {
        request: refused.request,
        bed: elsewhere,
        from: None,
        forced: None,
        ledger: None,
        saw: house.revision(refused.request),
    };
    let command = Command::Flow(Box::new(FlowCommand::Hold { by, command }));
    house.hospital.submit(command).await;
    let saw = house.revision(refused.request).to_string();
    let came = nurse
        .post_part(&refused.at, &[("acte", "arrivee"), ("vu", &saw)])
        .await;
    assert_eq!(came.status, StatusCode::CONFLICT, "{}", came.text);
    assert_eq!(house.stage(refused.request), StageName::Held);
}
