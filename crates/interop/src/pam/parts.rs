//! The segments a movement is told with, found in one pass.

use hl7v2::Message;
use hl7v2::segments::{Evn, Mrg, Pid, Pv1, Pv2, Sch, Zbe, Zfm};

/// The segments about one patient.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts<'a> {
    pub evn: Option<Evn<'a>>,
    pub pid: Option<Pid<'a>>,
    pub mrg: Option<Mrg<'a>>,
    pub pv1: Option<Pv1<'a>>,
    pub pv2: Option<Pv2<'a>>,
    pub zbe: Option<Zbe<'a>>,
    pub zfm: Option<Zfm<'a>>,
    pub sch: Option<Sch<'a>>,
}

impl<'a> Parts<'a> {
    /// The first segment of each name; whether there was a second patient or stay.
    pub fn of(message: &Message<'a>) -> (Self, bool) {
        let mut parts = Self::default();
        let mut several = false;
        for segment in message.segments() {
            match segment.name() {
                "EVN" => _ = parts.evn.get_or_insert(Evn::new(segment)),
                "PID" => several |= put(&mut parts.pid, Pid::new(segment)),
                "MRG" => _ = parts.mrg.get_or_insert(Mrg::new(segment)),
                "PV1" => several |= put(&mut parts.pv1, Pv1::new(segment)),
                "PV2" => _ = parts.pv2.get_or_insert(Pv2::new(segment)),
                "ZBE" => several |= put(&mut parts.zbe, Zbe::new(segment)),
                "SCH" => _ = parts.sch.get_or_insert(Sch::new(segment)),
                "ZFM" => _ = parts.zfm.get_or_insert(Zfm::new(segment)),
                _ => {}
            }
        }
        (parts, several)
    }

    /// One set of segments per PID, for events about several patients (A17, repeated A40).
    pub fn per_patient(message: &Message<'a>) -> Vec<Self> {
        let evn = Evn::of(message);
        let group = |group: hl7v2::Group<'_, 'a>| Self {
            evn,
            pid: group.segment("PID").map(Pid::new),
            mrg: group.segment("MRG").map(Mrg::new),
            pv1: group.segment("PV1").map(Pv1::new),
            pv2: group.segment("PV2").map(Pv2::new),
            zbe: group.segment("ZBE").map(Zbe::new),
            zfm: group.segment("ZFM").map(Zfm::new),
            sch: None,
        };
        message.groups("PID").map(group).collect()
    }
}

/// Keeps the first; says whether there already was one.
fn put<T>(place: &mut Option<T>, found: T) -> bool {
    let second = place.is_some();
    place.get_or_insert(found);
    second
}
