//! The flow cell: a request from its form to its bed, two people who want the same, and whoever sees only their wards.

use app::{Actor, Cause, Failure, Origin};
use axum::http::StatusCode;
use domain::command::Command;
use domain::flow::{FlowCommand, HoldCommand};
use domain::rights::{Assignment, Place, Role};
use domain::view::board::bed_name;
use store::TraceQuery;

use super::house::House;
use super::visit::{Browser, golden};

/// The values of that field in a page.
pub fn values<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let field = format!("name=\"{name}\" value=\"");
    page.split(field.as_str())
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .collect()
}

/// The list of who waits.
fn queue_of(page: &str) -> &str {
    let list = page.split("<div id=\"queue\">").nth(1).expect("a queue");
    list.split("<main").next().expect("a list")
}

/// How often somebody was seen to open a request.
fn openings(house: &House) -> usize {
    let query = TraceQuery {
        action: Some("see_queue".to_owned()),
        ..TraceQuery::default()
    };
    let rows = house.hospital.app.store().traces(&query).expect("rows");
    rows.len()
}

/// Asks for a bed for somebody the feed does not know, and gives the address of the request.
pub async fn asked(browser: &Browser, name: &str) -> String {
    let fields = [
        ("acte", "demander"),
        ("pour", "autre"),
        ("nom", name),
        ("prenom", "Rose"),
        ("sexe", "f"),
        ("naissance", "1950"),
        ("origine", "0"),
        ("seule", "0"),
    ];
    let made = browser.post("/cellule/nouvelle", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let to = made.location.expect("the request");
    to.replace("/cellule?demande=", "/cellule/demande/")
}

#[tokio::test]
async fn a_request_is_asked_explained_given_and_met() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Attente").await;
    let page = cell.get(&request).await;
    assert!(page.text.contains("ATTENTE"), "the cell knows the name");
    assert!(
        page.text.contains("Pourquoi rang"),
        "and why it stands where it stands"
    );
    let (beds, saw) = (values(&page.text, "lit"), values(&page.text, "vu"));
    let (bed, saw) = (*beds.first().expect("a proposal"), saw[0]);
    let give = [("acte", "attribuer"), ("lit", bed), ("vu", saw)];
    let done = cell.post_part(&request, &give).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let snapshot = house.hospital.app.snapshot();
    let name = bed_name(&snapshot.state, bed.parse().expect("a bed")).expect("its name");
    assert!(done.text.contains(&format!("Promis {name}")), "{}", done.text);
    assert!(snapshot.state.hold_on(bed.parse().expect("a bed")).is_some());
}

#[tokio::test]
async fn of_two_who_give_one_bed_one_wins_and_the_other_learns_from_whom() {
    let house = House::new().await;
    let (nora, other) = (house.somebody(Role::Cell), house.somebody(Role::Cell));
    let (first, second) = (asked(&nora, "Premiere").await, asked(&other, "Seconde").await);
    let proposal = |page: &str| {
        (
            values(page, "lit")[0].to_owned(),
            values(page, "vu")[0].to_owned(),
        )
    };
    let (bed, saw) = proposal(&nora.get(&first).await.text);
    let (_, theirs) = proposal(&other.get(&second).await.text);
    let give = |saw: &str| {
        [
            ("acte", "attribuer".to_owned()),
            ("lit", bed.clone()),
            ("vu", saw.to_owned()),
        ]
    };
    let sent = |fields: [(&'static str, String); 3]| fields;
    let mine = sent(give(&saw));
    let fields: Vec<(&str, &str)> = mine.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(nora.post_part(&first, &fields).await.status, StatusCode::OK);
    let yours = sent(give(&theirs));
    let fields: Vec<(&str, &str)> = yours
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let late = other.post_part(&second, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    assert!(
        late.text.contains("role=\"alert\""),
        "said, over the request: {}",
        late.text
    );
    let said = late
        .text
        .split("role=\"alert\"")
        .nth(1)
        .and_then(|it| it.split("</p>").next());
    let said = said.expect("the alert");
    assert!(
        said.contains("est réservé pour un autre patient par Personne cell depuis"),
        "{said}"
    );
    let offered = values(&late.text, "lit");
    assert!(
        !offered.is_empty() && !offered.contains(&bed.as_str()),
        "with other beds"
    );
}

#[tokio::test]
async fn a_request_withdrawn_keeps_its_reason_and_comes_back() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Partie").await;
    let saw = |page: &str| values(page, "vu")[0].to_owned();
    let seen = saw(&cell.get(&request).await.text);
    let gone = cell
        .post_part(
            &request,
            &[("acte", "retirer"), ("motif", "DOMICILE"), ("vu", &seen)],
        )
        .await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
    let page = cell.get("/cellule").await.text;
    assert!(!queue_of(&page).contains("PARTIE"), "it left the queue");
    assert!(
        page.contains("retiré : Retour à domicile"),
        "what happened is told"
    );
    let stale = cell
        .post_part(&request, &[("acte", "rouvrir"), ("vu", &seen)])
        .await;
    assert_eq!(
        stale.status,
        StatusCode::CONFLICT,
        "nobody acts on what they have not seen"
    );
    let seen = saw(&cell.get(&request).await.text);
    let back = cell
        .post_part(&request, &[("acte", "rouvrir"), ("vu", &seen)])
        .await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    assert!(cell.get("/cellule").await.text.contains("PARTIE"));
}

#[tokio::test]
async fn a_ward_sees_its_own_requests_and_no_other() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    asked(&cell, "Lointaine").await;
    let nurse = house.somebody(Role::WardTeam);
    let page = nurse.get("/cellule").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        !page.text.contains("LOINTAINE"),
        "asked by nobody of the ward, for nobody of it"
    );
    assert!(
        !page.text.contains("data-topics=\"cell"),
        "and nothing live of the whole territory"
    );
}

