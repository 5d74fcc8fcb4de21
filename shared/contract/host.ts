import { z } from 'zod';
import { roleIds } from '../office/roles.ts';
import { bytesSchema, nothing } from './common.ts';
import { query, request } from './procedure.ts';

/** What comes after `#/print/` in the page's address. */
const printPageSchema = z
  .string()
  .max(8000)
  .regex(/^[a-z]+(\/[\w.,:%()!*'-]+)*$/);

const serverAddressSchema = z.string().trim().min(1, { error: '请填写服务器地址' }).max(300);

/** An office's server that somebody trusted. */
const serverSchema = z.object({
  id: z.string(),
  /** https://10.1.2.3:7443 */
  address: z.string(),
  /** The workspaces that it served when it was connected to. */
  title: z.string(),
  /** Trusted by its office's authority, or by the one certificate that it showed. */
  trusted: z.enum(['authority', 'certificate']),
  fingerprint: z.string(),
});
export type ListedServer = z.infer<typeof serverSchema>;

/** A folder of a workspace that was open. */
const recentSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The folder that it lies in. */
  place: z.string(),
  current: z.boolean(),
});

const seenServerSchema = z.object({
  address: z.string(),
  workspaces: z.array(z.string()),
  trusted: z.enum(['authority', 'certificate']),
  /** The SHA-256 that the administrator reads out: of the authority where there is one, else of the certificate. */
  fingerprint: z.string(),
  issuer: z.string(),
  /** Until when its certificate is good. */
  until: z.iso.datetime(),
  /** Whether it is trusted already, and by what it shows now. */
  known: z.enum(['new', 'same', 'other']),
});
export type SeenServer = z.infer<typeof seenServerSchema>;

/** What the door itself offers: windows, dialogs and printing in the desktop application, none in a browser. */
export const hostProcedures = {
  'host.describe': query(
    nothing,
    z.object({
      kind: z.enum(['desktop', 'browser']),
      version: z.string(),
      /** Versions of what only the door knows of: the shell and its browser. */
      parts: z.array(z.object({ name: z.string(), value: z.string() })),
      /** Whether the door opens and makes workspaces itself. */
      hasPlaces: z.boolean().optional(),
      /** Who signed in, with the roles held now; missing where the door knows nobody. */
      account: z
        .object({
          /** By which the person signs in. */
          name: z.string(),
          person: z.string(),
          body: z.string(),
          roles: z.array(z.enum(roleIds)),
          /** The password has to be changed before anything else. */
          mustChange: z.boolean(),
        })
        .optional(),
    }),
    { reads: [] },
  ),
  /** Asks the user for a file, or for several; the answers are tokens that only the service can open. */
  'host.chooseFile': request(
    z.object({ several: z.boolean().default(false) }),
    z
      .object({
        token: z.string(),
        name: z.string(),
        others: z.array(z.object({ token: z.string(), name: z.string() })).default([]),
      })
      .nullable(),
  ),
  'host.openWorkspace': request(nothing, z.object({ opened: z.boolean() })),
  'host.createWorkspace': request(
    z.object({ pack: z.string(), name: z.string().trim().min(1, { error: '请填写名称' }).max(60) }),
    z.object({ opened: z.boolean() }),
  ),
  /** Asks for a field packet and for a place, and opens a workspace made of it. */
  'host.openPacket': request(nothing, z.object({ opened: z.boolean() })),
  /** Workspaces of this machine that were open, and servers; and whether the system keeps what keeps somebody signed in. */
  'host.places': request(
    nothing,
    z.object({
      workspaces: z.array(recentSchema),
      servers: z.array(serverSchema),
      keepsSessions: z.boolean(),
      /** Rule packs that a new workspace may have, where no workspace is open that could be asked for them. */
      packs: z.array(z.object({ id: z.string(), title: z.string(), region: z.string() })).optional(),
    }),
  ),
  /** Opens a workspace that was listed; the demonstration is made where it is not there yet. Errors: WORKSPACE_MISSING and others. */
  'host.openRecent': request(z.object({ id: z.string().max(100) }), nothing),
  /** What a server shows to whoever comes. Errors: SERVER_ADDRESS, SERVER_UNREACHABLE, SERVER_NOT_OFFICE, SERVER_EXPIRED. */
  'host.lookAtServer': request(z.object({ address: serverAddressSchema }), seenServerSchema),
  /**
   * Trusts the server that was looked at last, if its fingerprint is the one that a person compared, and opens it.
   * Errors: SERVER_CHANGED, SERVER_UNREACHABLE and others.
   */
  'host.trustServer': request(
    z.object({ address: serverAddressSchema, fingerprint: z.string().max(200) }),
    nothing,
  ),
  /** Opens a trusted server in a window of its own. Errors: SERVER_UNKNOWN, SERVER_CHANGED, SERVER_EXPIRED, SERVER_OTHER, SERVER_UNREACHABLE. */
  'host.openServer': request(z.object({ id: z.string().max(100) }), nothing),
  /** Forgets a server, and that somebody is signed in to it. */
  'host.forgetServer': request(z.object({ id: z.string().max(100) }), nothing),
  /** Asks where a backup goes; the answer is a token that only the service can open. */
  'host.chooseBackupPlace': request(
    z.object({ name: z.string().min(1).max(255) }),
    z.object({ token: z.string(), name: z.string() }).nullable(),
  ),
  /** Asks for a backup, and tells whether it has a password. */
  'host.chooseBackup': request(
    nothing,
    z.object({ token: z.string(), name: z.string(), sealed: z.boolean() }).nullable(),
  ),
  /** Asks for a place, makes a workspace there of a backup and opens it. Errors: BACKUP_PASSWORD, BACKUP_DAMAGED and others. */
  'host.restoreBackup': request(
    z.object({
      token: z.string().max(100),
      name: z.string().max(255),
      password: z.string().max(200).nullable(),
    }),
    z.object({ opened: z.boolean() }),
  ),
  /** Asks for a folder: the place for a second copy, or one to restore; the answer is a token that only the service can open. */
  'host.chooseFolder': request(
    z.object({ title: z.string().max(100) }),
    z.object({ token: z.string(), name: z.string() }).nullable(),
  ),
  /**
   * Asks for a place, makes a workspace there of a second copy as it was at a minute of China's clock, last where none
   * is given, and opens it. Errors: COPY_UNKNOWN, COPY_LATER, COPY_DAMAGED and others.
   */
  'host.restoreCopy': request(
    z.object({
      token: z.string().max(100),
      name: z.string().max(255),
      minute: z.string().max(16).nullable(),
    }),
    z.object({ opened: z.boolean() }),
  ),
  /** Saves bytes where the user says; null where the user cancelled. Errors: DISK_WRITE. */
  'host.saveFile': request(
    z.object({ name: z.string().min(1).max(255), bytes: bytesSchema }),
    z.object({ file: z.string() }).nullable(),
  ),
  /**
   * Asks for an update file, verifies it and starts its installer, or shows it in its folder where the system installs
   * packages itself; null where the user cancelled. Errors: UPDATE_NO_KEY, UPDATE_DAMAGED, UPDATE_OLDER,
   * UPDATE_OTHER_SYSTEM.
   */
  'host.installUpdate': request(nothing, z.object({ version: z.string(), started: z.boolean() }).nullable()),
  /** Sends a page of the interface to a printer by the system's dialog; false where the user cancelled. */
  'host.printDialog': request(z.object({ page: printPageSchema }), z.object({ printed: z.boolean() })),
  /** Saves a page of the interface as PDF where the user says; null where the user cancelled. */
  'host.print': request(
    z.object({
      page: printPageSchema,
      name: z.string().min(1).max(100),
    }),
    z.object({ file: z.string() }).nullable(),
  ),
};
