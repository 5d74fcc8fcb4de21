import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromiumPath } from './chromium.ts';
import { electronRuntime } from './electron-runtime.ts';

// What tests need of the machine they run on; a test that needs what is not there is skipped.

export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

export const hasChromium = chromiumPath() !== null;

/** What reads PDF files back. */
export const hasPoppler = isInstalled('pdftotext');

/** LibreOffice, and its writer: Debian has them in packages of their own. */
export const hasOffice = isInstalled('soffice');
export const hasWriter =
  hasOffice && (existsSync('/usr/lib/libreoffice/program/libswlo.so') || !existsSync('/usr/lib/libreoffice'));

/** A directory server (OpenLDAP); Debian puts it where only the administrator looks. */
export const hasSlapd = isInstalled('slapd') || existsSync('/usr/sbin/slapd');

/** PostgreSQL; Debian keeps its programs where only its own scripts look. */
export const hasPostgres = existsSync('/usr/lib/postgresql');

/** PostgreSQL with PostGIS, which offices need not have: it is not installed for tests, as it brings much along. */
export const hasPostgis =
  hasPostgres &&
  readdirSync('/usr/share/postgresql').some((version) =>
    existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`),
  );

/** Debian's own Python, which alone finds what Debian packs for it. */
export const SYSTEM_PYTHON = '/usr/bin/python3';
/** QGIS, by that Python: not installed for tests, as it brings hundreds of packages along. */
export const hasQgis = existsSync(SYSTEM_PYTHON) && existsSync('/usr/lib/python3/dist-packages/qgis/core');

/** A function, because an Electron that is not here yet is fetched. */
export function hasElectron(): boolean {
  return process.platform === 'linux' && Boolean(process.env.DISPLAY) && electronRuntime() !== null;
}
