//! An authenticator that lies in every way a site has to see through (A14), and bytes that are no answer at all.

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use proptest::prelude::*;
use webauthn::testing::{Authenticator, HONEST, Pair};
use webauthn::{
    Assertion, Attestation, Challenge, Known, Party, PublicKey, Refused, Registered, recognised, registered,
};

const LEA: &[u8] = b"what stands for Lea";

fn party() -> Party {
    Party::of_url("https://lits.chu.example").expect("a site")
}

fn asked(byte: u8) -> Challenge {
    Challenge::new([byte; 32])
}

/// What comes of registering with that authenticator.
fn register(authenticator: &mut Authenticator) -> Result<Registered, Refused> {
    let answer = authenticator.attests(&asked(1).text());
    registered(&party(), &asked(1), &Attestation::read(&answer)?)
}

/// What comes of signing in with that authenticator, whose key is known like this.
fn sign_in(authenticator: &mut Authenticator, known: &Registered) -> Result<u32, Refused> {
    let answer = authenticator.asserts(&asked(2).text());
    judged(&answer, known, &asked(2))
}

fn judged(answer: &str, known: &Registered, challenge: &Challenge) -> Result<u32, Refused> {
    let known = Known {
        key: &known.key,
        counter: known.counter,
        may_be_copied: known.may_be_copied,
        somebody: LEA,
    };
    recognised(&party(), challenge, known, &Assertion::read(answer)?)
}

fn rsa() -> Pair {
    let pem = include_str!("../../oidc/tests/keys/for-tests-only.pem");
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    let der = BASE64_STANDARD.decode(lines.collect::<String>()).expect("a key");
    let pair = ring::signature::RsaKeyPair::from_pkcs8(&der).expect("a key");
    Pair::Rs256(Box::new(pair))
}

fn every_kind() -> [Authenticator; 3] {
    [
        Authenticator::new(&party(), LEA),
        Authenticator::eddsa(&party(), LEA, 7),
        Authenticator::with(rsa(), &party(), LEA),
    ]
}

#[test]
fn an_honest_authenticator_is_believed_with_each_kind_of_key() {
    for mut authenticator in every_kind() {
        for statement in ["none", "packed"] {
            authenticator.statement = statement;
            let known = register(&mut authenticator).expect("registered");
            assert_eq!(
                sign_in(&mut authenticator, &known),
                Ok(authenticator.counter),
                "{:?}",
                known.key
            );
        }
    }
}

#[test]
fn a_key_is_kept_as_text_and_read_back() {
    for mut authenticator in every_kind() {
        let known = register(&mut authenticator).expect("registered");
        let kept = serde_json::to_string(&known.key).expect("text");
        assert_eq!(serde_json::from_str::<PublicKey>(&kept).ok(), Some(known.key));
    }
    for odd in [r#""""#, r#""AAAA""#, r#""é""#] {
        assert!(serde_json::from_str::<PublicKey>(odd).is_err(), "{odd}");
    }
}

