//! Names stay in the vault and in pages: not in logs, addresses, titles or figures (I9, D17).

use std::collections::BTreeSet;

use crate::harness::{Server, Told, chevet, folder};

/// What must be found nowhere but inside pages: names, a birth date in every form, and every number of a person.
const SECRETS: [&str; 12] = [
    "ZZCANARI",
    "YYVOLIERE",
    "XXNIDIFIE",
    "19321107",
    "07/11/1932",
    "1932-11-07",
    "990044337711",
    "990055448822",
    "990066559933",
    "232117510012345",
    "RUEDUSECRET",
    "0699887766",
];

/// A message about the patient nobody may find, with as many oddities as the suffix asks for.
fn canary(trigger: &str, control: &str, odd: &str) -> Vec<u8> {
    let (birth, place, set) = match odd {
        "birth" => ("19321107ZZCANARI", "4001^01^P", "UNICODE UTF-8"),
        "place" => (
            "19321107",
            "4001^YYVOLIEREYYVOLIEREYYVOLIEREYYVOLIEREYYVOLIERE^P",
            "UNICODE UTF-8",
        ),
        "charset" => ("19321107", "4001^01^P", "8859/1"),
        _ => ("19321107", "4001^01^P", "UNICODE UTF-8"),
    };
    format!(
        "MSH|^~\\&|GAM|CH|CHEVET|GHT|20250102080500||ADT^{trigger}^ADT_A01|{control}|P|2.5^FRA^2.11|||||FRA|{set}\r\
         EVN||20250102080000\r\
         PID|||990044337711^^^CH&1.2.3&ISO^PI~232117510012345^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS||ZZCANARI^YYVOLIÈRE YYVOLIERE^XXNIDIFIE^^^^L~ZZCANARI^XXNIDIFIE^^^^^D||{birth}|F|||RUEDUSECRET 3^^VILLE^^75001^FRA||0699887766|||||990055448822^^^CH&1.2.4&ISO^AN|||||||||||||N||VALI\r\
         PV1||I|{place}||||||||||||||||990066559933^^^CH&1.2.5&ISO^VN\r\
         ZBE|{control}^CH^1.2.9^ISO|20250102080000||INSERT|N||||HMS\r"
    )
    .into_bytes()
}

#[test]
fn i9_d17_no_log_address_title_or_figure_holds_a_name_or_a_number() {
    let folder = folder();
    let server = Server::run(chevet(folder.path()).env("CHEVET_LOG", "trace")).expect("it starts");
    let mut line = server.line();
    // What works, what is odd, what is refused, what repeats, what merges, what cannot be read, what is cut off.
    for (at, (trigger, odd)) in [
        ("A01", ""),
        ("A02", "birth"),
        ("A02", "place"),
        ("A08", "charset"),
        ("A12", ""),
        ("A40", ""),
        ("A99", ""),
        ("Z99", ""),
        ("A03", ""),
    ]
    .into_iter()
    .enumerate()
    {
        let message = canary(trigger, &format!("C{at}"), odd);
        assert_ne!(line.send(&message), Told::Nothing);
        assert_ne!(line.send(&message), Told::Nothing);
    }
    assert_eq!(line.send(&canary("A01", "CX", "")[4..]), Told::Rejected);
    let mut cut = canary("A01", "CY", "");
    cut.truncate(300);
    assert_ne!(line.send(&cut), Told::Nothing);
    drop(line);
    let mut half = server.line();
    std::io::Write::write_all(&mut half.stream, b"\x0bMSH|^~\\&|ZZCANARI|").expect("sent");
    drop(half);

    let mut asked: BTreeSet<String> = BTreeSet::new();
    let mut to_ask: Vec<String> = ["/", "/messages", "/structure", "/operateur", "/metrics"]
        .map(str::to_owned)
        .to_vec();
    let mut shown = false;
    while let Some(path) = to_ask.pop() {
        if !asked.insert(path.clone()) || asked.len() > 250 {
            continue;
        }
        let page = server.get(&path);
        shown |= page.body.contains("ZZCANARI");
        for secret in SECRETS {
            assert!(
                !page.head.contains(&secret.to_lowercase()),
                "{secret} in the head of {path}"
            );
        }
        if path.ends_with("/brut") {
            continue;
        }
        assert!(path != "/metrics" || !SECRETS.iter().any(|secret| page.body.contains(secret)));
        for value in addresses(&page.body) {
            for secret in SECRETS {
                assert!(!value.contains(secret), "{secret} in {value:?} of {path}");
            }
            if value.starts_with('/') && !value.starts_with("/assets/") {
                to_ask.push(value.replace("&amp;", "&"));
            }
        }
    }
    assert!(shown, "some page shows the patient, or this test proves nothing");
    assert!(
        asked.iter().any(|path| path.starts_with("/sejour/"))
            && asked.iter().any(|path| path.starts_with("/message/"))
    );
    let log = server.log();
    assert!(log.lines().count() > 20, "the log says much");
    for secret in SECRETS {
        let found = log.lines().find(|line| line.contains(secret));
        assert_eq!(found, None, "{secret} in the log");
    }
    // A log is one JSON object a line, whatever senders put into their fields (D16).
    for line in log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
    server.stop();
}

/// What goes to history, logs of proxies and other sites: addresses, and the title of the page.
fn addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in ["href", "src", "action", "formaction", "data-topics", "name", "id"] {
        let opening = format!(" {attribute}=\"");
        for rest in page.split(opening.as_str()).skip(1) {
            found.push(rest.split('"').next().unwrap_or_default().to_owned());
        }
    }
    let title = page
        .split("<title>")
        .nth(1)
        .and_then(|rest| rest.split('<').next());
    found.extend(title.map(str::to_owned));
    found
}