#[tokio::test]
async fn a_colleague_sees_who_looks_at_a_request() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Regardee").await;
    let before = cell.get("/cellule").await.text;
    assert!(!before.contains("regarde<"), "nobody looks yet");
    assert_eq!(cell.part(&request).await.status, StatusCode::OK);
    let page = cell.get("/cellule").await.text;
    assert!(queue_of(&page).contains("Personne cell regarde<"), "{page}");
    let english = house.somebody(Role::Cell).english().get("/cellule").await.text;
    assert!(english.contains("Personne cell is looking<"), "{english}");
}

#[tokio::test]
async fn a_request_kept_on_the_screen_is_one_row_of_the_trace() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Suivie").await;
    let before = openings(&house);
    cell.part(&request).await;
    let once = openings(&house);
    assert_eq!(once, before + 1, "opened");
    for _ in 0..5 {
        cell.part(&request).await;
    }
    assert_eq!(openings(&house), once, "kept up to date by its own page");
    let other = asked(&cell, "Autre").await;
    let between = openings(&house);
    cell.part(&other).await;
    cell.part(&request).await;
    assert_eq!(openings(&house), between + 2, "opened, and opened again");
    cell.get(&request).await;
    assert_eq!(
        openings(&house),
        between + 3,
        "a page that is asked for is an opening"
    );
}

#[tokio::test]
async fn the_map_shows_every_bed_and_for_a_request_those_that_would_do() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let before = openings(&house);
    let map = cell.get("/cellule/carte").await;
    assert_eq!(map.status, StatusCode::OK);
    let beds = house.hospital.app.snapshot().state.beds.len();
    assert_eq!(
        map.text.matches("<i class=\"b").count(),
        beds + LEGEND,
        "{}",
        map.text
    );
    assert_eq!(openings(&house), before, "it names nobody");
    golden("cell-map", &map.text);
    golden(
        "cell-map-en",
        &house
            .somebody(Role::Cell)
            .english()
            .get("/cellule/carte")
            .await
            .text,
    );

    let request = asked(&cell, "Cherchee").await;
    let id = request.rsplit('/').next().expect("an id");
    let ward = house.wards.own;
    let page = cell
        .get(&format!("/cellule/carte?demande={id}&service={ward}"))
        .await
        .text;
    assert!(page.contains("CHERCHEE"));
    assert!(page.contains(" fits\""), "beds that would do stand out: {page}");
    let form = page
        .split("<form class=\"acts\"")
        .nth(1)
        .expect("a bed that would do");
    let (bed, saw) = (values(form, "lit")[0], values(form, "vu")[0]);
    let given = cell
        .post_part(&request, &[("acte", "attribuer"), ("lit", bed), ("vu", saw)])
        .await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text);
}

/// Squares of the legend.
const LEGEND: usize = 8;

#[tokio::test]
async fn a_ward_sees_no_other_ward_on_the_map() {
    let house = House::new().await;
    let nurse = house.somebody(Role::WardTeam);
    let page = nurse.get("/cellule/carte").await;
    assert_eq!(page.status, StatusCode::OK);
    let list = nurse
        .get(&format!("/cellule/carte?service={}", house.wards.foreign))
        .await
        .text;
    assert!(
        !list.contains("class=\"bwl\""),
        "no list of a ward that is not theirs"
    );
}

