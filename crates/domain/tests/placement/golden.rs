//! A whole answer, with every reason, as a file: what a change of a rule does is seen in its difference.
//!
//! `UPDATE_GOLDEN=1` writes the file.

use std::fmt::Write;
use std::path::PathBuf;

use domain::bed::{Attribute, Attributes};
use domain::flow::placement::{Beds, Distance, From, Kept, Mark, NoPromises, SitePlace, explain, rank};
use domain::flow::{Needs, SingleRoom};
use domain::view::board::bed_name;

use crate::scene::{Scene, code};

fn territory() -> Scene {
    let site = |site: &str| SitePlace {
        establishment: code("CHU"),
        site: code(site),
    };
    Scene::new(
        "Cardio B
         407: P[MARTIN ♀78] F[libre]
         408: P[DURAND ♂70] F[libre]
         409: [libre]
         410: P[libre] F[libre]",
    )
    .and("USIC\n5: [KELLER ♂61]\n6: [en nettoyage]")
    .and("Cardio SO\n216: [libre]\n217: P[PETIT ♀66] F[à nettoyer]")
    .and("Ortho\n301: P[libre] F[libre]")
    .and("Pédiatrie\n501: P[ROUX ♀9] F[libre]")
    .on_site("Cardio B", "BEL-ORME")
    .on_site("USIC", "BEL-ORME")
    .on_site("Cardio SO", "STE-ODILE")
    .on_site("Ortho", "BEL-ORME")
    .on_site("Pédiatrie", "BEL-ORME")
    .specialties(&["CARDIO", "ORTHO", "PEDIATRIE"])
    .sets(|it| {
        it.soft.clear();
        it.distances = vec![Distance {
            from: site("BEL-ORME"),
            to: site("STE-ODILE"),
            minutes: 18,
        }];
    })
    .profile("Cardio B", |it| it.own = vec![code("CARDIO")])
    .profile("USIC", |it| {
        it.own = vec![code("CARDIO")];
        it.level = domain::flow::Level::Intensive;
    })
    .profile("Cardio SO", |it| it.own = vec![code("CARDIO")])
    .profile("Ortho", |it| it.refused = vec![code("CARDIO")])
    .profile("Pédiatrie", |it| it.ages.to = Some(17))
    .offers("Cardio B/409", &["telemetry", "oxygen"])
    .offers("Cardio B/407", &["telemetry"])
    .offers("USIC/6", &["telemetry", "oxygen"])
    .offers("Cardio SO/216", &["telemetry"])
    .isolated("PETIT", &["C"])
    .leaves("KELLER", "16:00")
}

#[test]
fn a_whole_answer_is_as_it_was() {
    let scene = territory();
    let hospital = &scene.hospital;
    let mut question = scene.question("♀71");
    question.needs = Needs {
        specialty: Some(code("CARDIO")),
        single: SingleRoom::Wished,
        equipment: Attributes::NONE.with(Attribute::Telemetry),
        nights: Some(4),
        ..Needs::default()
    };
    question.from = From::Emergency(hospital.state.sites.front().map(|it| it.id));
    question.preferred = vec![hospital.ward("Cardio B"), hospital.ward("Cardio SO")];
    question.acceptable = vec![hospital.ward("USIC")];
    question.kept = vec![Kept {
        ward: hospital.ward("USIC"),
        beds: 1,
    }];
    let beds = Beds::of(&hospital.state, &NoPromises);
    let answer = rank(&beds, &question, hospital.now, 3);
    let mut out = format!(
        "{} lits, {} proposables\n",
        answer.considered(),
        answer.candidates
    );
    for (rule, count) in answer.discarded() {
        let _ = writeln!(
            out,
            "écartés par {}: {}, dont {} par elle seule",
            rule.word(),
            count.beds,
            count.alone
        );
    }
    for (bed, _) in answer.all() {
        let found = explain(&beds, &question, bed, hospital.now).expect("a bed");
        let ward = beds
            .ward_of(bed)
            .and_then(|it| hospital.state.ward(it))
            .expect("a ward");
        let name = bed_name(&hospital.state, bed).expect("a name");
        let place = answer.top.iter().position(|it| it.bed == bed);
        let place = place.map_or(String::new(), |it| format!(" : proposition {}", it + 1));
        let _ = writeln!(out, "\n{} {name}{place}", ward.code.as_str());
        for remark in found.remarks {
            let mark = match remark.mark {
                Mark::Met => "✓".to_owned(),
                Mark::Unchecked => "?".to_owned(),
                Mark::Costs(points) => format!("– {points}"),
                Mark::Refuses => "✕".to_owned(),
            };
            let _ = writeln!(out, "  {mark} {}: {:?}", remark.rule.word(), remark.why);
        }
    }
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/placement.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, &out).expect("written");
    }
    let golden = std::fs::read_to_string(&file).expect("the golden file");
    assert_eq!(out, golden);
}
