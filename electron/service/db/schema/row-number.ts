/**
 * SQLite's own number of a row. It has a shorter name too, which a column of ours hides: `rowId` of `batchRows`, for names are
 * the same in any letters.
 */
export const ROW_NUMBER = '_rowid_';
