//! In what two documents of flow settings differ, in words.

use domain::flow::{Adjustment, FlowSettings, ListName, Named};

use crate::settings::history::Changes;
use crate::words::Words;

/// What differs from one to the other.
pub fn changes(words: &Words, before: &FlowSettings, after: &FlowSettings) -> Changes {
    let mut found = Changes::new();
    for name in ListName::ALL {
        of_list(words, name, before, after, &mut found);
    }
    let mut told = |name: &str, was: String, is: String| {
        if was != is {
            found.push((name.to_owned(), was, is));
        }
    };
    for (field, was, is) in numbers(before)
        .into_iter()
        .zip(numbers(after))
        .map(|(a, b)| (a.0, a.1, b.1))
    {
        told(words.flow_number(field), was, is);
    }
    let yes = |it: bool| words.yes_or_no(it).to_owned();
    told(
        words.pick("Accord du service", "Agreement of the ward"),
        words.agreement(before.asking.agreement).to_owned(),
        words.agreement(after.asking.agreement).to_owned(),
    );
    told(
        words.pick("Demandes nées du flux", "Requests born of the feed"),
        yes(before.from_feed),
        yes(after.from_feed),
    );
    told(
        words.pick("Même jour de la semaine", "Same day of the week"),
        yes(before.reserve.same_weekday),
        yes(after.reserve.same_weekday),
    );
    told(
        words.pick("Services d’urgence", "Emergency wards"),
        joined(&before.reserve.emergency_wards),
        joined(&after.reserve.emergency_wards),
    );
    told(
        words.pick("Services de soins critiques", "Wards of critical care"),
        joined(&before.ranking.critical_wards),
        joined(&after.ranking.critical_wards),
    );
    told(
        words.pick(
            "Retraits qui sont une déprogrammation",
            "Withdrawals that call an admission off",
        ),
        joined(&before.ranking.called_off),
        joined(&after.ranking.called_off),
    );
    let by_hand = |it: &FlowSettings| {
        let kept = it
            .reserve
            .by_hand
            .iter()
            .map(|(ward, beds)| format!("{ward} {beds}"));
        joined(&kept.collect::<Vec<_>>())
    };
    told(
        words.pick("Lits gardés par service", "Beds kept by ward"),
        by_hand(before),
        by_hand(after),
    );
    of_adjustments(words, before, after, &mut found);
    found
}

fn of_list(words: &Words, name: ListName, before: &FlowSettings, after: &FlowSettings, found: &mut Changes) {
    let said = |it: &Named| {
        if it.retired {
            let out = words.pick("hors d’usage", "retired");
            format!("{} ({out})", it.name)
        } else {
            it.name.to_string()
        }
    };
    let (was, is) = (before.list(name), after.list(name));
    for it in is {
        let former = was.iter().find(|other| other.code == it.code);
        if former != Some(it) {
            let before = former.map_or_else(|| "–".to_owned(), said);
            found.push((words.list_name(name).to_owned(), before, said(it)));
        }
    }
    let order = |list: &[Named], other: &[Named]| -> Vec<String> {
        let both = list
            .iter()
            .filter(|it| other.iter().any(|known| known.code == it.code));
        both.map(|it| it.code.to_string()).collect()
    };
    let (was, is) = (order(was, is), order(is, was));
    if was != is {
        found.push((words.list_name(name).to_owned(), was.join(", "), is.join(", ")));
    }
}

fn of_adjustments(words: &Words, before: &FlowSettings, after: &FlowSettings, found: &mut Changes) {
    let (was, is) = (&before.ranking.adjustments, &after.ranking.adjustments);
    let name = words.pick("Ce qui compte aussi dans le rang", "What else counts in the rank");
    let said = |it: Option<&Adjustment>| {
        it.map_or_else(
            || "–".to_owned(),
            |it| format!("{}, {:+}, {}", it.name, it.points, words.circumstance(it.when)),
        )
    };
    let in_ = |list: &'_ [Adjustment], of: &Adjustment| list.iter().find(|it| it.code == of.code).cloned();
    for it in is {
        let former = in_(was, it);
        if former.as_ref() != Some(it) {
            found.push((name.to_owned(), said(former.as_ref()), said(Some(it))));
        }
    }
    for it in was.iter().filter(|it| in_(is, it).is_none()) {
        found.push((name.to_owned(), said(Some(it)), said(None)));
    }
}

/// The numbers, by their fields, in the order of the page.
pub fn numbers(it: &FlowSettings) -> Vec<(&'static str, String)> {
    let (holds, asking, ranking, reserve) = (&it.holds, &it.asking, &it.ranking, &it.reserve);
    let escalations: Vec<String> = asking.escalations.iter().map(u16::to_string).collect();
    vec![
        ("offerte", holds.offered.to_string()),
        ("attribuee", holds.assigned.to_string()),
        ("longue", holds.longest.to_string()),
        ("oubli", it.forget_after_hours.to_string()),
        ("reponse", asking.answer.to_string()),
        ("relances", escalations.join(", ")),
        ("caduque", asking.lapse.to_string()),
        ("age_points", ranking.ageing_points.to_string()),
        ("age_max", ranking.ageing_most.to_string()),
        ("retard", ranking.overdue_points.to_string()),
        ("sans_points", ranking.unclassified_points.to_string()),
        ("sans_delai", ranking.unclassified_minutes.to_string()),
        ("annees", reserve.years.to_string()),
        ("semaines", reserve.weeks_around.to_string()),
        ("percentile", reserve.percentile.to_string()),
    ]
}

fn joined<T: ToString>(list: &[T]) -> String {
    if list.is_empty() {
        return "–".to_owned();
    }
    list.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
