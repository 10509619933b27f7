//! An emergency department: who is there, the short form, what is done with one's own requests, and who sees which.

use axum::http::StatusCode;
use base::Code;
use base::id::{RequestId, StayId};
use domain::bed::Attribute;
use domain::command::Command;
use domain::flow::{Entry, FlowCommand, Needs, PriorityClass, RequestCommand, StageName, Thesaurus};
use domain::rights::Role;

use super::cell::values;
use super::hospital::{code, label};
use super::house::House;
use super::visit::golden;

fn entry(name: &str, text: &str, synonym: &str) -> std::sync::Arc<Entry> {
    std::sync::Arc::new(Entry {
        code: code(name),
        specialty: code("CARDIO"),
        label: label(text),
        synonyms: vec![label(synonym)],
        codes: Vec::new(),
        class: code("P1"),
        target_minutes: None,
        needs: Needs::default(),
        preferred: Vec::new(),
        acceptable: Vec::new(),
    })
}

impl House {
    /// Cardiologie A plays the emergency department: the roles of the house are there.
    async fn department(&self) -> String {
        let snapshot = self.hospital.app.snapshot();
        let mut settings = (*snapshot.state.settings.flow).clone();
        let ward = snapshot.state.ward(self.wards.own).expect("a ward");
        settings.reserve.emergency_wards = vec![ward.code.clone()];
        let saw = snapshot.state.settings_revision;
        let settings = Box::new(settings);
        let configure = FlowCommand::Configure {
            settings,
            by: None,
            saw,
        };
        self.hospital.submit(Command::Flow(Box::new(configure))).await;
        let thesaurus = Thesaurus {
            classes: vec![PriorityClass {
                code: code("P1"),
                name: label("Urgent"),
                points: 600,
                target_minutes: 240,
            }],
            entries: vec![
                entry("SCA", "Syndrome coronarien aigu", "infarctus"),
                entry("OAP", "Œdème aigu du poumon", "décompensation cardiaque"),
                entry("IC", "Insuffisance cardiaque", "décompensation"),
            ],
        };
        let write = FlowCommand::WriteThesaurus {
            thesaurus: Box::new(thesaurus),
            from: None,
            by: None,
            saw: 0,
        };
        self.hospital.submit(Command::Flow(Box::new(write))).await;
        format!("/urgences/{}", self.wards.own)
    }

    fn request_of(&self, stay: StayId) -> Option<(RequestId, StageName)> {
        let snapshot = self.hospital.app.snapshot();
        snapshot
            .state
            .requests_of(stay)
            .last()
            .map(|it| (it.id, it.stage.name()))
    }
}

