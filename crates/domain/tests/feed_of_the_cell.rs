//! What the cell reads when it comes back to its screen: the last of what happened, newest first.

use base::Code;
use domain::flow::{Answer, Origin, Outcome};
use domain::testing::Hospital;
use domain::view::board::ShownName;
use domain::view::feed::{Place, What, feed};

/// ```text
/// Urgences     B1[MARTIN] B2[DURAND]
/// Cardiologie  401 P[PETIT] F[libre]  402[libre]
/// ```
fn hospital() -> Hospital {
    Hospital::with(
        "Urgences
         B1: [MARTIN]
         B2: [DURAND]",
    )
    .and(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [libre]",
    )
}

fn told(hospital: &Hospital) -> String {
    let lines = feed(&hospital.state, &hospital.vault, hospital.now, 20);
    let line = |it: &domain::view::feed::Happened| {
        let name = match &it.name {
            ShownName::Full { family, .. } => family.as_str(),
            _ => "?",
        };
        let place = |it: &Place| match &it.bed {
            Some(bed) => format!("{} {bed}", it.ward),
            None => it.ward.to_string(),
        };
        let what = match &it.what {
            What::Asked(Origin::Emergency) => "demandé par les urgences".to_owned(),
            What::Asked(_) => "demandé".to_owned(),
            What::Proposed(at) => format!("proposé à {}", place(at)),
            What::Answered(at, Outcome::Accepted) => format!("accepté par {}", place(at)),
            What::Answered(at, Outcome::Refused(code)) => format!("refusé par {} : {code}", place(at)),
            What::Answered(at, Outcome::Countered(_)) => format!("plutôt {}", place(at)),
            What::Answered(at, Outcome::TakenBack) => format!("reprise à {}", place(at)),
            What::Answered(at, Outcome::Lapsed) => format!("sans réponse de {}", place(at)),
            What::Promised(at) => format!("promis {}", place(at)),
            What::Lost(at, _) => format!("perd {}", place(at)),
            What::Deferred(code) => format!("reporté : {code}"),
            other => format!("{other:?}"),
        };
        let minutes = it.at.since(hospital.at("00:00")) / 60_000;
        format!("{:02}:{:02} {name} {what}", minutes / 60, minutes % 60)
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_refusal_then_a_promise_that_is_forgotten_are_read_newest_first() {
    let mut hospital = hospital();
    let ward = Some(hospital.ward("Urgences"));
    let request = hospital.request_for("MARTIN", ward).expect("asked");
    hospital.wait_until("12:05");
    hospital
        .propose(request, "Cardiologie", Some("Cardiologie/402/402"))
        .expect("proposed");
    assert_eq!(
        told(&hospital),
        "12:05 MARTIN proposé à Cardiologie 402\n12:00 MARTIN demandé par les urgences"
    );
    hospital.wait_until("12:11");
    let reason = Code::new("EFFECTIF").expect("a code");
    hospital
        .answer(request, Answer::Refuse { reason })
        .expect("refused");
    hospital.wait_until("12:14");
    hospital.keep(1, request, "Cardiologie/401/F", 10).expect("kept");
    hospital.wait_until("12:30");
    hospital.let_come_due();
    assert_eq!(
        told(&hospital),
        "12:24 MARTIN perd Cardiologie 401 F\n12:11 MARTIN refusé par Cardiologie : EFFECTIF\n12:00 MARTIN demandé par les urgences"
    );
}

#[test]
fn what_is_four_hours_old_is_no_news() {
    let mut hospital = hospital();
    let ward = Some(hospital.ward("Urgences"));
    hospital.request_for("MARTIN", ward).expect("asked");
    hospital.wait_until("15:59");
    assert_eq!(told(&hospital), "12:00 MARTIN demandé par les urgences");
    hospital.wait_until("16:01");
    assert_eq!(told(&hospital), "");
}