#[tokio::test]
async fn who_else_would_want_the_bed_is_said_before_it_is_given() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let first = asked(&cell, "Premiere").await;
    let alone = cell.get(&first).await.text;
    assert!(!alone.contains("Aussi voulu"), "nobody else waits");
    asked(&cell, "Rivale").await;
    let page = cell.get(&first).await.text;
    assert!(page.contains("Aussi voulu") && page.contains("RIVALE"), "{page}");
    assert!(page.contains("Il lui resterait"), "and what would be left");
}

/// Gives the best bed for a request; gives the bed.
async fn given(browser: &Browser, request: &str) -> String {
    let page = browser.get(request).await.text;
    let (bed, saw) = (
        values(&page, "lit")[0].to_owned(),
        values(&page, "vu")[0].to_owned(),
    );
    let give = [("acte", "attribuer"), ("lit", bed.as_str()), ("vu", saw.as_str())];
    let done = browser.post_part(request, &give).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert!(
        done.text.contains("Annuler"),
        "it can be taken back: {}",
        done.text
    );
    bed
}

#[tokio::test]
async fn what_was_given_is_taken_back_by_one_button() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Erreur").await;
    let bed = given(&cell, &request).await;
    let page = cell.get(&request).await.text;
    let (hold, saw) = (values(&page, "tenue")[0], values(&page, "vu")[0]);
    let back = [("acte", "liberer"), ("tenue", hold), ("vu", saw)];
    let done = cell.post_part(&request, &back).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let snapshot = house.hospital.app.snapshot();
    assert!(snapshot.state.hold_on(bed.parse().expect("a bed")).is_none());
}

#[tokio::test]
async fn a_bed_that_a_colleague_promised_is_let_go_with_a_reason_or_answered_for() {
    let house = House::new().await;
    let nora = house.somebody(Role::Cell);
    let request = asked(&nora, "Releve").await;
    given(&nora, &request).await;
    // Somebody else of the cell.
    house.change(Role::HeadNurse, |it| {
        it.assignments = vec![Assignment::lasting(Role::Cell, Place::Territory)];
    });
    let other = house.somebody(Role::HeadNurse);
    let page = other.get(&request).await.text;
    assert!(page.contains("Promis par Personne cell"), "{page}");
    let (hold, saw) = (
        values(&page, "tenue")[0].to_owned(),
        values(&page, "vu")[0].to_owned(),
    );
    let mute = [
        ("acte", "liberer"),
        ("tenue", hold.as_str()),
        ("vu", saw.as_str()),
        ("motif", ""),
    ];
    let refused = other.post_part(&request, &mute).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    assert!(
        refused.text.contains("tenue par Personne cell"),
        "{}",
        refused.text
    );
    let mine = [
        ("acte", "reprendre_lit"),
        ("tenue", hold.as_str()),
        ("vu", saw.as_str()),
        ("motif", "RELEVE"),
    ];
    let done = other.post_part(&request, &mine).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let snapshot = house.hospital.app.snapshot();
    let held = snapshot
        .state
        .hold(hold.parse().expect("a hold"))
        .expect("a hold");
    assert_eq!(held.owner, house.person(Role::HeadNurse));
}

#[tokio::test]
async fn d28_a_bed_kept_from_everybody_is_on_a_list_with_who_for_whom_and_since_when() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Gelee").await;
    let bed = given(&cell, &request).await;
    let name = bed_name(&house.hospital.app.snapshot().state, bed.parse().expect("a bed")).expect("a name");
    let page = cell.get("/cellule/promesses").await;
    assert_eq!(page.status, StatusCode::OK);
    for said in ["GELEE", name.as_str(), "Attribué", "Personne cell"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    golden("cell-promises", &page.text);
    golden(
        "cell-promises-en",
        &house
            .somebody(Role::Cell)
            .english()
            .get("/cellule/promesses")
            .await
            .text,
    );
    // A promise lasts at most what the hospital says: thirty days are refused.
    let snapshot = house.hospital.app.snapshot();
    let hold = snapshot
        .state
        .hold_on(bed.parse().expect("a bed"))
        .expect("a hold")
        .id;
    let command = FlowCommand::Hold {
        by: house.person(Role::Cell),
        command: HoldCommand::Extend {
            hold,
            minutes: 43_200,
        },
    };
    let origin = Origin {
        actor: Actor::Person(house.person(Role::Cell)),
        cause: Cause::Request("test".to_owned()),
    };
    let refused = house
        .hospital
        .app
        .submit(Command::Flow(Box::new(command)), origin)
        .await;
    assert!(matches!(refused, Err(Failure::Refused(_))), "{refused:?}");
}

