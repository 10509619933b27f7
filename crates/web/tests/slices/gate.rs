//! The gate from the outside: every role at every address, here, far away and at another establishment.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use base::id::{BedId, StayId, WardId};
use domain::rights::{Action, Role, Target};
use domain::view::board::local_number;
use web::access::{Need, On, RULES, Rule};

use super::house::House;

/// Where an address points.
const PLACES: [&str; 3] = ["own", "far", "foreign"];

/// The address of a rule, pointing into that ward.
fn address(house: &House, rule: &Rule, ward: WardId) -> Option<(String, Target)> {
    let snapshot = house.hospital.app.snapshot();
    let state = &snapshot.state;
    let stay = || {
        let mut stays = state.index.stays_of_ward(ward);
        stays.next()
    };
    Some(match rule.on {
        On::Anywhere => (
            rule.path.replace("{id}", "1").replace("{person}", "o1"),
            Target::Anywhere,
        ),
        On::Ward => {
            let path = rule.path.replace("{ward}", &ward.to_string());
            let path = path.replace("{request}", "q0");
            let someone = stay().map_or_else(|| "s0".to_owned(), |it| it.to_string());
            (path.replace("{stay}", &someone), Target::Ward(ward))
        }
        On::Stay => {
            let stay = stay()?;
            let path = rule
                .path
                .replace("{stay}", &stay.to_string())
                .replace("{sujet}", "mobilite");
            (path, Target::Stay(stay))
        }
        On::Patient => {
            let stay = stay()?;
            let patient = state.stay(stay)?.patient;
            (
                rule.path.replace("{patient}", &patient.to_string()),
                Target::Stay(stay),
            )
        }
        On::Bed => {
            let room = *state.ward(ward)?.rooms.first()?;
            let bed: BedId = *state.room(room)?.beds.first()?;
            (rule.path.replace("{bed}", &bed.to_string()), Target::Ward(ward))
        }
        On::Note | On::Request => return None,
    })
}

/// Whether that answer let somebody in: whatever it says, it does not say that they may not.
fn is_open(status: StatusCode, location: Option<&str>) -> bool {
    let asks_who = location.is_some_and(|it| it.starts_with("/connexion") || it.starts_with("/operateur"));
    !asks_who
        && ![
            StatusCode::FORBIDDEN,
            StatusCode::UNAUTHORIZED,
            StatusCode::PRECONDITION_REQUIRED,
        ]
        .contains(&status)
}

#[tokio::test]
async fn d01_every_role_at_every_address_is_let_in_where_the_table_says() {
    let house = House::new().await;
    let wards = [house.wards.own, house.wards.far, house.wards.foreign];
    let mut page =
        String::from("address, and who may where (own ward, another site, another establishment)\n");
    let mut faults = Vec::new();
    for rule in RULES {
        for (method, need) in [("GET", rule.read), ("POST", rule.write)] {
            let Some(Need::Right(action) | Need::Ask(action)) = need else {
                continue;
            };
            page.push_str(&format!("{method:4} {}\n", rule.path));
            let mut by_reach: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for role in Role::ALL.into_iter().filter(|it| *it != Role::Post) {
                let browser = house.somebody(role);
                let mut open = Vec::new();
                for (place, ward) in PLACES.into_iter().zip(wards) {
                    let Some((path, target)) = address(&house, rule, ward) else {
                        continue;
                    };
                    let answer = browser.try_only(method, &path).await;
                    let found = is_open(answer.status, answer.location.as_deref())
                        // What lies elsewhere is as unknown as what does not exist.
                        && !(matches!(target, Target::Stay(_)) && answer.status == StatusCode::NOT_FOUND);
                    let expected = says(&house, role, action, target);
                    if found != expected {
                        faults.push(format!(
                            "{method} {path} {role:?} {place}: {} but {expected}",
                            answer.status
                        ));
                    }
                    if found {
                        open.push(place);
                    }
                }
                if !open.is_empty() {
                    let places = if rule.on == On::Anywhere {
                        "somewhere".to_owned()
                    } else {
                        open.join(" ")
                    };
                    by_reach.entry(places).or_default().push(role.code());
                }
            }
            for (places, roles) in by_reach {
                page.push_str(&format!("     {places}: {}\n", roles.join(", ")));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} differences with the table:\n{}",
        faults.len(),
        faults.join("\n")
    );
    kept("access.txt", &page);
}

/// What the table says, asked by itself.
fn says(house: &House, role: Role, action: Action, target: Target) -> bool {
    let directory = house.stranger.web.identity().read();
    let account = directory
        .account_of_login(&role.code().parse().expect("a login"))
        .expect("an account");
    let now = house.hospital.app.now();
    directory
        .authority(account, now)
        .may(&house.hospital.app.snapshot().state, action, target, now)
}

/// Compares with the page kept beside the tests; `GOLDEN=write` writes it.
fn kept(name: &str, page: &str) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("GOLDEN").is_some_and(|it| it == "write") {
        std::fs::write(&file, page).expect("written");
    }
    let agreed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        agreed == page,
        "{name} differs: GOLDEN=write writes it, read the difference"
    );
}

