//! The rules of the repository, as tests. What each one means is written in `xtask/src/tidy`.

/// Makes one test per rule, and one that no rule is without its test.
macro_rules! rules {
    ($($rule:ident)*) => {
        $(
            #[test]
            fn $rule() {
                let breaches = xtask::tidy::breaches(stringify!($rule)).unwrap_or_else(|fault| vec![format!("{fault:#}")]);
                assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
            }
        )*

        #[test]
        fn every_rule_has_its_test() {
            let rules: Vec<&str> = xtask::tidy::RULES.iter().map(|(name, _)| *name).collect();
            assert_eq!(rules, [$(stringify!($rule)),*]);
        }
    };
}

rules! {
    layers_point_down
    files_are_short
    nothing_is_left_unfinished
    a_class_has_one_home
    crates_keep_the_lints
    decisions_are_numbered
    architecture_names_every_crate
    dependencies_are_explained
    prose_names_real_things
    links_lead_somewhere
    readme_shows_the_commands
    changelog_has_entries
    pictures_are_light
    licence_is_verbatim
    licences_are_allowed
    duplicates_are_known
    registries_are_public
    no_machine_is_named
    vendored_files_match_their_sums
}
