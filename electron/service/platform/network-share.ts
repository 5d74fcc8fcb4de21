import { realpathSync, statfsSync } from 'node:fs';

/** Kinds of file systems that lie on another machine, by the number that Linux gives them. */
const remote: readonly number[] = [
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2 and later
  0x564c, // NCP
  0x01021997, // 9P
];

/** Whether a folder lies on another machine, where locks and the journal of a database cannot be relied upon. */
export function isOnShare(directory: string): boolean {
  try {
    // On Windows this gives the server path behind a drive letter.
    const real = realpathSync.native(directory);
    const kind = process.platform === 'linux' ? statfsSync(real).type : 0;
    return isShare(real, kind);
  } catch {
    return false;
  }
}

/** The same from what the system tells: a path of a server (`\\server\share`), or the number of a file system. */
export function isShare(path: string, kind: number): boolean {
  return (
    /^(\\\\|\/\/)(?![?.][\\/])/.test(path) || /^\\\\\?\\UNC\\/i.test(path) || remote.includes(kind >>> 0)
  );
}