/// The thesaurus that ships as an example is in force.
async fn with_the_example(house: &House) {
    let write = FlowCommand::WriteThesaurus {
        thesaurus: Box::new(app::thesaurus_file::example().expect("the example")),
        from: None,
        by: None,
        saw: 0,
    };
    house.hospital.submit(Command::Flow(Box::new(write))).await;
}

#[tokio::test]
async fn the_page_of_a_request_says_every_point_of_its_rank_and_every_reason() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    with_the_example(&house).await;
    let fields = [
        ("acte", "demander"),
        ("pour", "autre"),
        ("nom", "Hamdi"),
        ("prenom", "Salima"),
        ("sexe", "f"),
        ("naissance", "1945"),
        ("origine", "0"),
        ("entree", "ICDEC"),
        ("specialite", "CARDIO"),
        ("seule", "1"),
        ("nuits", "4"),
    ];
    let made = cell.post("/cellule/nouvelle", &fields).await;
    let to = made.location.expect("the request");
    golden("cell-request", &cell.get(&to).await.text);
    golden(
        "cell-request-en",
        &house.somebody(Role::Cell).english().get(&to).await.text,
    );
}

#[tokio::test]
async fn the_cell_types_a_few_letters_of_the_reason_and_chooses_when_several_answer() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    with_the_example(&house).await;
    let ask = async |reason: &str, chosen: Option<&str>| {
        let mut fields = vec![
            ("acte", "demander"),
            ("pour", "autre"),
            ("nom", "Hamdi"),
            ("origine", "0"),
            ("motif", reason),
        ];
        fields.extend(chosen.map(|it| ("entree", it)));
        cell.post("/cellule/nouvelle", &fields).await
    };
    let several = ask("fracture", None).await;
    assert_eq!(several.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(several.text.contains("Lequel ?"), "{}", several.text);
    assert!(
        values(&several.text, "entree").contains(&"FESF"),
        "{}",
        several.text
    );
    assert_eq!(
        values(&several.text, "motif"),
        ["fracture"],
        "what was typed is kept"
    );
    assert_eq!(values(&several.text, "nom"), ["Hamdi"]);

    let unknown = ask("rien de tel", None).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text.contains("role=\"alert\""), "{}", unknown.text);
    assert!(
        house
            .hospital
            .app
            .snapshot()
            .state
            .open_requests()
            .next()
            .is_none()
    );

    let made = ask("fracture", Some("FESF")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let snapshot = house.hospital.app.snapshot();
    let request = snapshot.state.open_requests().next().expect("a request");
    assert_eq!(request.entry.as_ref().map(|it| it.code.as_str()), Some("FESF"));
    assert_eq!(request.needs.nights, Some(8), "with what the entry implies");
}

#[tokio::test]
async fn a_decision_is_read_again_with_its_ranking_and_comes_out_the_same() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Rejouee").await;
    let address = format!("{request}/decisions");
    let before = cell.get(&address).await.text;
    assert!(before.contains("Aucun lit n’a encore été choisi"), "{before}");
    given(&cell, &request).await;
    let after = cell.get(&address).await.text;
    assert!(after.contains("Rejoué : même classement"), "{after}");
    assert!(after.contains("proposition 1"), "{after}");
    golden("cell-decisions", &after);
    golden(
        "cell-decisions-en",
        &house.somebody(Role::Cell).english().get(&address).await.text,
    );
    let long_ago = cell.get(&format!("{address}?a=2026-01-01T08:00")).await.text;
    assert!(long_ago.contains("n’était pas dans la file"), "{long_ago}");
}

