// A real provider (npm oidc-provider) for tests/real.rs, on a port of loopback, with people who sign in by their name.
//
// The port (0: any), our redirect address and our address for logouts are arguments; the first line it prints is the
// port. It ends when its input does, so that no test leaves one behind. Two paths are the test's own: /test/rotate
// changes the signing keys (oidc-provider reads them once, so a new instance takes over), and /test/acr/<level> says
// which level the next sign-ins reach.
import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';

const [port, back, logoutUri] = process.argv.slice(2);
let issuer;
let acr = 'eidas1';

const key = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: randomUUID(),
  use: 'sig',
});

const people = {
  'f:550dc1c8:899700218896': {
    SubjectNameID: '899700218896',
    preferred_username: '899700218896',
    given_name: 'ROBERT',
    family_name: 'SPECIALISTE0021889',
    SubjectRole: ['10^1.2.250.1.213.1.1.5.5'],
    SubjectOrganization: 'CHU FICTIF',
    SubjectOrganizationID: 'F990000001',
    otherIds: [{ identifiant: '899700218896', origine: 'RPPS', qualite: 1 }],
    SubjectRefPro: {
      codeCivilite: 'M',
      exercices: [
        {
          codeProfession: '10',
          codeCategorieProfessionnelle: 'C',
          nomDexercice: 'SPECIALISTE0021889',
          prenomDexercice: 'ROBERT',
          codeTypeSavoirFaire: 'S',
          codeSavoirFaire: 'SM26',
          activities: [
            {
              codeModeExercice: 'S',
              codeSecteurDactivite: 'SA01',
              codeSectionPharmacien: '',
              codeRole: '',
              numeroFinessSite: '990000002',
              numeroFinessetablissementJuridique: '990000001',
              raisonSocialeSite: 'CHU FICTIF SITE NORD',
            },
            { codeModeExercice: 'L', codeSecteurDactivite: 'SA07', raisonSocialeSite: 'CABINET FICTIF' },
          ],
        },
      ],
    },
  },
};

const provider = (algorithm) =>
  new Provider(issuer, {
    adapter: Store,
    jwks: { keys: [key()] },
    cookies: { keys: ['only for tests'] },
    clients: [
      {
        client_id: 'chevet',
        client_secret: 'a secret/between us:and+you',
        redirect_uris: [back],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: algorithm,
        backchannel_logout_uri: logoutUri,
        backchannel_logout_session_required: true,
      },
    ],
    acrValues: ['eidas1', 'eidas2'],
    scopes: ['openid', 'scope_all'],
    claims: {
      openid: ['sub'],
      scope_all: Object.keys(people['f:550dc1c8:899700218896']),
      acr: null,
      auth_time: null,
      iss: null,
      sid: null,
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
    findAccount: (_, sub) => people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) },
    interactions: { url: (_, interaction) => `/test/interaction/${interaction.uid}` },
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid scope_all');
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 300, Session: 3600, Grant: 3600 },
  });

// One store for all instances: what was begun before a change of keys goes on after it.
class Store {
  static all = new Map();

  constructor(kind) {
    this.kind = kind;
  }

  at(id) {
    return `${this.kind}:${id}`;
  }

  async upsert(id, payload) {
    Store.all.set(this.at(id), payload);
  }

  async find(id) {
    return Store.all.get(this.at(id));
  }

  async findByUid(uid) {
    return [...Store.all].find(([at, it]) => at.startsWith(`${this.kind}:`) && it.uid === uid)?.[1];
  }

  async consume(id) {
    Store.all.get(this.at(id)).consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    Store.all.delete(this.at(id));
  }

  async revokeByGrantId(grantId) {
    for (const [at, it] of Store.all) if (it.grantId === grantId) Store.all.delete(at);
  }
}

let algorithm = 'RS256';
let current;

async function serve(request, response) {
  const { pathname } = new URL(request.url, issuer);
  if (pathname === '/test/rotate') {
    algorithm = algorithm === 'RS256' ? 'PS256' : 'RS256';
    current = provider(algorithm);
    return response.end(algorithm);
  }
  if (pathname.startsWith('/test/acr/')) {
    acr = pathname.slice('/test/acr/'.length);
    return response.end(acr);
  }
  if (pathname.startsWith('/test/interaction/')) {
    const login = { accountId: 'f:550dc1c8:899700218896', acr, amr: ['sc'] };
    return current.interactionFinished(request, response, { login });
  }
  return current.callback()(request, response);
}

const server = createServer((request, response) => {
  serve(request, response).catch((fault) => {
    console.error(fault);
    response.statusCode = 500;
    response.end(String(fault));
  });
});
server.listen(Number(port), '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  current = provider(algorithm);
  console.log(server.address().port);
});
process.stdin.on('end', () => process.exit()).resume();