/// One way of lying, and what it is refused as.
type Lie = (&'static str, fn(&mut Authenticator), Refused);

const LIES: [Lie; 9] = [
    (
        "another origin",
        |it| it.origin = "https://lits.chu.example.evil.example".to_owned(),
        Refused::Origin,
    ),
    (
        "without encryption",
        |it| it.origin = "http://lits.chu.example".to_owned(),
        Refused::Origin,
    ),
    (
        "inside another page",
        |it| it.cross_origin = true,
        Refused::Origin,
    ),
    (
        "another site",
        |it| it.party = "evil.example".to_owned(),
        Refused::Party,
    ),
    ("nobody touched it", |it| it.flags = 1 << 2, Refused::NotPresent),
    ("nobody was verified", |it| it.flags = 1, Refused::NotVerified),
    (
        "copied and cannot be",
        |it| it.flags = HONEST | 1 << 4,
        Refused::Backup,
    ),
    (
        "another ceremony",
        |it| it.ceremony = Some("payment.get"),
        Refused::Ceremony,
    ),
    (
        "more than it says",
        |it| it.garbles = |data| data.push(0),
        Refused::Unreadable,
    ),
];

#[test]
fn a14_a_lie_is_seen_in_both_ceremonies() {
    for (what, lie, why) in LIES {
        let mut authenticator = Authenticator::new(&party(), LEA);
        let known = register(&mut authenticator).expect("registered");
        lie(&mut authenticator);
        assert_eq!(register(&mut authenticator), Err(why), "{what}");
        assert_eq!(sign_in(&mut authenticator, &known), Err(why), "{what}");
    }
}

#[test]
fn a14_an_answer_serves_for_its_own_question_only() {
    let mut authenticator = Authenticator::new(&party(), LEA);
    let known = register(&mut authenticator).expect("registered");
    let answer = authenticator.asserts(&asked(2).text());
    assert_eq!(judged(&answer, &known, &asked(3)), Err(Refused::Challenge));
    let made = authenticator.attests(&asked(2).text());
    let made = Attestation::read(&made).expect("read");
    assert_eq!(registered(&party(), &asked(3), &made), Err(Refused::Challenge));
    assert_eq!(made.challenge(), Some(asked(2)));
    // The answer to the making of a key is no proof of holding it.
    authenticator.ceremony = Some("webauthn.create");
    assert_eq!(sign_in(&mut authenticator, &known), Err(Refused::Ceremony));
}

#[test]
fn a14_only_the_key_itself_signs_for_its_owner() {
    for mut authenticator in every_kind() {
        let known = register(&mut authenticator).expect("registered");
        authenticator.missigns = |signature| signature[9] ^= 1;
        assert_eq!(sign_in(&mut authenticator, &known), Err(Refused::Signature));
        authenticator.missigns = Vec::clear;
        assert_eq!(sign_in(&mut authenticator, &known), Err(Refused::Signature));
        authenticator.missigns = |_| {};
        authenticator.handle = b"what stands for Samba".to_vec();
        assert_eq!(sign_in(&mut authenticator, &known), Err(Refused::Somebody));
    }
    let mut own = Authenticator::new(&party(), LEA);
    let known = register(&mut own).expect("registered");
    let mut other = Authenticator::new(&party(), LEA);
    other.id.clone_from(&own.id);
    assert_eq!(sign_in(&mut other, &known), Err(Refused::Signature));
}

#[test]
fn a14_a_counter_moves_forward_or_the_key_was_copied() {
    let mut authenticator = Authenticator::new(&party(), LEA);
    let mut known = register(&mut authenticator).expect("registered");
    for (kept, said, outcome) in [
        (5, 6, Ok(6)),
        (5, 5, Err(Refused::Counter)),
        (5, 4, Err(Refused::Counter)),
        (5, 0, Err(Refused::Counter)),
        (0, 0, Ok(0)),
        (0, 9, Ok(9)),
    ] {
        known.counter = kept;
        // It counts before it answers; one that counts nothing always says zero.
        authenticator.counter = u32::max(said, 1) - 1;
        authenticator.garbles = match said {
            0 => |data| data[33..37].fill(0),
            _ => |_| {},
        };
        assert_eq!(
            sign_in(&mut authenticator, &known),
            outcome,
            "{kept}, then {said}"
        );
    }
}

#[test]
fn what_a_key_says_of_copies_does_not_change() {
    let mut authenticator = Authenticator::new(&party(), LEA);
    let known = register(&mut authenticator).expect("registered");
    authenticator.flags = HONEST | 1 << 3;
    assert_eq!(sign_in(&mut authenticator, &known), Err(Refused::Backup));
    authenticator.flags = HONEST | 1 << 3 | 1 << 4;
    let known = register(&mut authenticator).expect("registered");
    assert!(known.may_be_copied);
    assert!(sign_in(&mut authenticator, &known).is_ok());
}

#[test]
fn a_statement_that_we_cannot_judge_is_not_taken() {
    let mut authenticator = Authenticator::new(&party(), LEA);
    authenticator.statement = "fido-u2f";
    assert_eq!(register(&mut authenticator), Err(Refused::Attestation));
    authenticator.statement = "packed";
    authenticator.missigns = |signature| signature[9] ^= 1;
    assert_eq!(register(&mut authenticator), Err(Refused::Attestation));
}

#[test]
fn a_key_of_another_kind_is_not_taken() {
    let mut authenticator = Authenticator::new(&party(), LEA);
    // ES384 where ES256 stood, then a curve that is not the algorithm's.
    authenticator.garbles = |data| data[37 + 18 + 16 + 4] = 0x25;
    assert_eq!(register(&mut authenticator), Err(Refused::Algorithm));
    authenticator.garbles = |data| data[37 + 18 + 16 + 6] = 0x02;
    assert_eq!(register(&mut authenticator), Err(Refused::Unreadable));
}

#[test]
fn an_answer_has_one_form() {
    let mut authenticator = Authenticator::new(&party(), LEA);
    let good = authenticator.asserts(&asked(2).text());
    assert!(Assertion::read(&good).is_ok());
    let without = good.replace("userHandle", "userHandel");
    let twice = good.replacen('{', r#"{"id":"AA","#, 1);
    let long = format!("{good}{}", " ".repeat(20_000));
    for odd in ["", "{}", "null", &without, &twice, &long, &good[1..]] {
        assert!(Assertion::read(odd).is_err(), "{}", &odd[..odd.len().min(40)]);
    }
}

/// The parts of an answer of an honest authenticator, to be cut and changed.
fn parts() -> (Registered, serde_json::Value, serde_json::Value) {
    let mut authenticator = Authenticator::eddsa(&party(), LEA, 3);
    authenticator.statement = "packed";
    let known = register(&mut authenticator).expect("registered");
    let made = serde_json::from_str(&authenticator.attests(&asked(1).text())).expect("json");
    let proven = serde_json::from_str(&authenticator.asserts(&asked(2).text())).expect("json");
    (known, made, proven)
}

fn bytes_in(value: &serde_json::Value, field: &str) -> Vec<u8> {
    let text = value[field].as_str().expect("a text");
    BASE64_URL_SAFE_NO_PAD.decode(text).expect("bytes")
}

/// The same with other bytes in that field.
fn with(value: &serde_json::Value, field: &str, bytes: &[u8]) -> String {
    let mut value = value.clone();
    value[field] = BASE64_URL_SAFE_NO_PAD.encode(bytes).into();
    value.to_string()
}

fn register_with(answer: &str) -> Result<Registered, Refused> {
    registered(&party(), &asked(1), &Attestation::read(answer)?)
}

#[test]
fn a_cut_answer_is_refused_wherever_it_is_cut() {
    let (known, made, proven) = parts();
    let whole = bytes_in(&made, "attestationObject");
    for cut in 0..whole.len() {
        let answer = with(&made, "attestationObject", &whole[..cut]);
        assert!(register_with(&answer).is_err(), "cut at {cut}");
    }
    for field in ["authenticatorData", "clientDataJSON", "signature", "id"] {
        let whole = bytes_in(&proven, field);
        for cut in 0..whole.len() {
            let answer = with(&proven, field, &whole[..cut]);
            // How a key is named is looked up before: which one it was is the caller's business.
            let is_refused = judged(&answer, &known, &asked(2)).is_err();
            assert!(is_refused || (field == "id" && cut > 0), "{field} cut at {cut}");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(object in proptest::collection::vec(any::<u8>(), 0..400), text in ".{0,200}") {
        let (known, made, proven) = parts();
        let _ = register_with(&with(&made, "attestationObject", &object));
        let _ = register_with(&with(&made, "clientDataJSON", &object));
        for field in ["authenticatorData", "clientDataJSON", "signature", "userHandle", "id"] {
            prop_assert!(field == "id" || judged(&with(&proven, field, &object), &known, &asked(2)).is_err());
        }
        let _ = (Assertion::read(&text).is_err(), Attestation::read(&text).is_err());
        let key = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(&object));
        let _ = serde_json::from_str::<PublicKey>(&key);
    }

    #[test]
    fn no_changed_byte_of_an_answer_is_believed(at in any::<prop::sample::Index>(), change in 1..=255_u8) {
        let (known, made, proven) = parts();
        for field in ["authenticatorData", "signature", "userHandle"] {
            let mut bytes = bytes_in(&proven, field);
            let place = at.index(bytes.len());
            bytes[place] ^= change;
            prop_assert!(judged(&with(&proven, field, &bytes), &known, &asked(2)).is_err(), "{} at {}", field, place);
        }
        // The key of this one vouches for all that is said beside it.
        let mut bytes = bytes_in(&made, "attestationObject");
        let place = at.index(bytes.len());
        bytes[place] ^= change;
        prop_assert!(register_with(&with(&made, "attestationObject", &bytes)).is_err(), "at {}", place);
    }
}