/// A head nurse of Cardiologie A, a request for somebody who lies there, and the number its page was drawn with.
async fn asked_by_the_ward(house: &House) -> (Browser, String, String) {
    let head = house.somebody(Role::HeadNurse);
    let (stay, own) = (house.stay_in(house.wards.own), house.wards.own);
    let fields = [
        ("acte", "demander".to_owned()),
        ("pour", stay.to_string()),
        ("origine", "4".to_owned()),
        ("service", own.to_string()),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let made = head.post("/cellule/nouvelle", &fields).await;
    let to = made.location.unwrap_or_else(|| panic!("{}", made.text));
    let request = to.replace("/cellule?demande=", "/cellule/demande/");
    let saw = values(&head.get(&request).await.text, "vu")[0].to_owned();
    (head, request, saw)
}

#[tokio::test]
async fn whoever_promises_beds_of_one_ward_gives_those_of_no_other() {
    let house = House::new().await;
    let (head, request, saw) = asked_by_the_ward(&house).await;
    let far = {
        let snapshot = house.hospital.app.snapshot();
        let (state, now) = (&snapshot.state, house.hospital.app.now());
        let board = domain::view::board::ward_board(state, &snapshot.vault, house.wards.far, now);
        let board = board.expect("a board");
        let free = board
            .tiles()
            .find(|it| matches!(it.face, domain::view::board::Face::Free { .. }));
        free.expect("a free bed").bed
    };
    for act in ["attribuer", "tenir"] {
        let bed = far.to_string();
        let give = [("acte", act), ("lit", bed.as_str()), ("vu", saw.as_str())];
        let refused = head.post_part(&request, &give).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{act}: {}", refused.text);
    }
    assert!(house.hospital.app.snapshot().state.hold_on(far).is_none());
}

#[tokio::test]
async fn a_word_of_a_ward_is_set_aside_by_whoever_forces_and_by_nobody_else() {
    let house = House::new().await;
    let mut settings = (*house.hospital.app.snapshot().state.settings.flow).clone();
    settings.asking.agreement = domain::flow::Agreement::Asked;
    let saw = house.hospital.app.snapshot().state.settings_revision;
    let configure = FlowCommand::Configure {
        settings: Box::new(settings),
        by: None,
        saw,
    };
    house.hospital.submit(Command::Flow(Box::new(configure))).await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Accordee").await;
    let page = cell.get(&request).await.text;
    let (bed, saw) = (values(&page, "lit")[0], values(&page, "vu")[0]);
    let give = |act| [("acte", act), ("lit", bed), ("vu", saw), ("motif", "ASTREINTE")];
    let refused = cell.post_part(&request, &give("attribuer")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    assert!(refused.text.contains("pas donné son accord"), "{}", refused.text);
    // What the refusal says can be done is there to do: a reason, beside the bed.
    assert!(
        page.contains("Sans l’accord du service, motif") && page.contains("value=\"forcer\""),
        "{page}"
    );
    let done = cell.post_part(&request, &give("forcer")).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert!(done.text.contains("Promis "), "{}", done.text);
}

#[tokio::test]
async fn a_promise_is_let_go_from_its_own_request_and_from_no_other() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let theirs = asked(&cell, "Protegee").await;
    let bed = given(&cell, &theirs).await;
    let page = cell.get(&theirs).await.text;
    let hold = values(&page, "tenue")[0];
    let (head, request, saw) = asked_by_the_ward(&house).await;
    for act in ["liberer", "reprendre_lit", "prolonger"] {
        let fields = [
            ("acte", act),
            ("tenue", hold),
            ("vu", saw.as_str()),
            ("motif", "RELEVE"),
        ];
        let refused = head.post_part(&request, &fields).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{act}: {}", refused.text);
    }
    let state = &house.hospital.app.snapshot().state;
    let held = state.hold_on(bed.parse().expect("a bed")).expect("it lasts");
    assert_eq!(held.owner, house.person(Role::Cell));
}

#[tokio::test]
async fn a_promise_is_made_longer_by_half_an_hour_from_its_end() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Longue").await;
    let bed = given(&cell, &request).await.parse().expect("a bed");
    let until = || {
        let snapshot = house.hospital.app.snapshot();
        snapshot.state.hold_on(bed).expect("a hold").until
    };
    let before = until();
    let page = cell.get(&request).await.text;
    let (hold, saw) = (values(&page, "tenue")[0], values(&page, "vu")[0]);
    let longer = [("acte", "prolonger"), ("tenue", hold), ("vu", saw)];
    let done = cell.post_part(&request, &longer).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(until().since(before) / base::time::MINUTE, 30);
}

