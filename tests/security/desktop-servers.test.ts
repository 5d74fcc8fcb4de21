import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientCertificate, ownAuthority, ownCertificate } from '#service/doors/office/own-authority.ts';
import { checkServer, lookAtServer } from '../../electron/main/servers/look-at-server.ts';
import { readServerAddress } from '../../electron/main/servers/server-address.ts';
import { ServerList } from '../../electron/main/servers/server-list.ts';
import {
  doubtAbout,
  fingerprintOf,
  issuerOf,
  type Pin,
  pinFor,
} from '../../electron/main/servers/server-trust.ts';
import { SettingsFile } from '../../electron/main/settings.ts';
import { LOOPBACK, openDoor } from '../support/office-door.ts';
import { temporaryFolder } from '../support/temporary.ts';

const now = new Date('2026-11-30T04:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 24 * 3600_000);

describe('the address of a server', () => {
  it.each([
    ['10.1.2.3:7443', '10.1.2.3', 7443, 'https://10.1.2.3:7443'],
    [' https://Fuwu.Local:7443/sign-in ', 'fuwu.local', 7443, 'https://fuwu.local:7443'],
    ['https://[fd00::1]:7443', 'fd00::1', 7443, 'https://[fd00::1]:7443'],
    ['fuwu', 'fuwu', 443, 'https://fuwu'],
  ])('%s is read as people write it', (text, host, port, origin) => {
    expect(readServerAddress(text)).toEqual({ host, port, origin });
  });

  it.each([
    'http://10.1.2.3:7443',
    'file:///etc/passwd',
    'https://a:b@10.1.2.3',
    '10.1.2.3:99999',
    '服务 器',
  ])('%s is none', (text) => {
    expect(() => readServerAddress(text)).toThrow(expect.objectContaining({ code: 'SERVER_ADDRESS' }));
  });
});

describe('a server that was trusted by its authority', () => {
  it('stays trusted when its certificate is renewed, and no other is', async () => {
    const folder = temporaryFolder();
    const authority = await ownAuthority(folder, now);
    const first = await ownCertificate(folder, [LOOPBACK, 'fuwu'], now);
    const pin = pinFor(first.cert, authority.cert);
    expect(pin.kind).toBe('authority');
    expect(issuerOf(pin)).toMatch(/^学安图 /);
    const doubt = (cert: string, host = LOOPBACK, at = now) => doubtAbout(cert, pin, host, at);

    expect(doubt(first.cert)).toBeNull();
    expect(doubt(first.cert, 'fuwu')).toBeNull();
    const renewed = await ownCertificate(folder, [LOOPBACK, 'fuwu', 'xin'], later(390));
    expect(renewed.cert).not.toBe(first.cert);
    expect(doubt(renewed.cert, LOOPBACK, later(390))).toBeNull();

    expect(doubt(first.cert, LOOPBACK, later(397))).toBe('expired');
    expect(doubt(first.cert, LOOPBACK, later(-2))).toBe('expired');
    expect(doubt(first.cert, 'bieren')).toBe('other');
    const others = temporaryFolder();
    expect(doubt((await ownCertificate(others, [LOOPBACK], now)).cert)).toBe('changed');
    expect(doubt('')).toBe('changed');
    // What the same authority made for a person is no server's.
    const person = await clientCertificate(folder, { name: LOOPBACK, days: 30, request: null, now });
    expect(doubt(person.cert)).toBe('other');
  });

  it('is trusted by its certificate alone where the authority that it names has not signed it', async () => {
    const own = await ownCertificate(temporaryFolder(), [LOOPBACK], now);
    const stranger = await ownAuthority(temporaryFolder(), now);
    expect(pinFor(own.cert, stranger.cert)).toEqual({ kind: 'certificate', certificate: own.cert });
    // A certificate of a server signs nothing, whatever it says it is.
    expect(pinFor(own.cert, own.cert).kind).toBe('certificate');
    const pin: Pin = { kind: 'certificate', certificate: own.cert };
    expect(doubtAbout(own.cert, pin, 'under-any-name', now)).toBeNull();
    expect(doubtAbout(own.cert, pin, LOOPBACK, later(397))).toBe('expired');
  });
});

describe('an office whose server somebody connects to', () => {
  it('shows what a clerk compares with what its administrator reads out', async () => {
    const { door } = await openDoor();
    const address = readServerAddress(`${LOOPBACK}:${door.port}`);
    const seen = await lookAtServer(address, new Date());
    expect(seen.workspaces).toEqual(door.house.rooms.map(({ service }) => service.workspace.name));
    expect(seen.pin.kind).toBe('authority');
    expect(seen.pin.certificate.trim()).toBe(door.certificates.authority?.trim());
    await checkServer(address, seen.pin, new Date());
  });

  it('is refused when another machine answers in its place', async () => {
    const { door } = await openDoor();
    const seen = await lookAtServer(readServerAddress(`${LOOPBACK}:${door.port}`), new Date());
    const address = await impostor();
    await expect(checkServer(address, seen.pin, new Date())).rejects.toMatchObject({
      code: 'SERVER_CHANGED',
      message: expect.stringContaining('请向系统管理员核对'),
    });
  });

  it('is told from what is no office, and from nobody', async () => {
    const address = await impostor();
    await expect(lookAtServer(address, new Date())).rejects.toMatchObject({ code: 'SERVER_NOT_OFFICE' });
    const nobody = readServerAddress(`${LOOPBACK}:1`);
    await expect(lookAtServer(nobody, new Date())).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  });
});

describe('the list of servers', () => {
  it('remembers what was trusted, and takes nothing else in its place', async () => {
    const path = `${temporaryFolder()}/settings.json`;
    const sealing = { seal: (text: string) => `sealed ${text}`, open: (text: string) => text.slice(7) };
    const list = new ServerList(new SettingsFile(path), sealing);
    const address = readServerAddress('fuwu:7443');
    const seen = async () => {
      const folder = temporaryFolder();
      const pin = pinFor(
        (await ownCertificate(folder, ['fuwu'], now)).cert,
        (await ownAuthority(folder, now)).cert,
      );
      return { pin, until: now, workspaces: ['大兴区'] };
    };
    const first = await seen();
    const { id } = list.add(address, first);
    list.keepSession(id, 'secret');

    const again = new ServerList(new SettingsFile(path), sealing);
    expect(again.find(id)).toMatchObject({ address: 'https://fuwu:7443', title: '大兴区' });
    expect(fingerprintOf(again.find(id).pin)).toBe(fingerprintOf(first.pin));
    expect(again.sessionOf(again.find(id))).toBe('secret');
    expect(again.knownAs(address, first)).toBe('same');

    const other = await seen();
    expect(again.knownAs(address, other)).toBe('other');
    expect(() => again.add(address, other)).toThrow(expect.objectContaining({ code: 'SERVER_CHANGED' }));
    again.forget(id);
    expect(again.add(address, other).session).toBeNull();
  });

  it('writes down nothing that lets somebody in where the system keeps no keys', () => {
    const settings = new SettingsFile(`${temporaryFolder()}/settings.json`);
    const pin: Pin = { kind: 'certificate', certificate: '' };
    settings.remember({ servers: [{ id: 'a', address: '', title: '', pin, session: 'of before' }] });
    new ServerList(settings, { seal: () => null, open: () => null }).keepSession('a', 'secret');
    expect(settings.current.servers[0]?.session).toBeNull();
  });
});

/** Another server in its place, with a certificate for its address by another authority. */
async function impostor() {
  const server = createServer(
    await ownCertificate(temporaryFolder(), [LOOPBACK], new Date()),
    (_, response) => response.end('你好'),
  );
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  onTestFinished(() => void server.close());
  return readServerAddress(`${LOOPBACK}:${(server.address() as AddressInfo).port}`);
}
