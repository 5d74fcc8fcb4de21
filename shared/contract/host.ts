import { z } from 'zod';
import { roleIds } from '../office/roles.ts';
import { bytesSchema, nothing } from './common.ts';
import { query, request } from './procedure.ts';

/** What comes after `#/print/` in the page's address. */
const printPageSchema = z
  .string()
  .max(8000)
  .regex(/^[a-z]+(\/[\w.,:%()!*'-]+)*$/);

/** What the door itself offers: windows, dialogs and printing in the desktop application, none in a browser. */
export const hostProcedures = {
  'host.describe': query(
    nothing,
    z.object({
      kind: z.enum(['desktop', 'browser']),
      version: z.string(),
      /** Versions of what only the door knows of: the shell and its browser. */
      parts: z.array(z.object({ name: z.string(), value: z.string() })),
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
  /** Asks the user for a file; the answer is a token that only the service can open. */
  'host.chooseFile': request(nothing, z.object({ token: z.string(), name: z.string() }).nullable()),
  'host.openWorkspace': request(nothing, z.object({ opened: z.boolean() })),
  'host.createWorkspace': request(
    z.object({ pack: z.string(), name: z.string().max(60) }),
    z.object({ opened: z.boolean() }),
  ),
  /** Asks for a field packet and for a place, and opens a workspace made of it. */
  'host.openPacket': request(nothing, z.object({ opened: z.boolean() })),
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
