// A small hospital information system: it writes PAM messages and speaks MLLP.

import { connect } from 'node:net';

const START = 0x0b;
const END = Buffer.from([0x1c, 0x0d]);

/** Sends messages one after the other, each after the answer to the one before; returns the answers. */
export async function send(server, ...messages) {
  const { hostname, port } = new URL(server.mllp.replace('mllp:', 'http:'));
  const socket = connect({ host: hostname, port: Number(port) });
  const answers = [];
  try {
    for (const message of messages) {
      socket.write(Buffer.concat([Buffer.from([START]), Buffer.from(message, 'utf8'), END]));
      answers.push(await frame(socket));
    }
  } finally {
    socket.destroy();
  }
  return answers;
}

/** The acknowledgement code of an answer: AA, AE or AR. */
export const code = (answer) => answer.match(/(?:^|\r)MSA\|(\w\w)/)?.[1] ?? null;

/** Sends messages and insists on AA for each. */
export async function tell(server, ...messages) {
  for (const answer of await send(server, ...messages)) {
    if (code(answer) !== 'AA') throw new Error(`the server refused a message:\n${answer.replaceAll('\r', '\n')}`);
  }
}

function frame(socket) {
  return new Promise((resolve, reject) => {
    let heard = Buffer.alloc(0);
    const hear = (bytes) => {
      heard = Buffer.concat([heard, bytes]);
      const at = heard.indexOf(END);
      if (at < 0) return;
      done();
      resolve(heard.subarray(1, at).toString('utf8'));
    };
    const fail = (why) => {
      done();
      reject(why instanceof Error ? why : new Error('the server hung up'));
    };
    const done = () => socket.off('data', hear).off('error', fail).off('close', fail);
    socket.on('data', hear).on('error', fail).on('close', fail);
  });
}

let control = 0;

/**
 * One PAM message. `event` is the trigger (A01, A02, A03, ...); the rest is what the story needs:
 * `visit`, `movement`, `at` (a Date), `place` ({ unit, room, bed }), `patient` ({ ipp, family, given, sex, birth }),
 * `doctor` ({ id, family, given }), `leaving` (a Date: when the discharge is expected).
 */
export function pam({
  event, visit, movement, at, place = {}, patient, doctor, leaving, action = 'INSERT', original = '', nature = 'HMS',
}) {
  control += 1;
  const now = stamp(new Date());
  const when = stamp(at);
  const where = [place.unit, place.room, place.bed].map((part) => part ?? '').join('^');
  const structure = { A03: 'ADT_A03', A02: 'ADT_A02', A11: 'ADT_A09', A12: 'ADT_A12', A13: 'ADT_A01' }[event] ?? 'ADT_A01';
  const discharged = event === 'A03' ? when : '';
  const unit = `^^^^^TEST&1.2.3.4&ISO^UF^^^${place.unit ?? ''}`;
  const who = doctor ? `${doctor.id}^${doctor.family}^${doctor.given}^^^^^^TEST&1.2.3.4&ISO^^^^RPPS` : '';
  const { ipp, family, given, sex, birth } = patient;
  return [
    `MSH|^~\\&|SIH|TEST|CHEVET|TEST|${now}||ADT^${event}^${structure}|B${process.pid}${control}|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8|FR`,
    `EVN||${now}||||${when}`,
    `PID|||${ipp}^^^TEST&1.2.3.4&ISO^PI||${family}^${given}^^^^^D||${birth}|${sex}||||||||||${visit}^^^TEST&1.2.3.4&ISO^AN||||||||||||||PROV`,
    `PV1||I|${where}||||${who}||||||||||||${visit}^^^TEST&1.2.3.4&ISO^VN|||||||||||||||||||||||||${stamp(at)}|${discharged}`,
    ...(leaving ? [`PV2|||||||||${stamp(leaving)}`] : []),
    `ZBE|${movement}^TEST^1.2.3.4^ISO|${when}||${action}|N|${original}|${unit}|${unit}|${nature}`,
  ].join('\r') + '\r';
}

/** An HL7 time with its offset, so that no test depends on the machine's zone. */
function stamp(date) {
  return `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`;
}

/** A moment some hours before now. */
export const hoursAgo = (hours) => new Date(Date.now() - hours * 3_600_000);
