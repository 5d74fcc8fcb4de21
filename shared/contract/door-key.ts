/**
 * Where a page in a browser keeps its key to the loopback door. Storage belongs to one port of this machine, where a
 * cookie is sent to all of them.
 */
export const DOOR_KEY = 'xueantu.door';
