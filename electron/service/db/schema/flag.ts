/** Yes and no as they are stored; `readFlag` and `writeFlag` turn them. */
export type Flag = 0 | 1;