#[tokio::test]
async fn a_stranger_is_led_to_the_door_from_everywhere_and_learns_nothing() {
    let house = House::new().await;
    for rule in RULES {
        let Some(Need::Right(_) | Need::Somebody) = rule.read else {
            continue;
        };
        let real = address(&house, rule, house.wards.own).map(|it| it.0);
        let invented = rule
            .path
            .replace("{ward}", "w9999")
            .replace("{stay}", "s9999")
            .replace("{bed}", "b9999")
            .replace("{patient}", "p9999")
            .replace("{person}", "o9999")
            .replace("{id}", "9999");
        for path in real.into_iter().chain([invented]) {
            let answer = house.stranger.get(&path).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            let door = answer.location.unwrap_or_default();
            assert!(door.starts_with("/connexion?back="), "{path} leads to {door}");
            let part = house.stranger.part(&path).await;
            assert_eq!(part.status, StatusCode::UNAUTHORIZED, "{path}");
        }
    }
}

#[tokio::test]
async fn a13_the_post_of_a_ward_reads_its_ward_and_writes_nowhere() {
    let house = House::new().await;
    let post = house.post();
    let board = post.get(&format!("/service/{}", house.wards.own)).await;
    assert_eq!(board.status, StatusCode::OK);
    assert!(
        board.text.contains("data-topics=\"ward:"),
        "the board of its own ward shows names"
    );
    let far = post.get(&format!("/service/{}", house.wards.far)).await;
    assert!(
        far.text.contains("data-topics=\"veiled-ward:"),
        "names of other wards are veiled"
    );
    let foreign = post.get(&format!("/service/{}", house.wards.foreign)).await;
    assert_eq!(
        foreign
            .location
            .as_deref()
            .map(|it| it.starts_with("/operateur?back=")),
        Some(true)
    );
}

/// Whatever a handler does or forgets to do, it is not reached by somebody who was not judged.
#[tokio::test]
async fn no_form_does_anything_for_somebody_who_has_not_said_who_they_are() {
    let house = House::new().await;
    let before = house.hospital.app.snapshot().seq();
    let forms: [&[(&str, &str)]; 4] = [
        &[],
        &[("quelque", "chose")],
        &[("q", "DUPONT"), ("format", "csv"), ("patient", "1")],
        &[
            ("texte", "coucou"),
            ("nom", "x"),
            ("lieu", "w0"),
            ("motif", "une raison assez longue"),
        ],
    ];
    for rule in RULES {
        let Some(Need::Right(_) | Need::Ask(_) | Need::Somebody) = rule.write else {
            continue;
        };
        let asks = matches!(rule.write, Some(Need::Ask(_)));
        let real = address(&house, rule, house.wards.own).map(|it| it.0);
        let invented = rule
            .path
            .replace("{stay}", "s9999")
            .replace("{note}", "n9999")
            .replace("{bed}", "b9999");
        for path in real.into_iter().chain([invented]) {
            for form in forms {
                let stranger = house.stranger.post(&path, form).await;
                let led_away = stranger
                    .location
                    .as_deref()
                    .is_some_and(|it| it.starts_with("/connexion"));
                assert!(
                    stranger.status == StatusCode::PRECONDITION_REQUIRED || led_away,
                    "POST {path} by a stranger: {}",
                    stranger.status
                );
                let post = house.post().post(&path, form).await;
                let led_away = post
                    .location
                    .as_deref()
                    .is_some_and(|it| it.starts_with("/operateur"));
                let read = asks
                    && post.status == StatusCode::OK
                    && matches!(rule.write, Some(Need::Ask(Action::SeeMap)));
                assert!(
                    post.status == StatusCode::PRECONDITION_REQUIRED || led_away || read,
                    "POST {path} by a post: {}",
                    post.status
                );
            }
        }
    }
    assert_eq!(house.hospital.app.snapshot().seq(), before, "nothing was done");
}

