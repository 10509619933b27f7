//! The composite values that every PAM message repeats.

use super::{Node, components, subcomponents};

/// Who issues a number: a local name, a universal id, and what that id is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Authority<'a> {
    /// The local name.
    pub name: &'a str,
    /// The universal id: an OID, or a FINESS number.
    pub universal_id: &'a str,
    /// What the universal id is: `ISO`, `M`, `N`, `L`...
    pub id_type: &'a str,
}

/// A professional, with the number under which an authority knows him.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Person<'a> {
    /// The number.
    pub id: &'a str,
    /// Family name.
    pub family: &'a str,
    /// Given name.
    pub given: &'a str,
    /// Who issued the number.
    pub authority: Authority<'a>,
    /// What number it is: `RPPS`, `ADELI`...
    pub id_type: &'a str,
}

impl<'a> Authority<'a> {
    fn parts(self) -> [Node<'a>; 3] {
        [self.name.into(), self.universal_id.into(), self.id_type.into()]
    }
}

/// HD as a field (`name^id^type`).
#[must_use]
pub fn hd(authority: Authority<'_>) -> Node<'_> {
    components(authority.parts())
}

/// CX: `id^^^authority^type`.
#[must_use]
pub fn cx<'a>(id: &'a str, authority: Authority<'a>, type_code: &'a str) -> Node<'a> {
    let issuer = subcomponents(authority.parts());
    components([id.into(), Node::Empty, Node::Empty, issuer, type_code.into()])
}

/// EI: `id^name^universal id^type`.
#[must_use]
pub fn ei<'a>(id: &'a str, authority: Authority<'a>) -> Node<'a> {
    let [name, universal_id, id_type] = authority.parts();
    components([id.into(), name, universal_id, id_type])
}

/// PL: `unit^room^bed^facility`.
#[must_use]
pub fn pl<'a>(unit: &'a str, room: &'a str, bed: &'a str, facility: Authority<'a>) -> Node<'a> {
    components([
        unit.into(),
        room.into(),
        bed.into(),
        subcomponents(facility.parts()),
    ])
}

/// XPN: `family^given^further^^^^type`.
#[must_use]
pub fn xpn<'a>(family: &'a str, given: &'a str, further: &'a str, type_code: &'a str) -> Node<'a> {
    let none = || Node::Empty;
    components([
        family.into(),
        given.into(),
        further.into(),
        none(),
        none(),
        none(),
        type_code.into(),
    ])
}

/// XCN: `id^family^given^^^^^^authority^D^^^id type`.
#[must_use]
pub fn xcn(person: Person<'_>) -> Node<'_> {
    let none = || Node::Empty;
    components([
        person.id.into(),
        person.family.into(),
        person.given.into(),
        none(),
        none(),
        none(),
        none(),
        none(),
        subcomponents(person.authority.parts()),
        "D".into(),
        none(),
        none(),
        person.id_type.into(),
    ])
}

/// XON as ZBE-7 and ZBE-8 carry a functional unit: `label^^^^^authority^UF^^^code`.
#[must_use]
pub fn unit<'a>(code: &'a str, label: &'a str, authority: Authority<'a>) -> Node<'a> {
    let none = || Node::Empty;
    let issuer = subcomponents(authority.parts());
    components([
        label.into(),
        none(),
        none(),
        none(),
        none(),
        issuer,
        "UF".into(),
        none(),
        none(),
        code.into(),
    ])
}
