import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ownAuthority, ownCertificate } from '#service/doors/office/own-authority.ts';
import { freePort, LOOPBACK } from './free-port.ts';
import { temporaryFolder } from './temporary.ts';
import { until } from './until.ts';

const SBIN = '/usr/sbin';
export const FINDER = { name: 'cn=finder,dc=qu,dc=cn', password: 'finds entries' };

/** A directory (OpenLDAP) on this machine, in a folder of its own. */
export interface Directory {
  readonly ldap: string;
  readonly ldaps: string;
  /** Its authority, PEM. */
  readonly authority: string;
  stop(): Promise<void>;
}

/** Starts a directory in which these people have these passwords. */
export async function openDirectory(people: Readonly<Record<string, string>>): Promise<Directory> {
  const folder = temporaryFolder();
  const tls = join(folder, 'tls');
  const { cert, key } = await ownCertificate(tls, [LOOPBACK], new Date());
  const authority = (await ownAuthority(tls, new Date())).cert;
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  mkdirSync(join(folder, 'data'));
  const config = file(
    'slapd.conf',
    `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile ${folder}/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile ${file('cert.pem', cert)}
TLSCertificateKeyFile ${file('key.pem', key)}
TLSCACertificateFile ${file('ca.pem', authority)}
require authc
database mdb
suffix "dc=qu,dc=cn"
rootdn "${FINDER.name}"
rootpw "${FINDER.password}"
directory ${folder}/data
`,
  );
  execFileSync(join(SBIN, 'slapadd'), ['-f', config, '-l', file('people.ldif', entries(people))]);
  const [plain, secure] = [await freePort(), await freePort()];
  const urls = { ldap: `ldap://${LOOPBACK}:${plain}`, ldaps: `ldaps://${LOOPBACK}:${secure}` };
  const args = ['-f', config, '-h', `${urls.ldap}/ ${urls.ldaps}/`, '-d', '0'];
  const server = spawn(join(SBIN, 'slapd'), args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill();
    await ended;
  };
  onTestFinished(stop);
  await until('the directory listens', () => isOpen(secure));
  return { ...urls, authority, stop };
}

function entries(people: Readonly<Record<string, string>>): string {
  const ofPeople = Object.entries(people).map(
    ([uid, password]) =>
      `dn: uid=${uid},ou=people,dc=qu,dc=cn\nobjectClass: inetOrgPerson\ncn: ${uid}\nsn: ${uid}\nuid: ${uid}\nuserPassword: ${password}\n`,
  );
  return [
    'dn: dc=qu,dc=cn\nobjectClass: dcObject\nobjectClass: organization\ndc: qu\no: qu\n',
    'dn: ou=people,dc=qu,dc=cn\nobjectClass: organizationalUnit\nou: people\n',
    ...ofPeople,
  ].join('\n');
}

async function isOpen(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const tried = connect(port, LOOPBACK, () => resolve(true)).on('error', () => resolve(false));
    tried.once('connect', () => tried.destroy());
  });
}