#[tokio::test]
async fn d02_somebody_of_another_site_finds_no_stay_by_its_number() {
    let house = House::new().await;
    let nurse = house.somebody(Role::WardTeam);
    let (own, far) = (house.stay_in(house.wards.own), house.stay_in(house.wards.far));
    assert_eq!(nurse.get(&format!("/sejour/{own}")).await.status, StatusCode::OK);
    let refused = nurse.get(&format!("/sejour/{far}")).await;
    let unknown = nurse.get("/sejour/s9999").await;
    assert_eq!(
        (refused.status, refused.text),
        (unknown.status, unknown.text),
        "both are as unknown"
    );
    for path in ["menu", "deplacer"] {
        assert_eq!(
            nurse.get(&format!("/sejour/{far}/{path}")).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let note = nurse
        .post(&format!("/sejour/{far}/note"), &[("texte", "coucou")])
        .await;
    assert_eq!(note.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn d03_search_finds_the_patients_one_may_know_and_counts_no_other() {
    let house = House::new().await;
    let number_of = |stay| {
        let snapshot = house.hospital.app.snapshot();
        let patient = snapshot.state.stay(stay).expect("a stay").patient;
        local_number(&snapshot.state, &snapshot.vault, patient).expect("a number")
    };
    let far = house.stay_in(house.wards.far);
    let (number, family) = (number_of(far), family_of(&house, far));
    let cell = house
        .somebody(Role::Cell)
        .post("/chercher", &[("q", &number)])
        .await;
    assert!(cell.text.contains(&family), "the cell finds {family}");
    for role in [
        Role::Cleaner,
        Role::ItAdministrator,
        Role::Director,
        Role::Ambassador,
    ] {
        let found = house.somebody(role).post("/chercher", &[("q", &number)]).await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(!found.text.contains(&family), "{role:?} finds {family}");
    }
}

/// As boards show it.
fn family_of(house: &House, stay: StayId) -> String {
    let snapshot = house.hospital.app.snapshot();
    let patient = snapshot.state.stay(stay).expect("a stay").patient;
    let identity = snapshot.vault.patient(patient).expect("an identity");
    identity.family.as_ref().expect("a name").to_uppercase()
}

#[tokio::test]
async fn through_a_veil_a_page_names_nobody() {
    let house = House::new().await;
    let snapshot = house.hospital.app.snapshot();
    let ward = house.wards.own;
    let names: Vec<String> = snapshot
        .state
        .index
        .stays_of_ward(ward)
        .filter_map(|id| snapshot.vault.patient(snapshot.state.stay(id)?.patient))
        .filter_map(|it| it.family.as_ref().map(|it| it.to_uppercase()))
        .collect();
    assert!(names.len() > 5);
    let director = house.somebody(Role::Director);
    let nurse = house.somebody(Role::WardTeam);
    for view in ["", "/liste", "/sorties", "/entrees"] {
        let path = format!("/service/{ward}{view}");
        let seen = nurse.get(&path).await.text;
        let veiled = director.get(&path).await.text;
        for name in &names {
            assert!(!veiled.contains(name), "{path} names {name} to a director");
        }
        assert!(
            !view.is_empty() || names.iter().any(|name| seen.contains(name)),
            "the nurse sees names"
        );
    }
}

#[tokio::test]
async fn d04_a_stream_ends_when_the_right_to_it_does_and_no_other_stream() {
    let house = House::new().await;
    let path = format!("/live?t=ward:{}", house.wards.own);
    let follow = |stream| tokio::spawn(axum::body::to_bytes(stream, usize::MAX));
    let nurse = follow(house.somebody(Role::WardTeam).open(&path).await);
    let head = follow(house.somebody(Role::HeadNurse).open(&path).await);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(
        !nurse.is_finished() && !head.is_finished(),
        "both follow the board"
    );
    house.change(Role::WardTeam, |it| it.assignments.clear());
    let said = tokio::time::timeout(std::time::Duration::from_secs(10), nurse).await;
    let said = said.expect("it ends").expect("a task").expect("a body");
    let said = String::from_utf8_lossy(&said).into_owned();
    let last = said.trim_end().rsplit("\n\n").next().unwrap_or_default();
    assert!(last.contains("who"), "and says why: {last}");
    assert!(!head.is_finished(), "whoever keeps the right keeps the stream");
    head.abort();
}
