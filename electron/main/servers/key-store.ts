import { safeStorage } from 'electron';

/** Seals short secrets with a key that the system keeps for this user. */
export interface KeyStore {
  /** Null where the system keeps no keys: then nothing is written down. */
  seal(text: string): string | null;
  /** Null where it was sealed by another user, or on another machine. */
  open(sealed: string): string | null;
  readonly isThere: boolean;
}

/** The key store of Windows, macOS or the desktop of Linux. */
export const systemKeyStore: KeyStore = {
  get isThere() {
    return safeStorage.isEncryptionAvailable() && hasOwnStore();
  },
  seal(text) {
    return this.isThere ? safeStorage.encryptString(text).toString('base64') : null;
  },
  open(sealed) {
    try {
      return this.isThere ? safeStorage.decryptString(Buffer.from(sealed, 'base64')) : null;
    } catch {
      return null;
    }
  },
};

/** Without a key ring, Linux seals with a password that everybody can read in the sources: that keeps nothing. */
function hasOwnStore(): boolean {
  if (process.platform !== 'linux') return true;
  const backend = safeStorage.getSelectedStorageBackend?.() ?? 'unknown';
  return backend !== 'basic_text' && backend !== 'unknown';
}
