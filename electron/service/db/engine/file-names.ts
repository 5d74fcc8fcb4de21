export const DATABASE_FILE = 'workspace.sqlite';
/** Held by who has the workspace open; always empty. */
export const LOCK_FILE = 'workspace.lock';
/** The folder of the copies of the database that the program makes by itself. */
export const BACKUP_FOLDER = 'backups';