#[tokio::test]
async fn the_team_sees_who_is_there_and_asks_by_a_few_letters_of_a_synonym() {
    let house = House::new().await;
    let page = house.department().await;
    let team = house.somebody(Role::Emergency);
    let only = team.get("/urgences").await;
    assert_eq!(
        only.location.as_deref(),
        Some(page.as_str()),
        "one department: no choice"
    );
    let seen = team.get(&page).await;
    assert_eq!(seen.status, StatusCode::OK);
    for said in [
        "Attendent un lit",
        "Nuits sur brancard",
        "plus de 12 h",
        "data-topics=\"emergency:",
    ] {
        assert!(seen.text.contains(said), "{said}");
    }
    golden("department-fr", &seen.text);
    golden(
        "department-en",
        &house.somebody(Role::Emergency).english().get(&page).await.text,
    );

    let stay = house.stay_in(house.wards.own);
    let form = format!("{page}/demander/{stay}");
    let sheet = team.part(&form).await;
    assert!(sheet.text.contains("list=\"motifs\"") && sheet.text.contains("infarctus"));
    golden("department-ask-fr", &sheet.text);
    golden(
        "department-ask-en",
        &house.somebody(Role::Emergency).english().part(&form).await.text,
    );

    let unknown = team.post_part(&form, &[("motif", "grippe")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unknown.text.contains("ne s’appelle « grippe »"),
        "{}",
        unknown.text
    );
    let several = team
        .post_part(&form, &[("motif", "décomp"), ("equipement", "telemetry")])
        .await;
    assert_eq!(several.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        several.text.contains("Lequel") && several.text.contains("value=\"OAP\" checked"),
        "{}",
        several.text
    );
    assert!(house.request_of(stay).is_none());

    let done = team
        .post_part(&form, &[("motif", "infarc"), ("seule", "2"), ("precaution", "C")])
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert!(done.text.contains("data-done"), "the drawer may close");
    let (request, stage) = house.request_of(stay).expect("asked");
    assert_eq!(stage, StageName::Open);
    let snapshot = house.hospital.app.snapshot();
    let made = snapshot.state.request(request).expect("a request");
    assert_eq!(
        made.entry.as_ref().map(|it| it.code.clone()),
        Code::new("SCA").ok()
    );
    assert_eq!(made.asker.ward, Some(house.wards.own));
    assert!(made.needs.single == domain::flow::SingleRoom::Required && made.needs.precautions.len() == 1);
    let twice = team.post_part(&form, &[("motif", "SCA")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text.contains("déjà en cours"), "{}", twice.text);
    assert!(team.get(&page).await.text.contains("Rang 1 de la file"));
}

#[tokio::test]
async fn needs_are_said_anew_and_two_who_do_read_each_other() {
    let house = House::new().await;
    let page = house.department().await;
    let team = house.somebody(Role::Emergency);
    let stay = house.stay_in(house.wards.own);
    let form = format!("{page}/demander/{stay}");
    team.post_part(&form, &[("motif", "SCA"), ("equipement", "oxygen")])
        .await;
    let (request, _) = house.request_of(stay).expect("asked");
    let needs = format!("/cellule/demande/{request}/besoins");
    let sheet = team.get(&format!("{needs}?retour={page}")).await;
    assert!(
        sheet.text.contains("value=\"oxygene\" checked") || sheet.text.contains("value=\"oxygen\" checked"),
        "as it was: {}",
        sheet.text
    );
    let saw = values(&sheet.text, "vu")[0].to_owned();
    let mine = [
        ("vu", saw.as_str()),
        ("entree", "SCA"),
        ("niveau", "1"),
        ("seule", "1"),
        ("retour", &page),
    ];
    let done = team.post(&needs, &mine).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(done.location.as_deref(), Some(page.as_str()));
    let cell = house.somebody(Role::Cell);
    let theirs = [
        ("vu", saw.as_str()),
        ("entree", "OAP"),
        ("niveau", "1"),
        ("seule", "0"),
        ("accompagnant", "1"),
    ];
    let late = cell.post_part(&needs, &theirs).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    for said in [
        "Enregistré (Personne emergency)",
        "Seule souhaitée",
        "Votre version",
        "Enregistrer ma version",
    ] {
        assert!(late.text.contains(said), "{said}: {}", late.text);
    }
    let typed = (values(&late.text, "motif"), values(&late.text, "entree"));
    assert_eq!(
        typed,
        (vec!["Œdème aigu du poumon"], vec!["OAP"]),
        "what was typed is kept"
    );
    golden("needs-conflict-fr", &late.text);
    golden(
        "needs-en",
        &house.somebody(Role::Cell).english().part(&needs).await.text,
    );
    let again = values(&late.text, "vu")[0].to_owned();
    let mine = [
        ("vu", again.as_str()),
        ("entree", "OAP"),
        ("niveau", "1"),
        ("seule", "0"),
    ];
    let done = cell.post_part(&needs, &mine).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let same = values(&cell.get(&needs).await.text, "vu")[0].to_owned();
    let mine = [
        ("vu", same.as_str()),
        ("entree", "OAP"),
        ("niveau", "1"),
        ("seule", "0"),
    ];
    let done = cell.post_part(&needs, &mine).await;
    assert!(done.text.contains("Rien n’a changé"), "{}", done.text);
}

#[tokio::test]
async fn when_a_bed_is_wanted_is_said_taken_back_and_never_guessed() {
    let house = House::new().await;
    let page = house.department().await;
    let team = house.somebody(Role::Emergency);
    let stay = house.stay_in(house.wards.own);
    team.post_part(&format!("{page}/demander/{stay}"), &[("motif", "SCA")])
        .await;
    let (request, _) = house.request_of(stay).expect("asked");
    let needs = format!("/cellule/demande/{request}/besoins");
    let wanted = || {
        let snapshot = house.hospital.app.snapshot();
        let needs = snapshot.state.request(request).expect("a request").needs.clone();
        let said = |at: Option<base::Moment>| at.map(|it| it.to_string());
        (said(needs.earliest), said(needs.latest))
    };
    let save = async |from: &str, until: &str| {
        let saw = values(&team.get(&needs).await.text, "vu")[0].to_owned();
        let fields = [
            ("vu", saw.as_str()),
            ("motif", "SCA"),
            ("pas_avant", from),
            ("au_plus_tard", until),
        ];
        team.post_part(&needs, &fields).await
    };
    let done = save("2026-11-20T16:00", "2026-11-20T20:30").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let evening = (
        Some("2026-11-20T15:00:00Z".to_owned()),
        Some("2026-11-20T19:30:00Z".to_owned()),
    );
    assert_eq!(wanted(), evening, "by the clock of the hospital");
    let sheet = team.get(&needs).await.text;
    assert_eq!(values(&sheet, "pas_avant"), ["2026-11-20T16:00"]);
    assert_eq!(values(&sheet, "au_plus_tard"), ["2026-11-20T20:30"]);

    for (from, until) in [("demain", ""), ("2026-11-20T20:00", "2026-11-20T16:00")] {
        let refused = save(from, until).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{from} {until}");
        assert!(refused.text.contains("role=\"alert\""), "{}", refused.text);
        assert_eq!(
            values(&refused.text, "pas_avant"),
            [from],
            "what was typed is kept"
        );
        assert_eq!(wanted(), evening);
    }
    assert_eq!(save("", "2026-11-20T20:30").await.status, StatusCode::OK);
    assert_eq!(wanted(), (None, evening.1));
    // Nor does the reason come back once its field is emptied.
    let saw = values(&team.get(&needs).await.text, "vu")[0].to_owned();
    let emptied = [("vu", saw.as_str()), ("motif", ""), ("entree", "SCA")];
    assert_eq!(team.post_part(&needs, &emptied).await.status, StatusCode::OK);
    let snapshot = house.hospital.app.snapshot();
    assert_eq!(snapshot.state.request(request).expect("a request").entry, None);
}

#[tokio::test]
async fn ones_own_request_is_withdrawn_from_here_and_a_late_gesture_says_why_nothing_was_done() {
    let house = House::new().await;
    let page = house.department().await;
    let team = house.somebody(Role::Emergency);
    let stay = house.stay_in(house.wards.own);
    team.post_part(&format!("{page}/demander/{stay}"), &[("motif", "SCA")])
        .await;
    let (request, _) = house.request_of(stay).expect("asked");
    let act = format!("/cellule/demande/{request}");
    let early = [("acte", "pret"), ("vu", "0"), ("retour", page.as_str())];
    let refused = team.post_part(&act, &early).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text.contains("id=\"toast\"") && refused.text.contains("Impossible à ce stade"),
        "{}",
        refused.text
    );
    let snapshot = house.hospital.app.snapshot();
    let saw = snapshot
        .state
        .request(request)
        .expect("a request")
        .revision
        .to_string();
    let withdraw = [
        ("acte", "retirer"),
        ("motif", "DOMICILE"),
        ("vu", saw.as_str()),
        ("retour", page.as_str()),
    ];
    let gone = team.post(&act, &withdraw).await;
    assert_eq!(
        gone.location.as_deref(),
        Some(page.as_str()),
        "back to the department: {}",
        gone.text
    );
    assert_eq!(house.request_of(stay).map(|it| it.1), Some(StageName::Withdrawn));
}

#[tokio::test]
async fn a_department_is_seen_by_whoever_may_with_names_or_without_and_by_nobody_else() {
    let house = House::new().await;
    let page = house.department().await;
    let name = {
        let snapshot = house.hospital.app.snapshot();
        let stay = snapshot
            .state
            .stay(house.stay_in(house.wards.own))
            .expect("a stay")
            .patient;
        snapshot
            .vault
            .patient(stay)
            .and_then(|it| it.family.clone())
            .expect("a name")
            .to_uppercase()
    };
    let director = house.somebody(Role::Director).get(&page).await;
    assert_eq!(director.status, StatusCode::OK);
    assert!(
        !director.text.contains(&name),
        "no name for whoever steers by numbers"
    );
    assert!(
        !director.text.contains("data-topics=\"emergency"),
        "and no stream of them"
    );
    assert!(house.somebody(Role::Cell).get(&page).await.text.contains(&name));
    for role in [Role::Auditor, Role::Cleaner, Role::ItAdministrator] {
        let there = house.somebody(role).get(&page).await;
        assert_eq!(there.status, StatusCode::FORBIDDEN, "{role:?}");
        let home = house.somebody(role).get("/").await;
        assert!(
            !home.text.contains("href=\"/urgences\""),
            "{role:?} is not led there"
        );
    }
    let secretary = house.somebody(Role::Secretary);
    let form = format!("{page}/demander/{}", house.stay_in(house.wards.own));
    assert_eq!(
        secretary.post_part(&form, &[("motif", "SCA")]).await.status,
        StatusCode::OK,
        "admissions may ask"
    );
    let cleaner = house.somebody(Role::Cleaner);
    assert_eq!(
        cleaner.post_part(&form, &[("motif", "SCA")]).await.status,
        StatusCode::FORBIDDEN
    );
    let cell = house.somebody(Role::Cell);
    for nobody in [
        "/urgences/w9999".to_owned(),
        format!("/urgences/{}", house.wards.far),
    ] {
        // A ward that is no emergency department has no such page, and takes no such form.
        assert_eq!(cell.get(&nobody).await.status, StatusCode::NOT_FOUND, "{nobody}");
        let form = format!("{nobody}/demander/{}", house.stay_in(house.wards.far));
        let sent = cell.post_part(&form, &[("motif", "SCA")]).await;
        assert!(
            matches!(sent.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN),
            "{form}: {}",
            sent.status
        );
    }
}

#[tokio::test]
async fn the_reason_that_is_typed_counts_and_not_the_one_that_was_offered_before() {
    let house = House::new().await;
    let page = house.department().await;
    let team = house.somebody(Role::Emergency);
    let stay = house.stay_in(house.wards.own);
    let form = format!("{page}/demander/{stay}");
    let several = team.post_part(&form, &[("motif", "décomp")]).await;
    assert!(several.text.contains("Lequel ?"), "{}", several.text);
    let offered = values(&several.text, "entree")[0].to_owned();
    let typed = [
        ("motif", "Syndrome coronarien aigu"),
        ("entree", offered.as_str()),
    ];
    let done = team.post_part(&form, &typed).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let (request, _) = house.request_of(stay).expect("asked");
    let snapshot = house.hospital.app.snapshot();
    let entry = &snapshot.state.request(request).expect("a request").entry;
    assert_eq!(entry.as_ref().map(|it| it.code.as_str()), Some("SCA"));
}

#[tokio::test]
async fn needs_that_are_said_anew_lose_nothing_that_the_form_does_not_offer() {
    let house = House::new().await;
    let page = house.department().await;
    let team = house.somebody(Role::Emergency);
    let stay = house.stay_in(house.wards.own);
    team.post_part(&format!("{page}/demander/{stay}"), &[("motif", "SCA")])
        .await;
    let (request, _) = house.request_of(stay).expect("asked");
    let known = || {
        let snapshot = house.hospital.app.snapshot();
        snapshot.state.request(request).expect("a request").clone()
    };
    // What a thesaurus may ask, and no form: a room that keeps the air in, or out.
    let mut wanted = known().needs;
    wanted.equipment = wanted.equipment.with(Attribute::PositivePressure);
    wanted.precautions = vec![code("C")];
    let revise = RequestCommand::Revise {
        request,
        needs: Box::new(wanted),
        entry: known().entry.map(|it| it.code),
        saw: known().needs_revision,
    };
    let by = house.person(Role::Emergency);
    let command = FlowCommand::Request { by, command: revise };
    house.hospital.submit(Command::Flow(Box::new(command))).await;
    // Meanwhile the hospital uses other words.
    let mut settings = (*house.hospital.app.snapshot().state.settings).clone();
    let precautions = settings.precautions.iter().map(|it| {
        let mut it = (**it).clone();
        it.retired |= it.code == code("C");
        std::sync::Arc::new(it)
    });
    settings.precautions = precautions.collect();
    house
        .hospital
        .submit(Command::Configure(Box::new(settings)))
        .await;
    let former = house
        .hospital
        .app
        .snapshot()
        .state
        .thesaurus_at(house.hospital.app.now())
        .cloned();
    let mut thesaurus = (*former.expect("a thesaurus").thesaurus).clone();
    thesaurus.entries.retain(|it| it.code != code("SCA"));
    let write = FlowCommand::WriteThesaurus {
        thesaurus: Box::new(thesaurus),
        from: None,
        by: None,
        saw: 1,
    };
    house.hospital.submit(Command::Flow(Box::new(write))).await;

    let needs = format!("/cellule/demande/{request}/besoins");
    let sheet = team.get(&needs).await.text;
    let has = |what: &str| sheet.contains(what);
    let reason = values(&sheet, "motif")[0].to_owned();
    assert_eq!(reason, "Syndrome coronarien aigu", "the entry as it was chosen");
    assert!(
        has("value=\"C\" checked"),
        "the precaution as it was said: {sheet}"
    );
    let saw = values(&sheet, "vu")[0].to_owned();
    let sent = [
        ("vu", saw.as_str()),
        ("motif", reason.as_str()),
        ("entree", "SCA"),
        ("niveau", "1"),
        ("seule", "2"),
        ("precaution", "C"),
    ];
    let done = team.post_part(&needs, &sent).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let now = known();
    assert_eq!(now.needs.single, domain::flow::SingleRoom::Required);
    assert!(now.needs.equipment.has(Attribute::PositivePressure));
    assert_eq!(now.needs.precautions, [code("C")]);
    assert_eq!(now.entry.map(|it| it.code), Some(code("SCA")));
}
