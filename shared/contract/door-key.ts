/**
 * Where a page in a browser keeps its key to the loopback door. Browser storage belongs to one port of this machine,
 * but a cookie is sent to all ports, so other programs could get it.
 */
export const DOOR_KEY = 'xueantu.door';
