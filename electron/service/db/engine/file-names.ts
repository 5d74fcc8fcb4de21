export const DATABASE_FILE = 'workspace.sqlite';
/** Copies of the database that are made without being asked for lie here. */
export const BACKUP_FOLDER = 'backups';