#[tokio::test]
async fn a_promise_that_ends_on_another_day_says_the_day() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Demain").await;
    let id = request.rsplit('/').next().expect("an id").parse().expect("an id");
    let (needs, saw) = {
        let snapshot = house.hospital.app.snapshot();
        let known = snapshot.state.request(id).expect("a request");
        let earliest = Some(house.hospital.app.now().plus(20 * base::time::HOUR));
        let needs = domain::flow::Needs {
            earliest,
            ..known.needs.clone()
        };
        (needs, known.needs_revision)
    };
    let command = domain::flow::RequestCommand::Revise {
        request: id,
        needs: Box::new(needs),
        entry: None,
        saw,
    };
    let by = house.person(Role::Cell);
    let command = FlowCommand::Request { by, command };
    house.hospital.submit(Command::Flow(Box::new(command))).await;
    let bed = given(&cell, &request).await.parse().expect("a bed");
    let page = cell.get(&request).await.text;
    let step = page
        .split("class=\"stt ok\"")
        .nth(1)
        .and_then(|it| it.split("</p>").next());
    let step = step.expect("how far it is");
    assert!(
        step.contains("dès dem. · 10\u{a0}h\u{a0}05, jusqu’à dem. · 14\u{a0}h\u{a0}05"),
        "{step}"
    );
    // The ward that awaits them reads the same.
    let ward = house
        .hospital
        .app
        .snapshot()
        .state
        .ward_of_bed(bed)
        .expect("a ward");
    let board = cell.get(&format!("/service/{ward}")).await.text;
    assert!(
        board.contains("dès dem. · 10\u{a0}h\u{a0}05, jusqu’à dem. · 14\u{a0}h\u{a0}05"),
        "{board}"
    );
}

#[tokio::test]
async fn nobody_asks_in_the_name_of_a_ward_that_is_not_theirs_and_finds_their_own_request() {
    let house = House::new().await;
    let nurse = house.somebody(Role::WardTeam);
    let ask = |ward: base::id::WardId, stay: base::id::StayId| {
        [
            ("acte", "demander".to_owned()),
            ("pour", stay.to_string()),
            ("origine", "4".to_owned()),
            ("service", ward.to_string()),
        ]
    };
    let stay = house.stay_in(house.wards.own);
    let sent = ask(house.wards.far, stay);
    let fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = nurse.post("/cellule/nouvelle", &fields).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.text
    );
    assert_eq!(house.hospital.app.snapshot().state.open_requests().count(), 0);
}

#[tokio::test]
async fn the_patient_of_a_request_that_is_chosen_in_the_queue_is_in_the_trace() {
    let house = House::new().await;
    let (head, request, _) = asked_by_the_ward(&house).await;
    let stay = house.stay_in(house.wards.own);
    let patient = {
        let snapshot = house.hospital.app.snapshot();
        let stay = snapshot.state.stay(stay).expect("a stay");
        snapshot.state.patient_of(stay.patient).to_string()
    };
    let query = TraceQuery {
        action: Some("see_queue".to_owned()),
        ..TraceQuery::default()
    };
    let of_them = |house: &House| {
        let rows = house.hospital.app.store().traces(&query).expect("rows");
        rows.iter()
            .filter(|it| format!("{it:?}").contains(&format!("\"{patient}\"")))
            .count()
    };
    let before = of_them(&house);
    let page = request.replace("/cellule/demande/", "/cellule?demande=");
    assert_eq!(head.get(&page).await.status, StatusCode::OK);
    assert_eq!(of_them(&house), before + 1);
}

#[tokio::test]
async fn a_request_that_was_met_is_not_offered_to_be_put_back() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Arrivee").await;
    given(&cell, &request).await;
    for act in ["pret", "depart", "arrivee"] {
        let page = cell.get(&request).await.text;
        assert!(!page.contains("value=\"rouvrir\""), "{act}");
        let saw = values(&page, "vu")[0].to_owned();
        let done = cell.post_part(&request, &[("acte", act), ("vu", &saw)]).await;
        assert_eq!(done.status, StatusCode::OK, "{act}: {}", done.text);
    }
    let page = cell.get(&request).await.text;
    assert!(page.contains("a quitté la file"), "{page}");
    assert!(!page.contains("value=\"rouvrir\""), "the rules refuse it");
}

#[tokio::test]
async fn a_bed_given_too_late_leaves_no_decision_behind() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Double").await;
    let page = cell.get(&request).await.text;
    let (beds, saw) = (values(&page, "lit"), values(&page, "vu")[0]);
    let give = |bed| [("acte", "attribuer"), ("lit", bed), ("vu", saw)];
    let done = cell.post_part(&request, &give(beds[0])).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let before = house.hospital.app.snapshot().state.seq;
    let other = beds.iter().find(|it| **it != beds[0]).expect("another bed");
    let late = cell.post_part(&request, &give(other)).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    assert_eq!(house.hospital.app.snapshot().state.seq, before);
}
