export const DATABASE_FILE = 'workspace.sqlite';
/** The folder of the copies of the database that the program makes by itself. */
export const BACKUP_FOLDER = 'backups';
